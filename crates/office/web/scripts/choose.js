// Keeps the number in 「送信する（n件）」 equal to the number of chosen addresses.
"use strict";

const button = document.getElementById("send-chosen");

function count() {
  const chosen = document.querySelectorAll('input[name="id"]:checked').length;
  const words = chosen === 1 ? button.dataset.one : button.dataset.other;
  button.textContent = words.replace("#", String(chosen));
  button.disabled = chosen === 0;
}

if (button) {
  document.addEventListener("change", count);
  // A browser that goes back keeps the boxes as they were left.
  addEventListener("pageshow", count);
}
