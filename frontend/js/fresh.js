// [data-fresh="/ws/…"]: what this page shows has changed; its [data-fresh-part] elements are read again, at most once a second.
import { listen } from "./socket.js";

const PAUSE_MS = 1000;
const place = document.querySelector("[data-fresh]");
let waiting = null;

const swap = (old, fresh) => {
  const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  old.replaceWith(fresh);
  if (focused) fresh.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
};

const refresh = async () => {
  waiting = null;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll("[data-fresh-part]")) {
    const fresh = page.getElementById(old.id);
    if (fresh && fresh.innerHTML !== old.innerHTML) swap(old, fresh);
  }
};

const heard = ({ type, events }) => {
  if (type === "update" || type === "snapshot" || events?.length) waiting ??= setTimeout(refresh, PAUSE_MS);
};

if (place) listen(place.dataset.fresh, heard);
