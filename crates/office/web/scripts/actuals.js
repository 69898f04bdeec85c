// Moves between the days of the sheet by arrow keys and Enter, marks what differs from the plan, and saves what is
// typed a moment after it was typed. Without it the buttons of the page do the same.
"use strict";

const sheet = document.getElementById("sheet");

// Long enough not to save every key, short enough that nobody closes the page before.
const PAUSE_MS = 800;

if (sheet) {
  const saved = document.getElementById("saved");
  const rows = [...sheet.querySelectorAll("tr.actual")].map((row) => [...row.querySelectorAll(".count-field")]);
  let timer = 0;
  let running = false;
  let again = false;

  const place = (field) => {
    const row = rows.findIndex((fields) => fields.includes(field));
    return row < 0 ? null : [row, rows[row].indexOf(field)];
  };

  const go = (row, day) => {
    const field = rows[row] && rows[row][day];
    if (field) {
      field.focus();
      field.select();
    }
    return Boolean(field);
  };

  sheet.addEventListener("keydown", (event) => {
    const at = place(event.target);
    if (!at || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };
    const step = steps[event.key];
    if (!step) return;
    // Enter must not send the form from the middle of the calendar.
    event.preventDefault();
    go(at[0] + step[0], at[1] + step[1]);
  });

  sheet.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("count-field")) event.target.select();
  });

  const mark = (field) => {
    field.classList.toggle("differs", (field.value.trim() || "0") !== field.dataset.planned);
    const row = field.closest("tr");
    const counts = [...row.querySelectorAll(".count-field")].map((one) => Number(one.value) || 0);
    row.querySelector("[data-sum]").textContent = String(counts.reduce((sum, count) => sum + count, 0));
  };

  const save = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    saved.textContent = sheet.dataset.saving;
    try {
      const body = new URLSearchParams(new FormData(sheet));
      const answer = await fetch(`${location.pathname}/save`, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      if (told.ok) sheet.elements.version.value = String(told.version);
      saved.textContent = told.words;
    } catch {
      saved.textContent = sheet.dataset.failed;
    }
    running = false;
    if (again) save();
  };

  sheet.addEventListener("input", (event) => {
    const field = event.target;
    if (field.classList.contains("count-field")) {
      // Digits of full width are what a Japanese keyboard gives first.
      const plain = field.value.normalize("NFKC");
      if (plain !== field.value && !event.isComposing) field.value = plain;
      mark(field);
    } else if (!field.classList.contains("units-field")) {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });

  // A button sends the version of the last saving; one that is under way is waited for.
  sheet.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    const button = event.submitter;
    const wait = setInterval(() => {
      if (running) return;
      clearInterval(wait);
      sheet.requestSubmit(button);
    }, 50);
  });
}
