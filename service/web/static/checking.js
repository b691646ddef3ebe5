// The check page: each step as it comes, a file dropped on the form, a check that is stopped.
const STEPS = "application/x-ndjson";

export function check(page, show) {
  const form = page.querySelector("[data-check]");
  if (!form) return;
  const progress = page.querySelector("[data-progress]");
  let stopping = null;

  form.addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.name === "add") return;
    event.preventDefault();
    stopping = new AbortController();
    const watch = begun(form, progress);
    try {
      const sent = { method: "POST", body: new FormData(form), headers: { Accept: `${STEPS}, text/html` } };
      const answer = await fetch(form.action, { ...sent, signal: stopping.signal });
      if ((answer.headers.get("Content-Type") || "").startsWith(STEPS)) await followed(answer, watch, show);
      else if (answer.redirected) location.assign(answer.url);
      else { watch.end(); show(await answer.text()); }
    } catch (error) {
      watch.end(error.name !== "AbortError");
    }
  });
  page.querySelector("[data-stop]").addEventListener("click", () => stopping && stopping.abort());
  window.addEventListener("pageshow", (event) => event.persisted && ended(form, progress));
  dropping(form);
}

// Reads the answer line by line; the last line says where to go or what to show.
async function followed(answer, watch, show) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  let last = {};
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (held + (value || "")).split("\n");
    held = done ? "" : lines.pop();
    for (const line of lines.filter(Boolean)) {
      last = JSON.parse(line);
      if (last.stage) watch.step(last.stage);
    }
    if (done) break;
  }
  if (last.location) location.assign(last.location);
  else if (last.page) { watch.end(); show(last.page); }
  else throw new Error("The answer broke off.");
}

function begun(form, progress) {
  const since = performance.now();
  const clock = progress.querySelector("[data-clock]");
  const said = progress.querySelector("[data-said]");
  const steps = [...progress.querySelectorAll("[data-step]")];
  for (const step of steps) { step.className = ""; step.removeAttribute("aria-current"); }
  progress.querySelector("[data-lost]").hidden = true;
  form.hidden = true;
  progress.hidden = false;
  progress.querySelector("[data-stop]").focus({ preventScroll: true });
  progress.scrollIntoView({ block: "nearest" });
  const tick = () => { clock.textContent = `${((performance.now() - since) / 1000).toFixed(1)} s`; };
  const ticking = setInterval(tick, 100);
  return {
    step(name) {
      const at = steps.findIndex((step) => step.dataset.step === name);
      steps.forEach((step, number) => {
        step.className = number < at ? "done" : number === at ? "now" : "";
        step.toggleAttribute("aria-current", number === at);
      });
      if (at >= 0) said.textContent = steps[at].textContent;
    },
    end(isLost = false) {
      clearInterval(ticking);
      ended(form, progress);
      if (isLost) lost(form, progress);
    },
  };
}

function ended(form, progress) {
  progress.hidden = true;
  form.hidden = false;
  form.querySelector("[data-go]").focus();
}

function lost(form, progress) {
  const words = progress.querySelector("[data-lost]").cloneNode(true);
  words.hidden = false;
  words.setAttribute("role", "alert");
  words.removeAttribute("data-lost");
  form.querySelectorAll(".gone").forEach((old) => old.remove());
  words.classList.add("gone");
  form.querySelector("[data-go]").closest("p").before(words);
}

// A file may be dropped anywhere on the form.
function dropping(form) {
  const input = form.querySelector("[data-file]");
  const over = (isOver) => form.classList.toggle("dragged", isOver);
  form.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) over(false); });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    over(false);
    input.files = event.dataTransfer.files;
    input.focus();
  });
}
