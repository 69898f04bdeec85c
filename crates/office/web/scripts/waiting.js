// Loads a page again that waits for something which comes within seconds.
// Everything works without this script: such a page has a button that loads it.
"use strict";

const SECONDS_BETWEEN_LOOKS = 3;

function look() {
  const typing = document.activeElement && document.activeElement.matches("input, textarea, select");
  const reading = document.querySelector("details[open]");
  // What a person types, or is about to decide, must stay.
  if (document.visibilityState === "visible" && !typing && !reading) location.reload();
}

if (document.querySelector("[data-waits]")) setInterval(look, SECONDS_BETWEEN_LOOKS * 1000);
