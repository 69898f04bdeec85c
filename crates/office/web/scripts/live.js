// Says quietly that there is something new, without moving what somebody reads.
// Everything works without this script; pages are then as new as their loading.
"use strict";

const SECONDS_BETWEEN_QUESTIONS = 10;
const news = document.getElementById("news");

function showNews(kind) {
  const line = news.querySelector(".news-line");
  for (const part of line.querySelectorAll("[data-news]")) {
    part.hidden = part.dataset.news !== kind;
  }
  line.hidden = false;
}

function showConnection(connection) {
  const word = document.getElementById("connection");
  const time = document.getElementById("connection-time");
  if (!word || !time) return;
  word.className = "status " + connection.class;
  word.textContent = connection.word;
  time.textContent = connection.time;
}

async function ask() {
  if (document.visibilityState !== "visible") return;
  let state;
  try {
    const answer = await fetch("/state", { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    state = await answer.json();
  } catch {
    return; // The program was stopped; asking again later is all that can be done.
  }
  // What is left of a page of another office must not be taken for the chosen one.
  if (state.office !== news.dataset.office) {
    showNews("office");
    return;
  }
  showConnection(state.connection);
  if (state.mark.arrived !== news.dataset.arrived) showNews("arrived");
  else if (news.dataset.sent && state.mark.sent !== news.dataset.sent) showNews("sent");
}

if (news) {
  setInterval(ask, SECONDS_BETWEEN_QUESTIONS * 1000);
  document.addEventListener("visibilitychange", ask);
}
