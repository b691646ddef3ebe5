// What script adds to the pages. Everything works without it; see each module for what it makes quicker.
import { check } from "./checking.js";
import { report } from "./report.js";

export function begin(page) {
  check(page, show);
  report(page, show);
}

// Puts the main part of another page of this service in the place of ours; `html` is that page as it was sent.
export function show(html) {
  const other = new DOMParser().parseFromString(html, "text/html");
  const main = document.importNode(other.querySelector("main"), true);
  document.querySelector("main").replaceWith(main);
  document.title = other.title;
  begin(main);
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

begin(document);
