/* Keeps the start page and the scheduler's alarm fresh while somebody looks at them.

   Asks every fifteen seconds, never while the tab is hidden, and not after the session ended: the
   question keeps no session awake. What has the focus keeps it; a screen reader hears only which
   lists have other stories than before. Without script the page is as it was when it was opened. */

const keepDeskFresh = () => {
  const EVERY = 15000;
  const live = document.querySelector("[data-desk-live]");
  if (!live) return;
  const board = document.querySelector("[data-desk-board]");
  const alarm = live.querySelector("[data-desk-alarm]");
  const said = live.querySelector("[data-desk-said]");
  const url = live.dataset.deskLive + (board ? "?board" : "");
  let timer;

  // The stories of each list, by its heading.
  const stories = (place) =>
    new Map(
      [...place.querySelectorAll("section")].map((list) => [
        list.querySelector("h2").firstChild.textContent.trim(),
        [...list.querySelectorAll("a")].map((link) => link.href + link.textContent).join(),
      ]),
    );

  const showBoard = (html) => {
    const before = stories(board);
    const focused = board.contains(document.activeElement) ? document.activeElement.href : null;
    board.innerHTML = html;
    if (focused) [...board.querySelectorAll("a")].find((link) => link.href === focused)?.focus();
    const now = stories(board);
    const changed = [...now].filter(([name, links]) => links && before.get(name) !== links);
    if (changed.length) {
      said.textContent = `${live.dataset.changed}: ${changed.map(([name]) => name).join(", ")}`;
    }
  };

  const showAlarm = (html) => {
    const wasSilent = alarm.textContent.trim() === "";
    alarm.innerHTML = html;
    if (wasSilent && html) said.textContent = alarm.textContent.trim();
  };

  const showEnd = () => {
    const line = document.createElement("p");
    line.className = "desk-alarm";
    line.textContent = live.dataset.ended;
    alarm.replaceChildren(line);
    said.textContent = live.dataset.ended;
  };

  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (answer.status === 403) return showEnd();
      if (answer.ok) {
        const fresh = await answer.json();
        showAlarm(fresh.alarm);
        if (board) showBoard(fresh.board);
      }
    } catch {
      // the network is away for a moment; the next question finds it again
    }
    timer = setTimeout(ask, EVERY);
  };

  document.addEventListener("visibilitychange", ask);
  timer = setTimeout(ask, EVERY);
};

// Wagtail loads it in the head, before there is anything to keep fresh
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", keepDeskFresh);
else keepDeskFresh();
