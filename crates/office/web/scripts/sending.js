// Counts the seconds in which a sending can be stopped, and then the bundles that arrived.
// Without this script the page is as new as its loading, and stopping works the same.
"use strict";

const sending = document.getElementById("sending");
const line = document.getElementById("sending-line");
const bar = document.getElementById("sending-bar");
let timer = null;

function put(element, status) {
  const name = "status " + status.class;
  if (element.className !== name) element.className = name;
  if (element.textContent !== status.word) element.textContent = status.word;
}

async function ask() {
  let state;
  try {
    const answer = await fetch(`/sending/${sending.dataset.number}/state`, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    state = await answer.json();
  } catch {
    return; // The program was stopped; what it has to send goes out when it runs again.
  }
  put(line, { class: state.class, word: state.line });
  document.getElementById("sending-count").textContent = state.count;
  bar.max = state.total;
  bar.value = state.done;
  const stop = document.getElementById("stop"); // Missing for who may only look.
  if (stop) stop.hidden = !state.stoppable;
  const why = document.getElementById("stop-why");
  if (why) why.hidden = !state.stoppable;
  for (const row of state.rows) {
    const shown = document.querySelector(`[data-bundle="${row.id}"]`);
    if (shown) put(shown, row);
  }
  if (state.ended) clearInterval(timer);
}

// The words of the first second are the page's own; screen readers are told the end.
timer = setInterval(ask, 1000);
