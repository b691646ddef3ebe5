// The report: a claim and its words in the article belong together; j and k walk through the claims.
const KEYS = "dateline-keys";

let stop = null;

export function report(page, show) {
  if (stop) stop.abort();
  const main = page.matches?.("[data-report]") ? page : page.querySelector("[data-report]");
  if (!main) return;
  stop = new AbortController();
  const { signal } = stop;
  const claims = new Claims(main);

  main.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const words = event.target.closest("mark[data-claims]");
    if (link && claims.has(link.hash.slice(1))) { event.preventDefault(); claims.choose(link.hash.slice(1), { open: true }); }
    else if (link && link.hash.startsWith("#t-")) { event.preventDefault(); claims.choose(link.hash.slice(3), { focused: "words" }); }
    else if (link && link.hash.startsWith("#group-")) opened(main.querySelector(link.hash));
    else if (words) claims.choose(claims.among(words.dataset.claims.split(" ")), { open: true });
  }, { signal });
  keyed(main, claims, signal);
  copied(main, signal);
  swapped(main, show, signal);
  for (const button of main.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print(), { signal });
  }
  printed(main, signal);
  const menus = [...main.querySelectorAll("details.menu")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  }, { signal });
  if (claims.has(location.hash.slice(1))) claims.choose(location.hash.slice(1), { open: true });
}

class Claims {
  constructor(main) {
    this.main = main;
    this.cards = [...main.querySelectorAll(".claim")];
    this.byId = new Map(this.cards.map((card) => [card.id, card]));
    this.words = new Map();
    for (const mark of main.querySelectorAll("mark[data-claims]")) {
      for (const id of mark.dataset.claims.split(" ")) {
        if (!this.words.has(id)) this.words.set(id, []);
        this.words.get(id).push(mark);
      }
    }
    this.current = null;
  }

  has(id) { return this.byId.has(id); }

  // Of the claims that words belong to, the next one after the current: a second click goes on to it.
  among(ids) {
    const known = this.cards.map((card) => card.id).filter((id) => ids.includes(id));
    return known[(known.indexOf(this.current) + 1) % known.length];
  }

  // Marks a claim and its words; opens it where that is asked for, or where the one before was open.
  choose(id, { open = false, focused = "card" } = {}) {
    const card = this.byId.get(id);
    if (!card) return;
    const before = this.byId.get(this.current);
    const goesOn = before && before !== card && before.open;
    this.leave();
    if (goesOn && !before.querySelector("details.decide[open]")) before.open = false;
    if (open || goesOn) card.open = true;
    this.current = id;
    card.classList.add("current");
    for (let fold = card.closest("details.resting"); fold; fold = fold.parentElement.closest("details.resting")) fold.open = true;
    const marks = this.words.get(id) || [];
    for (const mark of marks) mark.classList.add("current");
    history.replaceState(null, "", `#${id}`);
    if (marks.length) seen(marks[0]);
    if (focused === "card") card.querySelector("summary").focus({ preventScroll: true });
    else this.main.querySelector(`#t-${CSS.escape(id)}`)?.focus({ preventScroll: true });
    if (focused === "card" || matchMedia("(min-width: 62rem)").matches) seen(card);
  }

  leave() {
    if (!this.current) return;
    this.byId.get(this.current).classList.remove("current");
    for (const mark of this.words.get(this.current) || []) mark.classList.remove("current");
  }

  step(by) {
    const shown = this.cards.filter((card) => !card.closest("details.resting:not([open])"));
    const at = shown.findIndex((card) => card.id === this.current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (shown[next]) this.choose(shown[next].id);
  }
}

// Scrolls only where something cannot be seen.
function seen(element) {
  const box = element.getBoundingClientRect();
  const frame = element.closest(".text .article")?.getBoundingClientRect() || { top: 0, bottom: innerHeight };
  const top = Math.max(frame.top, 0);
  const bottom = Math.min(frame.bottom, innerHeight);
  const fits = box.height < bottom - top;
  if (box.top < top || (fits ? box.bottom > bottom : box.top > bottom - 80)) {
    element.scrollIntoView({ block: fits && element.matches("mark") ? "center" : "start", behavior: "instant" });
  }
}

// j and k go through the claims, Enter opens one (it is what summaries do), Escape leads to its words. The box beside
// their names switches the letters off, for people who speak to their machine.
function keyed(main, claims, signal) {
  const box = main.querySelector("[data-keys]");
  if (!box) return;
  box.closest(".keys").hidden = false;
  box.checked = remembered() !== "off";
  box.addEventListener("change", () => remember(box.checked ? "on" : "off"), { signal });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, select, input:not([data-keys])");
    const isPlain = box.checked && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && event.key === "j") claims.step(1);
    else if (isPlain && event.key === "k") claims.step(-1);
    else if (event.key === "Escape") {
      const open = event.target.closest("details.menu[open], details.decide[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      else if (claims.current) claims.choose(claims.current, { focused: "words" });
      else return;
    } else return;
    event.preventDefault();
  }, { signal });
}

function remembered() { try { return localStorage.getItem(KEYS); } catch { return null; } }
function remember(value) { try { localStorage.setItem(KEYS, value); } catch { /* then not */ } }

function copied(main, signal) {
  for (const link of main.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        const answer = await fetch(link.href);
        if (!answer.ok) throw new Error(answer.statusText);
        await navigator.clipboard.writeText(await answer.text());
        told(main, link.dataset.done);
      } catch {
        location.assign(link.href);
      }
    }, { signal });
  }
}

function told(main, words) {
  main.querySelector(".copied")?.remove();
  const box = Object.assign(document.createElement("p"), { className: "copied", textContent: words });
  box.setAttribute("role", "status");
  main.append(box);
  setTimeout(() => box.remove(), 2500);
}

// Another date of an undated text is shown in place.
function swapped(main, show, signal) {
  for (const link of main.querySelectorAll("a[data-swap]")) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      main.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
        const html = await answer.text();
        history.pushState(null, "", link.href);
        at = location.pathname + location.search;
        show(html);
      } catch {
        location.assign(link.href);
      }
    }, { signal });
  }
}

let at = location.pathname + location.search;
window.addEventListener("popstate", () => { if (location.pathname + location.search !== at) location.reload(); });

// What is folded away is printed all the same.
function printed(main, signal) {
  const folds = () => [...main.querySelectorAll("details.resting, details.claim:not(.line)")];
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = folds().filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  }, { signal });
  window.addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; }, { signal });
}

function opened(fold) { if (fold?.matches("details")) fold.open = true; }
