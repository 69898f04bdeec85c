// Shows the button that prints the page, which needs a script, and lets it do so.
"use strict";

const button = document.getElementById("print");

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
