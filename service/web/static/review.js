// Keys for the queue: they work while a fact has the focus, and never while somebody types.

const facts = [...document.querySelectorAll(".waiting")];
const opening = { c: "correct", r: "refuse", t: "contest" };
const answers = { a: "accept", y: "stands", n: "falls" };

function typing(target) {
  return target.matches("input, textarea, select, [contenteditable]");
}

function move(from, by) {
  const next = facts[Math.min(facts.length - 1, Math.max(0, facts.indexOf(from) + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function open(fact, name) {
  const box = fact.querySelector(`details.${name}`);
  if (!box) return false;
  box.open = true;
  box.querySelector("input:not([type=hidden])").focus();
  return true;
}

function press(fact, action) {
  const button = fact.querySelector(`button[name=action][value=${action}]`);
  if (!button || button.closest("details")) return false;
  button.click();
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const fact = event.target.closest(".waiting");
  if (!fact) return;
  if (event.key === "Escape" && event.target !== fact) {
    const box = event.target.closest("details");
    if (box) box.open = false;
    fact.focus();
    event.preventDefault();
    return;
  }
  if (typing(event.target)) return;
  let done = false;
  if (event.key === "j" || event.key === "s") { move(fact, 1); done = true; }
  else if (event.key === "k") { move(fact, -1); done = true; }
  else if (event.key in opening) done = open(fact, opening[event.key]);
  else if (event.key in answers) done = press(fact, answers[event.key]);
  else if (event.key === "u") {
    const undo = document.querySelector("form.undo button");
    if (undo) { undo.click(); done = true; }
  }
  if (done) event.preventDefault();
}

if (facts.length) {
  for (const fact of facts) fact.tabIndex = 0;
  for (const legend of document.querySelectorAll(".keys")) legend.hidden = false;
  document.addEventListener("keydown", onKey);
  const asked = document.querySelector("[aria-invalid], .waiting details[open] input:not([type=hidden])");
  if (asked) asked.focus();
  else if (document.querySelector("#queue[data-on]")) facts[0].focus();
}
