// Choosing a break by its name: for a spot to place, for what moves, today or another day. Each break says the server's
// verdict; one that refuses may be chosen to hear why.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { sentenceOf } from "./acts.js";
import { listOf } from "./api.js";
import { breakChoices, chosen, narrow, spotChoices } from "./choices.js";
import { setHidden, setText } from "./dom.js";
import { find, page } from "./page.js";
import { ofRow, ofSpot } from "./placing/things.js";
import { verdictsOf } from "./placing/verdicts.js";

let asked = null;
let spots = [];
let verdicts = new Map();

const dialog = () => find("#pl-place");
const field = (name) => dialog().querySelector(`[name=${name}]`);
const complain = (sentence) => setText(dialog().querySelector("[data-error]"), sentence);

/**
 * `{moving: row}` or `{thing, day}` places what is known; `{place}` or nothing asks which spot; `{several, send(place)}`
 * sends many to one break.
 */
export const askPlace = async (what) => {
  asked = { ...what, thing: what.thing ?? (what.moving ? ofRow(what.moving) : null) };
  const { thing, several } = asked;
  const moves = Boolean(several || thing?.moves);
  dialog().dataset.airing = thing?.moves ? thing.key : "";
  dialog().querySelector("form").reset();
  complain("");
  setText(dialog().querySelector("[data-title]"), titleOf(moves));
  setText(dialog().querySelector("[data-send]"), moves ? "Déplacer" : "Placer");
  setHidden(dialog().querySelector("[data-spots]"), Boolean(thing || several));
  setHidden(dialog().querySelector("[data-gratis]"), Boolean(thing || several));
  setHidden(dialog().querySelector("[data-position]"), Boolean(several));
  field("position").value = thing?.position ?? "";
  field("day").value = asked.day ?? page.day;
  dialog().showModal();
  await Promise.all([thing || several ? null : bringSpots(), bringBreaks()]);
};

const titleOf = (moves) => {
  const { thing, several } = asked;
  if (several) return `Déplacer ${several}`;
  return thing ? `${moves ? "Déplacer" : "Placer"} « ${thing.title} »` : "Placer un spot";
};

const bringSpots = async () => {
  try {
    spots = await listOf("spots?status=approved");
    spotChoices(dialog(), spots);
  } catch (error) {
    complain(error.message);
  }
};

/** What is to be placed: known from the start, or the spot chosen here. */
const thingAsked = () => {
  const spot = spots.find(({ id }) => id === chosen(dialog(), "spot"));
  return asked.thing ?? (spot && !asked.several ? ofSpot(spot) : null);
};

const terms = () => ({ position: field("position").value || null, gratis: field("gratis").checked });

const bringBreaks = async () => {
  const day = field("day").value;
  const thing = thingAsked();
  if (!day) return;
  try {
    const [breaks, found] = await Promise.all([listOf(`breaks?day=${day}`), thing ? verdictsOf(thing, { day, ...terms() }) : new Map()]);
    verdicts = found;
    const open = breaks.filter((place) => place.status === "open" && Date.parse(place.starts_at) > serverNow());
    breakChoices(dialog(), open, { verdicts, holds: thing?.from, first: asked.place?.id });
    sayVerdict();
  } catch (error) {
    complain(error.message);
  }
};

/** Why the break chosen refuses, before it is sent. */
const sayVerdict = () => {
  const verdict = verdicts.get(chosen(dialog(), "break"));
  complain(verdict && !verdict.fits ? verdict.detail : "");
};

const submit = async (event) => {
  event.preventDefault();
  const place = chosen(dialog(), "break");
  const thing = thingAsked();
  if (!place) return complain("Choisissez un écran.");
  if (!thing && !asked.several) return complain("Choisissez un spot.");
  const button = dialog().querySelector("[data-send]");
  button.disabled = true;
  const answer = await (asked.several ? asked.send(place) : thing.setDown({ place, ...terms() }));
  button.disabled = false;
  if (!answer.ok) return complain(sentenceOf(answer));
  dialog().close();
  const { title, time_str, date_str } = answer.body;
  if (title) announce(`« ${title} » est ${thing.done} : ${date_str}, ${time_str}.`);
};

dialog().querySelector("form").addEventListener("submit", submit);
dialog().addEventListener("change", ({ target }) => (target.name === "break" ? sayVerdict() : bringBreaks()));
dialog().querySelector("[data-spot-search]").addEventListener("input", ({ target }) => narrow(dialog(), target.value));
