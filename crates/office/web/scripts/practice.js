// Shows the steps again when one of them is done. Without this script, loading the page does.
"use strict";

const SECONDS_BETWEEN_LOOKS = 2;
const steps = document.getElementById("steps");

// A button that was pressed leads to another page as soon as its answer comes; loading this one again would take that away.
let leaving = false;
document.addEventListener("submit", () => {
  leaving = true;
});
// Whoever comes back may find the page as it was left.
window.addEventListener("pageshow", () => {
  leaving = false;
});

async function look() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch("/practice/state", { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    const state = await answer.json();
    if (!leaving && (String(state.done) !== steps.dataset.done || String(state.opened) !== steps.dataset.opened)) location.reload();
  } catch {
    // The program was stopped; asking again later is all that can be done.
  }
}

if (steps) setInterval(look, SECONDS_BETWEEN_LOOKS * 1000);
