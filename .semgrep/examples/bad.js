// Lines that each rule must find: the rule stands above its line. Nothing here is run.
function bad(place, words) {
  // ruleid: no-words-as-markup-in-scripts
  place.innerHTML = words;
  // ruleid: no-words-as-markup-in-scripts
  place.insertAdjacentHTML("beforeend", words);
  // ruleid: no-words-as-markup-in-scripts
  eval(words);
}

function good(place, words) {
  // ok: no-words-as-markup-in-scripts
  place.textContent = words;
}
