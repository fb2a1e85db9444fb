// The sheet of an airing and the sheet of a break: what is known, and the buttons that may act now.
import { serverNow } from "../clock.js";
import { sentenceOf } from "./acts.js";
import { recordedWords } from "./aired.js";
import { setHidden, setText, showStatus } from "./dom.js";
import * as gestures from "./gestures.js";
import { find, page } from "./page.js";
import { currentPlan, mayConfirm } from "./plan.js";
import { lastActs } from "./queue/shown.js";
import { isSettled, onChange, store } from "./store.js";
import { LOOKS, REASONS, hm, hms, spoken } from "./words.js";

let openRow = null;
let openBreak = null;

const facts = (dialog, pairs) => {
  const shown = pairs.filter(([, value]) => value);
  const made = shown.flatMap(([name, value]) => [
    Object.assign(document.createElement("dt"), { textContent: name }),
    Object.assign(document.createElement("dd"), { textContent: value }),
  ]);
  dialog.querySelector("[data-facts]").replaceChildren(...made);
};

const buttons = (dialog, able) => {
  for (const button of dialog.querySelectorAll("[data-do]")) setHidden(button, !able[button.dataset.do]);
};

export const openAiring = (id) => {
  openRow = id;
  find("#pl-airing").dataset.airing = id;
  setText(find("#pl-airing [data-error]"), "");
  drawAiring();
  find("#pl-airing").showModal();
};

const drawAiring = () => {
  const dialog = find("#pl-airing");
  const row = currentPlan().byId.get(openRow);
  if (!row) return dialog.close();
  const { item, place } = row;
  setText(dialog.querySelector("[data-title]"), item.title);
  showStatus(dialog.querySelector("[data-state]"), LOOKS[item.status]);
  facts(dialog, [
    ["Annonceur", item.client ?? "BF1"],
    ["Écran", `${spoken(place.time_str)} ${place.title}`],
    ["Heure prévue", `${hms(row.startsAt)} → ${hms(row.endsAt)}`],
    ["Durée", `${item.duration_seconds} s`],
    ["Diffusé à", item.aired_at && hms(Date.parse(item.aired_at))],
    ["Motif", item.reason && item.reason !== "aired_ok" && REASONS[item.reason]],
    ["Par", item.acted_by],
    ["Support", item.house_number],
  ]);
  buttons(dialog, ableOn(row));
  setText(dialog.querySelector("[data-recorded]"), recordedWords(row));
};

const ableOn = (row) => {
  const { item } = row;
  const now = serverNow();
  const planned = page.mayAct && item.status === "planned";
  const acted = lastActs().get(item.id);
  return {
    confirm: planned && mayConfirm(row, now),
    hour: planned && mayConfirm(row, now),
    problem: planned,
    move: planned,
    swap: planned && Date.parse(row.place.starts_at) > now,
    cancel: planned,
    undo: page.mayAct && isSettled(item) && acted !== undefined && now < acted + page.undoMs,
    correct: page.mayCorrect && (item.status === "aired" || item.status === "missed"),
  };
};

const DO = {
  problem: gestures.reportProblem,
  hour: gestures.confirmAt,
  move: gestures.moveAiring,
  swap: gestures.swapSpot,
  cancel: gestures.removeAiring,
  correct: gestures.correctAiring,
};
const AT_ONCE = { confirm: gestures.confirmAiring, undo: gestures.undoAiring };

const onAiring = async (name) => {
  const dialog = find("#pl-airing");
  const row = currentPlan().byId.get(openRow);
  if (DO[name]) {
    dialog.close();
    return DO[name](row);
  }
  const answer = await AT_ONCE[name](row);
  if (answer.ok) return dialog.close();
  return setText(dialog.querySelector("[data-error]"), sentenceOf(answer));
};

export const openPlace = (id) => {
  openBreak = id;
  const dialog = find("#pl-break-sheet");
  const place = store.breaks.get(id);
  const { rows } = currentPlan().breaks.find((each) => each.place.id === id);
  setText(dialog.querySelector("[data-title]"), `${spoken(place.time_str)} ${place.title}`);
  facts(dialog, [
    ["Code", place.code],
    ["Vendu", `${place.booked_seconds} s sur ${place.capacity_seconds} s`],
    ["Libre", place.remaining_seconds ? `${place.remaining_seconds} s` : "complet"],
    ["Passages", String(rows.length)],
    ["Confirmation dès", hm(Date.parse(place.starts_at) - page.confirmEarlyMs)],
  ]);
  const ahead = page.mayAct && Date.parse(place.starts_at) > serverNow();
  const planned = rows.some(({ item }) => item.status === "planned");
  buttons(dialog, { place: ahead, retime: ahead, shift: ahead, "cancel-break": ahead, "preempt-break": page.mayAct && planned });
  dialog.showModal();
};

const ON_BREAK = {
  place: gestures.placeIn,
  retime: gestures.retime,
  shift: gestures.shiftFrom,
  "preempt-break": gestures.preemptBreak,
  "cancel-break": gestures.cancelBreak,
};

const pressed = (dialog, act) =>
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) act(button.dataset.do);
  });

export const wireSheets = () => {
  pressed(find("#pl-airing"), onAiring);
  pressed(find("#pl-break-sheet"), (name) => {
    find("#pl-break-sheet").close();
    ON_BREAK[name](store.breaks.get(openBreak));
  });
  onChange(() => find("#pl-airing").open && drawAiring());
};
