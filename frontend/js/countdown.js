// [data-countdown="2026-11-21T19:45:00Z"]: the time left, once a second, on the server's clock.
// [data-clock]: the time of day there.
import { serverNow } from "./clock.js";

const two = (number) => String(number).padStart(2, "0");

/** 95 → "1:35"; above an hour "1:01:35". */
export const minutesAndSeconds = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

const timeOfDay = new Intl.DateTimeFormat("fr", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "Africa/Ouagadougou",
});

const tick = () => {
  for (const element of document.querySelectorAll("[data-countdown]")) {
    const left = Date.parse(element.dataset.countdown) - serverNow();
    element.textContent = minutesAndSeconds(Math.max(0, Math.ceil(left / 1000)));
  }
  for (const element of document.querySelectorAll("[data-clock]")) element.textContent = timeOfDay.format(serverNow());
};

tick();
setInterval(tick, 1000);
