// The bell: how many notifications are unread, as they come; while the socket is cut, the page asks every minute. What is
// read in one tab is read in the others: a page that arrives says what it knows, and a tab that knows otherwise asks again.
import { announce } from "./announce.js";
import { listen } from "./socket.js";
import { toast } from "./toasts.js";

const POLL_MS = 60_000;
const tabs = new BroadcastChannel("bell");
let polling;
let shown;

const show = (unread) => {
  shown = unread;
  for (const bell of document.querySelectorAll("[data-bell]")) {
    bell.querySelector(".dot").hidden = unread === 0;
    bell.setAttribute("aria-label", unread ? `Notifications : ${unread} non lues` : "Notifications");
  }
};

const heard = (frame) => {
  show(frame.unread);
  if (frame.type !== "notification") return;
  announce(frame.item.title);
  toast(`${frame.item.title}. ${frame.item.text}`, {
    label: "Voir",
    act: () => location.assign(frame.item.url),
  });
};

// The polling twin of the socket says the same as JSON.
const ask = async (url) => {
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok) show((await answer.json()).unread);
};

// A page may show its bell in two places (wide, narrow): one socket serves both.
const bell = document.querySelector("[data-bell][data-socket]");
if (bell) {
  shown = Number(bell.dataset.unread);
  tabs.postMessage(shown);
  tabs.addEventListener("message", ({ data }) => data !== shown && ask(bell.dataset.poll));
  listen(bell.dataset.socket, heard, (state) => {
    clearInterval(polling);
    if (state === "cut") polling = setInterval(ask, POLL_MS, bell.dataset.poll);
  });
}
