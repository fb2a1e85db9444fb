// A new time for a break: its airings go along.
import { announce } from "../announce.js";
import { act } from "./api.js";
import { setText } from "./dom.js";
import { find, page } from "./page.js";
import { takeBreak } from "./store.js";
import { spoken } from "./words.js";

const DAY_MS = 24 * 3_600_000;
let place = null;

export const askRetime = (asked) => {
  place = asked;
  const dialog = find("#pl-retime");
  setText(dialog.querySelector("[data-title]"), `Changer l’heure de l’écran ${spoken(place.time_str)} ${place.title}`);
  setText(dialog.querySelector("[data-effect]"), "Les passages de l’écran le suivent ; son code ne change pas.");
  setText(dialog.querySelector("[data-error]"), "");
  dialog.querySelector("input").value = place.time_str;
  dialog.showModal();
};

/** "00:30" on this broadcast day, which may be tomorrow's civil date; the station lives at UTC. */
const instantOf = (time) => {
  const [hours, minutes] = time.split(":").map(Number);
  const midnight = Math.floor(page.startsAt / DAY_MS) * DAY_MS;
  const at = midnight + (hours * 60 + minutes) * 60_000;
  return new Date(at < page.startsAt ? at + DAY_MS : at).toISOString().replace(".000", "");
};

const submit = async (event) => {
  event.preventDefault();
  const dialog = find("#pl-retime");
  const time = dialog.querySelector("input").value;
  const answer = await act(`breaks/${place.id}/retime`, { starts_at: instantOf(time) });
  if (!answer.ok) return setText(dialog.querySelector("[data-error]"), answer.detail);
  takeBreak(answer.body);
  dialog.close();
  announce(`L’écran passe à ${spoken(time)}.`);
};

export const wireRetime = () => find("#pl-retime form").addEventListener("submit", submit);
