// A new time for a break: its airings go along.
import { announce } from "../announce.js";
import { act } from "./api.js";
import { setText } from "./dom.js";
import { find, instantOf } from "./page.js";
import { takeBreak } from "./store.js";
import { spoken } from "./words.js";

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

const submit = async (event) => {
  event.preventDefault();
  const dialog = find("#pl-retime");
  const time = dialog.querySelector("input").value;
  if (!time) return setText(dialog.querySelector("[data-error]"), "Indiquez la nouvelle heure.");
  const answer = await act(`breaks/${place.id}/retime`, { starts_at: new Date(instantOf(time)).toISOString() });
  if (!answer.ok) return setText(dialog.querySelector("[data-error]"), answer.detail);
  takeBreak(answer.body);
  dialog.close();
  announce(`L’écran passe à ${spoken(time)}.`);
};

find("#pl-retime form").addEventListener("submit", submit);
