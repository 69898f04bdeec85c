// Dropping files and whole folders in any number of goes, read in portions with a count.
// Without this script the file fields and buttons of the page do the same.
"use strict";

const FILES_AT_ONCE = 20;
const BYTES_AT_ONCE = 8 << 20;

const form = document.getElementById("compose");
const zone = document.getElementById("drop-zone");
const reading = document.getElementById("reading");
const token = form.querySelector("input[name=token]").value;
const filesMax = Number(form.dataset.filesMax);
const bytesMax = Number(form.dataset.bytesMax);
let pile = form.dataset.pile;
let waiting = [];
let busy = false;
let total = 0;
let done = 0;

function showProgress() {
  reading.hidden = false;
  document.getElementById("reading-count").textContent = form.dataset.reading.replace("#total", String(total)).replace("#done", String(done));
  const bar = document.getElementById("reading-bar");
  bar.max = total;
  bar.value = done;
}

// The next files that fit into one request.
function portion() {
  const files = [];
  let bytes = 0;
  while (waiting.length > 0 && files.length < FILES_AT_ONCE) {
    if (files.length > 0 && bytes + waiting[0].size > BYTES_AT_ONCE) break;
    bytes += waiting[0].size;
    files.push(waiting.shift());
  }
  return files;
}

async function sendPortion(files) {
  const body = new FormData();
  body.append("token", token);
  if (pile) body.append("pile", pile);
  for (const file of files) body.append("file", file, file.name);
  const answer = await fetch("/new/files", { method: "POST", body });
  if (!answer.ok) throw answer.status;
  pile = String((await answer.json()).pile);
}

// Reads all that waits; what is dropped meanwhile is read after it.
async function readWaiting() {
  if (busy) return;
  busy = true;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  try {
    while (waiting.length > 0) {
      const files = portion();
      showProgress();
      await sendPortion(files);
      done += files.length;
      showProgress();
    }
  } catch (problem) {
    document.getElementById(problem === 413 ? "too-large" : "not-read").hidden = false;
    waiting = [];
  }
  busy = false;
  for (const button of form.querySelectorAll("button")) button.disabled = false;
  reading.hidden = true;
  if (done === 0) return;
  showPile();
}

// Leads to the page of the pile with all that was typed and chosen here.
function showPile() {
  for (const field of form.querySelectorAll("input[type=file]")) field.value = "";
  form.action = "/new/" + pile;
  form.requestSubmit(form.querySelector("button[name=do][value=save]"));
}

function addFiles(files) {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  document.getElementById("too-large").hidden = files.length <= filesMax && bytes <= bytesMax;
  document.getElementById("not-read").hidden = true;
  if (files.length === 0 || files.length > filesMax || bytes > bytesMax) return;
  waiting.push(...files);
  total += files.length;
  readWaiting();
}

// All files below what was dropped. A folder lists its contents in pieces.
async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const entries = await new Promise((found, failed) => reader.readEntries(found, failed));
    if (entries.length === 0) return files;
    for (const inside of entries) files.push(...(await filesOf(inside)));
  }
}

async function dropped(transfer) {
  // The list is gone after the event, so all entries are taken before the first wait.
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const entries = items.map((item) => (item.webkitGetAsEntry ? item.webkitGetAsEntry() : null));
  if (items.length === 0 || entries.some((entry) => entry === null)) return [...transfer.files];
  const plain = [...transfer.files];
  try {
    return (await Promise.all(entries.map(filesOf))).flat();
  } catch {
    return plain;
  }
}

function holdsFiles(event) {
  return event.dataTransfer !== null && event.dataTransfer.types.includes("Files");
}

document.getElementById("drop-words").hidden = false;
document.getElementById("read-files").hidden = true;
zone.classList.add("drop-zone-ready");
for (const label of zone.querySelectorAll(".file-pick-label")) label.classList.add("button");
for (const input of zone.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    addFiles(files);
  });
}

// A file dropped beside the zone would otherwise replace the page.
document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  zone.classList.add("drop-zone-over");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) zone.classList.remove("drop-zone-over");
});
document.addEventListener("drop", async (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  zone.classList.remove("drop-zone-over");
  addFiles(await dropped(event.dataTransfer));
});

// Choosing is enough: the buttons beside these fields are for browsers without script.
function pressWhenChosen(selector, button) {
  for (const field of form.querySelectorAll(selector)) {
    const press = button(field);
    press.hidden = true;
    field.addEventListener("change", () => form.requestSubmit(press));
  }
}
pressWhenChosen(".replace-pick", (field) => field.parentElement.querySelector("button"));
pressWhenChosen(".place-pick", (field) => field.parentElement.querySelector("button"));
pressWhenChosen("#again", () => document.getElementById("again-read"));

// The number in 「送信する（n件）」 is that of the chosen addresses.
const send = document.getElementById("send-chosen");
function countChosen() {
  if (!send) return;
  const chosen = form.querySelectorAll("input[name=send]:checked").length;
  send.textContent = (chosen === 1 ? send.dataset.one : send.dataset.other).replace("#", String(chosen));
  send.disabled = chosen === 0;
}
form.addEventListener("change", countChosen);
addEventListener("pageshow", countChosen);
