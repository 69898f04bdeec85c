// 「すべて選ぶ」 and the number of chosen rows. Without this script each row is chosen by itself.
"use strict";

const all = document.getElementById("pick-all");
const count = document.getElementById("pick-count");
const save = document.getElementById("pick-save");

function boxes() {
  return [...document.querySelectorAll('input[name="id"][form="pick"]')];
}

function show() {
  const rows = boxes();
  const chosen = rows.filter((box) => box.checked).length;
  const words = chosen === 1 ? count.dataset.one : count.dataset.other;
  count.textContent = words.replace("#", String(chosen));
  count.hidden = false;
  save.disabled = chosen === 0;
  all.checked = chosen > 0 && chosen === rows.length;
  all.indeterminate = chosen > 0 && chosen < rows.length;
}

if (all) {
  document.getElementById("pick-all-label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    show();
  });
  document.addEventListener("change", (event) => {
    if (event.target !== all) show();
  });
  // A browser that goes back keeps the boxes as they were left.
  addEventListener("pageshow", show);
}

// The page that has opened the chosen bundles begins to save them by itself, once.
const begin = document.getElementById("begin-saving");
if (begin) {
  history.replaceState(null, "", begin.dataset.after);
  begin.click();
}
