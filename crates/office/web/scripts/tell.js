// Tells of arrivals by the browser's own notifications, if a person asked for that: counts, no names.
// It speaks while no page of ours is seen; a page that is seen has its quiet line (live.js).
"use strict";

// A block: the scripts of one page share their names otherwise.
{
  // Browsers let hidden pages work about once a minute.
  const SECONDS_BETWEEN_LOOKS = 60;
  const tell = document.getElementById("tell");
  const seen = document.getElementById("news");

  // All pages of this office share what was told, so that it is told once.
  function told() {
    return localStorage.getItem("tsunagu-told-" + tell.dataset.office);
  }

  function keepTold(mark) {
    localStorage.setItem("tsunagu-told-" + tell.dataset.office, mark);
  }

  function showChoice() {
    const [button, words] = [tell.querySelector("button"), tell.querySelector("span")];
    tell.hidden = Notification.permission === "denied";
    button.hidden = Notification.permission !== "default";
    words.hidden = Notification.permission !== "granted";
  }

  async function look() {
    if (document.visibilityState === "visible" || Notification.permission !== "granted") return;
    let state;
    try {
      const answer = await fetch("/state", { headers: { accept: "application/json" } });
      if (!answer.ok) return;
      state = await answer.json();
    } catch {
      return; // The program was stopped; looking again later is all that can be done.
    }
    const arrived = state.mark.arrived;
    if (state.office !== tell.dataset.office || arrived === told()) return;
    keepTold(arrived);
    if (state.unread === 0) return;
    const notification = new Notification(tell.dataset.title, {
      body: tell.dataset.text.replace("{n}", state.unread),
      tag: "tsunagu-" + state.office, // A newer one takes the place of this one.
    });
    notification.addEventListener("click", () => {
      window.focus();
      window.location.assign("/inbox");
    });
  }

  if (tell && "Notification" in window && window.isSecureContext) {
    showChoice();
    tell.querySelector("button").addEventListener("click", async () => {
      await Notification.requestPermission();
      showChoice();
    });
    // What this page shows is known to whoever looks at it.
    if (seen && seen.dataset.arrived !== undefined) keepTold(seen.dataset.arrived);
    setInterval(look, SECONDS_BETWEEN_LOOKS * 1000);
  }
}
