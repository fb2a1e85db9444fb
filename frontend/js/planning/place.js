// Choosing a break: for a spot to place, or for an airing that moves, today or another day.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { doTo, sentenceOf } from "./acts.js";
import { act, listOf } from "./api.js";
import { breakChoices, chosen, narrow, spotChoices } from "./choices.js";
import { setHidden, setText } from "./dom.js";
import { find, page } from "./page.js";
import { takeAnswer } from "./store.js";

let asked = null;
let spots = [];

const dialog = () => find("#pl-place");
const complain = (sentence) => setText(dialog().querySelector("[data-error]"), sentence);

/** `{moving: row}` moves an airing; `{place}` or nothing places a spot. */
export const askPlace = async (what) => {
  asked = what;
  const { moving } = asked;
  dialog().querySelector("form").reset();
  complain("");
  setText(dialog().querySelector("[data-title]"), moving ? `Déplacer « ${moving.item.title} »` : "Placer un spot");
  setText(dialog().querySelector("[data-send]"), moving ? "Déplacer" : "Placer");
  setHidden(dialog().querySelector("[data-spots]"), Boolean(moving));
  setHidden(dialog().querySelector("[data-gratis]"), Boolean(moving));
  dialog().querySelector("[name=position]").value = moving?.item.position ?? "";
  dialog().querySelector("[name=day]").value = page.day;
  dialog().showModal();
  await Promise.all([moving ? null : bringSpots(), bringBreaks()]);
};

const bringSpots = async () => {
  try {
    spots = await listOf("spots?status=approved");
    spotChoices(dialog(), spots);
  } catch (error) {
    complain(error.message);
  }
};

const neededSeconds = () => asked.moving?.item.duration_seconds ?? spots.find(({ id }) => id === chosen(dialog(), "spot"))?.seconds ?? 0;

const bringBreaks = async () => {
  const day = dialog().querySelector("[name=day]").value;
  if (!day) return;
  try {
    const breaks = await listOf(`breaks?day=${day}`);
    const open = breaks.filter((place) => place.status === "open" && Date.parse(place.starts_at) > serverNow());
    const holds = asked.moving?.item.break_id ?? null;
    breakChoices(dialog(), open, { seconds: neededSeconds(), holds, first: asked.place?.id });
  } catch (error) {
    complain(error.message);
  }
};

const send = async () => {
  const [spot, place, position] = ["spot", "break", "position"].map((name) => chosen(dialog(), name));
  if (asked.moving) return doTo(asked.moving.item, "move", { break: place, position: position || null });
  const gratis = dialog().querySelector("[name=gratis]").checked;
  const answer = await act("bookings", { spot, break: place, position: position || null, gratis });
  if (answer.ok) takeAnswer(answer.body);
  return answer;
};

const submit = async (event) => {
  event.preventDefault();
  complain("");
  if (!chosen(dialog(), "break")) return complain("Choisissez un écran.");
  if (!asked.moving && !chosen(dialog(), "spot")) return complain("Choisissez un spot.");
  const button = dialog().querySelector("[data-send]");
  button.disabled = true;
  const answer = await send();
  button.disabled = false;
  if (!answer.ok) return complain(sentenceOf(answer));
  dialog().close();
  const { title, time_str, date_str } = answer.body;
  announce(`« ${title} » est ${asked.moving ? "déplacé" : "placé"} : ${date_str}, ${time_str}.`);
};

export const wirePlace = () => {
  dialog().querySelector("form").addEventListener("submit", submit);
  dialog().addEventListener("change", ({ target }) => (target.name === "day" || target.name === "spot") && bringBreaks());
  dialog().querySelector("[data-spot-search]").addEventListener("input", ({ target }) => narrow(dialog(), target.value));
  find("[data-place]")?.addEventListener("click", () => askPlace({}));
};
