// The bell: how many notifications are unread, as they come; while the socket is cut, the page asks every minute.
import { announce } from "./announce.js";
import { listen } from "./socket.js";
import { toast } from "./toasts.js";

const POLL_MS = 60_000;
let polling;

const show = (unread) => {
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

// The page of notifications wears the same bell, with its count.
const ask = async (url) => {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  show(Number(page.querySelector("[data-bell]").dataset.unread));
};

// A page may show its bell in two places (wide, narrow): one socket serves both.
const bell = document.querySelector("[data-bell][data-socket]");
if (bell) {
  listen(bell.dataset.socket, heard, (state) => {
    clearInterval(polling);
    if (state === "cut") polling = setInterval(ask, POLL_MS, bell.dataset.poll);
  });
}
