// The panel: what is on air, the confirm button and what it acts on, what may be undone, and what comes next.
import { connection } from "./connection.js";
import { setHidden, setIcon, setText } from "./dom.js";
import { find, findAll, page } from "./page.js";
import { currentPlan } from "./plan.js";
import { drawPreview } from "./preview.js";
import { hasPicture, posterOf } from "./row.js";
import { lastActs, shownItem } from "./queue/shown.js";
import { isSettled } from "./store.js";
import { LOOKS, clockOf, countdownOf, hm, hms, spoken } from "./words.js";

const places = new Map();

/** Where the panel says a thing (on a phone in two places): looked for once, said each second. */
const placesOf = (name) => {
  if (!places.has(name)) places.set(name, findAll(`[data-${name}]`));
  return places.get(name);
};

const say = (name, text) => placesOf(name).forEach((element) => setText(element, text));
const hide = (name, hidden) => placesOf(name).forEach((element) => setHidden(element, hidden));

const placeIn = ({ item, place }) => {
  const rows = currentPlan().breaks.find((each) => each.place.id === place.id)?.rows ?? [];
  return `${item.rank} sur ${rows.length}`; // no-break spaces: a rank is read in one go
};

const missing = new Set(); // pictures the server does not have: asked once, so that nothing flashes

const picture = (image, item) => {
  const source = hasPicture(item) ? posterOf(item) : "";
  if (image.dataset.source === source) return;
  const isThere = source !== "" && !missing.has(source);
  image.dataset.source = source;
  setHidden(image, !isThere);
  if (isThere) image.src = source;
  image.onerror = () => {
    if (connection.isUp) missing.add(source);
    setHidden(image, true);
  };
};

export const drawPanel = (now) => {
  drawOnAir(now);
  drawNext(now);
  if (page.mayAct) drawConfirm(now);
};

const drawOnAir = ({ onAir }) => {
  find("[data-air]").classList.toggle("is-idle", !onAir); // what airs keeps its place: the buttons below never move
  const state = find("[data-air-state]");
  const confirmed = onAir && isSettled(onAir.item);
  state.className = `status tone-${onAir ? (confirmed ? "aired" : "onair") : "draft"}`;
  setIcon(state.querySelector("svg"), confirmed ? LOOKS.aired.icon : LOOKS.onair.icon);
  setText(state.querySelector("span"), onAir ? (confirmed ? "à l’antenne, confirmé" : LOOKS.onair.word) : "rien à l’antenne");
  say("air-place", onAir ? `${spoken(onAir.place.time_str)} ${onAir.place.title}, ${placeIn(onAir)}` : "");
  picture(find("[data-air-picture]"), onAir?.item);
  if (!onAir) return;
  say("air-title", onAir.item.title);
  say("air-client", onAir.item.client ?? "BF1");
  say("air-times", `${hms(onAir.startsAt)} → ${hms(onAir.endsAt)}`);
};

const drawNext = ({ next, then }) => {
  hide("next-what", !next);
  hide("next-none", next !== null);
  say("next-at", next ? hms(next.startsAt) : "");
  picture(find("[data-next-picture]"), next?.item);
  drawPreview(next?.item);
  if (!next) return;
  say("next-title", next.item.title);
  say("next-client", `${next.item.client ?? "BF1"}, ${next.item.duration_seconds} s, ${placeIn(next)}`);
  say("next-then", then ? `puis ${then.item.client ?? "BF1"}, ${then.item.title}, ${hms(then.startsAt)}` : "");
};

const drawConfirm = ({ onAir, target, mayConfirm, opensAt }) => {
  const button = find("[data-confirm]");
  setAble(button, mayConfirm);
  setText(find("[data-confirm-word]"), confirmWord({ target, mayConfirm, opensAt }));
  setText(find("[data-confirm-what]"), confirmWhat(target, onAir));
  setAble(find("[data-problem]"), target !== null);
};

/** What the button acts on when that is not what is on air, else the hour it records. */
const confirmWhat = (target, onAir) => {
  if (!target) return "";
  return target === onAir ? "enregistré à l’heure du geste" : `${hms(target.startsAt)}, ${target.item.title}`;
};

const confirmWord = ({ target, mayConfirm, opensAt }) => {
  if (mayConfirm) return "Confirmer la diffusion";
  return target ? `Confirmation à ${hm(opensAt)}` : "Rien à confirmer";
};

/** A button that cannot act stays where it is and keeps the focus; it says so. */
export const setAble = (button, able) => {
  if (button) button.setAttribute("aria-disabled", String(!able));
};

/** My latest act that may still be undone: `{item, at, leftMs}`, or null. */
export const undoable = (now) => {
  let latest = null;
  for (const [id, at] of lastActs()) {
    const item = shownItem(id);
    const leftMs = at + page.undoMs - now;
    if (!item || !isSettled(item) || item.acted_by !== page.me || leftMs <= 0) continue;
    if (!latest || at >= latest.at) latest = { item, at, leftMs };
  }
  return latest;
};

const DONE = { aired: "confirmé", missed: "signalé manqué", preempted: "signalé remplacé" };

export const tickPanel = (now) => {
  const { onAir, next, at } = now;
  if (onAir) {
    const [gone, whole] = [(at - onAir.startsAt) / 1000, onAir.item.duration_seconds];
    say("air-elapsed", `${clockOf(Math.floor(gone))} sur ${clockOf(whole)}`);
    say("air-left", `reste ${clockOf(Math.ceil(whole - gone))}`);
    find("[data-air-bar] i").style.transform = `scaleX(${gone / whole})`;
  }
  if (next) say("next-left", countdownOf(Math.ceil((next.startsAt - at) / 1000)));
  if (page.mayAct) tickUndo(at);
};

const tickUndo = (at) => {
  const last = undoable(at);
  setAble(find("[data-undo-last]"), last !== null);
  setHidden(find("[data-undo-time]"), !last);
  setText(find("[data-undo-left]"), last ? clockOf(Math.ceil(last.leftMs / 1000)) : "");
  const what = last && `${last.item.client ?? last.item.title}, ${DONE[last.item.status]} à ${hms(last.at)}`;
  setText(find("[data-undo-what]"), what ?? "aucun geste récent");
};
