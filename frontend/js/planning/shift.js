// The rest of the day moves when a match overruns: what would move is shown at each change, then all of it at once.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { act } from "./api.js";
import { setText } from "./dom.js";
import { find, instantOf } from "./page.js";
import { currentPlan } from "./plan.js";
import { hm, plural, spoken } from "./words.js";

const MINUTE_MS = 60_000;
const MOST_MINUTES = 720;
let place = null;
let asked = 0;
let waiting = null;

const dialog = () => find("#pl-shift");
const field = (name) => dialog().querySelector(`[name=${name}]`);
const say = (name, text) => setText(dialog().querySelector(`[data-${name}]`), text);

/** From this break on, or from the next one that has not started. */
export const askShift = (from) => {
  const ahead = currentPlan().breaks.map((each) => each.place).filter(isAhead);
  place = from && isAhead(from) ? from : ahead[0];
  if (!place) return announce("Plus aucun écran à venir sur cette journée.");
  say("title", `Décaler à partir de l’écran ${spoken(place.time_str)} ${place.title}`);
  field("minutes").value = 10;
  sayHour();
  dialog().showModal();
  return preview();
};

const isAhead = (each) => Date.parse(each.starts_at) > serverNow();
const sayHour = () => (field("at").value = hm(Date.parse(place.starts_at) + minutes() * MINUTE_MS));
const minutes = () => Number(field("minutes").value);

const send = (isPreview) => act(`days/${place.day}/retime`, { from: place.id, minutes: minutes(), preview: isPreview });

/** What would move; an answer to an older question is not shown. */
const preview = async () => {
  const mine = ++asked;
  clear();
  if (!Number.isInteger(minutes()) || minutes() === 0) return say("error", "Dites de combien de minutes, en plus ou en moins.");
  if (Math.abs(minutes()) > MOST_MINUTES) return say("error", `${MOST_MINUTES} minutes au plus, soit douze heures.`);
  const answer = await send(true);
  if (mine !== asked) return null;
  return answer.ok ? show(answer.body) : say("error", answer.detail);
};

const clear = () => {
  say("error", "");
  say("effect", "");
  dialog().querySelector("[data-moved]").replaceChildren();
  dialog().querySelector("[data-warnings]").replaceChildren();
  dialog().querySelector("[data-send]").disabled = true;
};

const show = ({ breaks, kept, airings, warnings }) => {
  dialog().querySelector("[data-moved]").replaceChildren(...breaks.map(movedLine));
  dialog().querySelector("[data-warnings]").replaceChildren(...warnings.map(warningLine));
  const stays = kept.length ? ` ${plural(kept.length, "écran déjà confirmé reste", "écrans déjà confirmés restent")} à leur heure.` : "";
  const besides = warnings.length ? ` ${plural(warnings.length, "point à vérifier.", "points à vérifier.")}` : "";
  say("effect", `${plural(airings, "passage suit.", "passages suivent.")}${stays}${besides}`);
  say("send", `Décaler ${plural(breaks.length, "écran", "écrans")}`);
  dialog().querySelector("[data-send]").disabled = false;
};

const line = (...parts) => {
  const element = document.createElement("li");
  for (const [tag, text] of parts) element.append(Object.assign(document.createElement(tag), { textContent: text }), " ");
  return element;
};

const movedLine = ({ before, after, title, airings }) =>
  line(["span", `${hm(Date.parse(before))} →`], ["b", hm(Date.parse(after))], ["span", title], ["small", plural(airings, "passage", "passages")]);
const warningLine = ({ title, client, detail }) => line(["b", title], ["small", client ?? "BF1"], ["span", detail]);

const submit = async (event) => {
  event.preventDefault();
  dialog().querySelector("[data-send]").disabled = true;
  const answer = await send(false);
  if (!answer.ok) return say("error", answer.detail);
  dialog().close();
  return announce(`${plural(answer.body.breaks.length, "écran décalé", "écrans décalés")} de ${minutes()} minutes.`);
};

const typed = ({ target }) => {
  if (target.name === "at" && target.value) {
    field("minutes").value = Math.round((instantOf(target.value) - Date.parse(place.starts_at)) / MINUTE_MS);
  } else sayHour();
  dialog().querySelector("[data-send]").disabled = true; // what is shown is no longer what would be sent
  clearTimeout(waiting);
  waiting = setTimeout(preview, 200);
};

dialog().querySelector("form").addEventListener("submit", submit);
dialog().addEventListener("input", typed);
