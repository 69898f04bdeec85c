// Dropping files, the list of what was chosen, and the limits before anything is sent.
// Without this script the browser's own file field does the same.
"use strict";

const form = document.querySelector("form.compose");
const input = document.getElementById("files");
const zone = document.getElementById("drop-zone");
const chosen = document.getElementById("chosen");
const count = document.getElementById("chosen-count");
const list = document.getElementById("chosen-files");
const tooLarge = document.getElementById("too-large");
const filesMax = Number(form.dataset.filesMax);
const bytesMax = Number(form.dataset.bytesMax);

function setFiles(files) {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  show();
}

// A file that is given twice, by dropping or by choosing, is meant once.
function addFiles(more) {
  const files = [...input.files];
  for (const file of more) {
    if (!files.some((known) => known.name === file.name && known.size === file.size)) files.push(file);
  }
  setFiles(files);
}

function row(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.className = "file-name";
  name.textContent = file.name;
  const size = document.createElement("span");
  size.className = "small soft";
  size.textContent = Math.ceil(file.size / 1024) + " KB";
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "button button-quiet button-small";
  remove.textContent = chosen.dataset.remove;
  remove.setAttribute("aria-label", chosen.dataset.removeLabel.replace("#", file.name));
  remove.addEventListener("click", () => {
    setFiles([...input.files].filter((other) => other !== file));
    input.focus();
  });
  item.append(name, size, remove);
  return item;
}

function show() {
  const files = [...input.files];
  const words = files.length === 0 ? chosen.dataset.none : files.length === 1 ? chosen.dataset.one : chosen.dataset.other;
  count.textContent = words.replace("#", String(files.length));
  list.replaceChildren(...files.map(row));
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  tooLarge.hidden = files.length <= filesMax && bytes <= bytesMax;
  for (const button of form.querySelectorAll("button[name=then]")) button.disabled = !tooLarge.hidden;
}

function holdsFiles(event) {
  return event.dataTransfer !== null && event.dataTransfer.types.includes("Files");
}

document.getElementById("drop-words").hidden = false;
const label = document.getElementById("files-label");
label.textContent = zone.dataset.pick;
label.classList.add("button");
zone.classList.add("drop-zone-ready");
let earlier = [];
// Choosing again adds to what is there, as dropping does.
input.addEventListener("click", () => { earlier = [...input.files]; });
input.addEventListener("change", () => {
  const added = [...input.files];
  setFiles(earlier);
  addFiles(added);
});

// A file dropped beside the zone would otherwise replace the page.
document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  zone.classList.add("drop-zone-over");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) zone.classList.remove("drop-zone-over");
});
document.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  zone.classList.remove("drop-zone-over");
  addFiles(event.dataTransfer.files);
});

form.addEventListener("submit", () => {
  document.getElementById("reading").hidden = false;
  // After the form was put together, or the pressed button's value would be missing.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button[name=then]")) button.disabled = true;
  }, 0);
});
addEventListener("pageshow", () => {
  document.getElementById("reading").hidden = true;
  show();
});
