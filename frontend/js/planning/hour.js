// Confirming at another hour than the clock's: typed, or taken from the clock; from the playout or read live.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { doTo, sentenceOf } from "./acts.js";
import { at } from "./aired.js";
import { setText } from "./dom.js";
import { find, instantOf, page } from "./page.js";
import { isClockSure } from "./wake.js";
import { hm, hms } from "./words.js";

let row = null;
const UNSURE = "L’heure du serveur n’est pas revenue sur ce poste : vérifiez l’heure d’antenne.";
const part = (name) => find(`#pl-hour ${name}`);

export const askHour = (asked) => {
  row = asked;
  find("#pl-hour").dataset.airing = row.item.id;
  const opens = hm(Date.parse(row.place.starts_at) - page.confirmEarlyMs);
  part("form").reset();
  part("[name=at]").value = hms(isClockSure() ? Math.min(row.startsAt, serverNow()) : row.startsAt);
  setText(part("[data-title]"), `À quelle heure « ${row.item.title} » est-il passé ?`);
  const known = isClockSure() ? `L’heure se situe entre ${opens} et maintenant.` : UNSURE;
  setText(part("[data-effect]"), `Prévu à ${hms(row.startsAt)}. ${known}`);
  setText(part("[data-error]"), "");
  sayRecorded();
  find("#pl-hour").showModal();
};

const CLOCKS_MAY_DIFFER_MS = 60_000;

/** Said before it is sent, in the server's words: on a cut line it would be refused long after. */
const incredible = (ms) => {
  if (isClockSure() && ms > serverNow() + CLOCKS_MAY_DIFFER_MS) return "L’heure d’antenne indiquée n’est pas encore passée.";
  if (ms < Date.parse(row.place.starts_at) - page.confirmEarlyMs) return "L’heure d’antenne indiquée précède l’écran.";
  return null;
};

/** "194530", "19h45" or "19:45:30", as typed → "19:45:30". */
const typed = () => {
  const [, hours, minutes, seconds = "00"] = part("[name=at]").value.trim().match(/^(\d{1,2})[:h ]?(\d{2})[: ]?(\d{2})?$/) ?? [];
  return minutes && part("[name=at]").validity.valid ? `${hours.padStart(2, "0")}:${minutes}:${seconds}` : null;
};

const isLiveRead = () => part("[name=how]:checked").value === "live";

/** Before it is sent, what will be written is on the screen. */
const sayRecorded = () => {
  const time = typed();
  const how = isLiveRead() ? "lu en direct" : "diffusé";
  setText(part("[data-recorded]"), time ? `Sera enregistré : ${how} à ${time}.` : "");
};

const submit = async (event) => {
  event.preventDefault();
  if (!typed()) return setText(part("[data-error]"), "Cette heure ne se lit pas. Tapez-la comme 19:45:30.");
  const airedAt = instantOf(typed());
  const wrong = incredible(airedAt);
  if (wrong) return setText(part("[data-error]"), wrong);
  const facts = { ...at(airedAt), ...(isLiveRead() ? { note: "Lu en direct" } : {}) };
  const answer = await doTo(row.item, "confirm", facts);
  if (!answer.ok) return setText(part("[data-error]"), sentenceOf(answer));
  find("#pl-hour").close();
  announce(`« ${row.item.title} » est noté à ${hms(airedAt)}.`);
};

export const wireHour = () => {
  part("form").addEventListener("submit", submit);
  part("form").addEventListener("input", sayRecorded);
  part("[data-now]").addEventListener("click", () => {
    part("[name=at]").value = hms(serverNow());
    sayRecorded();
  });
};
