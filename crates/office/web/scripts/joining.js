// Loads the page of a terminal that joins again when there is something new to do.
// Everything works without this script: the page has a button that loads it.
"use strict";

const SECONDS_BETWEEN_QUESTIONS = 2;
const shown = document.currentScript.dataset.mark;

async function ask() {
  let mark;
  try {
    const answer = await fetch("/joining", { headers: { accept: "application/json" } });
    // An answer of another kind comes from the pages of the office, which have taken over.
    mark = answer.ok && !answer.redirected ? (await answer.json()).mark : "";
  } catch {
    return; // The program changes over or was stopped; asking again is all that can be done.
  }
  // What a person is typing must not be lost.
  const typed = document.getElementById("recovery");
  if (mark !== shown && !(typed && typed.value)) location.replace("/");
}

setInterval(ask, SECONDS_BETWEEN_QUESTIONS * 1000);
