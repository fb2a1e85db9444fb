// What each button of a sheet opens or does, in the words of the trade.
import { announce } from "../announce.js";
import { act } from "./api.js";
import { doTo } from "./acts.js";
import { recorded } from "./aired.js";
import { askPlace, askRetime, askShift, openPart } from "./evening.js";
import { askHour } from "./hour.js";
import { askReason } from "./reason.js";
import { currentPlan, mayConfirm } from "./plan.js";
import { takeBreak } from "./store.js";
import { hms, plural, spoken } from "./words.js";

const OWED = "Le passage gardera sa place et devra une compensation à l’annonceur.";
const COUNTS = "Le passage comptera comme diffusé ; les administrateurs liront l’écart.";

export const reportProblem = (row) =>
  askReason({
    title: `Un problème sur « ${row.item.title} » ?`,
    airing: row.item.id,
    effect: (verb) => `${row.item.client ?? "BF1"}, ${hms(row.startsAt)}. ${verb === "confirm" ? COUNTS : OWED}`,
    mayConfirm: mayConfirm(row),
    said: `Le problème sur « ${row.item.title} » est noté.`,
    send: (verb, facts) => doTo(row.item, verb, verb === "confirm" ? { ...recorded(row), ...facts } : facts),
  });

export const removeAiring = (row) =>
  askReason({
    title: `Retirer « ${row.item.title} » du conducteur ?`,
    airing: row.item.id,
    effect: `${row.item.duration_seconds} s seront libres dans l’écran, et le passage sera de nouveau à placer.`,
    verb: "cancel",
    button: "Retirer du conducteur",
    said: `« ${row.item.title} » est retiré du conducteur.`,
    send: (verb, facts) => doTo(row.item, verb, facts),
  });

/** `done` is called once it is corrected. */
export const correctAiring = (row, done = () => {}) => {
  const aired = row.item.status === "aired";
  askReason({
    title: aired ? `Déclarer « ${row.item.title} » manqué ?` : `Déclarer « ${row.item.title} » diffusé ?`,
    airing: row.item.id,
    effect: aired ? OWED : "La station ne devra plus de compensation pour ce passage.",
    verb: "correct",
    reason: aired ? "did_not_air" : "unknown",
    button: "Corriger",
    said: "Le passage est corrigé.",
    send: async (verb, facts) => {
      const answer = await doTo(row.item, verb, facts);
      if (answer.ok) done();
      return answer;
    },
  });
};

export const undoAiring = (row) => doTo(row.item, "undo");
export const confirmAiring = async (row) => {
  const answer = await doTo(row.item, "confirm", recorded(row));
  if (answer.ok) announce(`« ${row.item.title} » est confirmé.`);
  return answer;
};
export const confirmAt = (row) => askHour(row);
export const moveAiring = (row) => askPlace({ moving: row });
export const placeIn = (place) => askPlace({ place });
export const retime = (place) => askRetime(place);
export const shiftFrom = (place) => askShift(place);
export const swapSpot = ({ item }) => openPart(`/diffusion/spots/${item.spot_id}/swap/?since=${item.day}#echange`);

const plannedIn = (place) =>
  currentPlan()
    .breaks.find((each) => each.place.id === place.id)
    .rows.filter(({ item }) => item.status === "planned").length;

const onBreak = (place) => async (verb, facts) => {
  const answer = await act(`breaks/${place.id}/${verb}`, facts);
  if (answer.ok) takeBreak(answer.body);
  return answer;
};

const called = (place) => `l’écran ${spoken(place.time_str)} ${place.title}`.trim();

export const preemptBreak = (place) =>
  askReason({
    title: `Remplacer ${called(place)} ?`,
    effect: `${plural(plannedIn(place), "passage sera déclaré remplacé et devra", "passages seront déclarés remplacés et devront")} une compensation.`,
    verb: "preempt",
    reason: "preempted",
    button: "Remplacer tout l’écran",
    said: "L’écran est déclaré remplacé.",
    send: onBreak(place),
  });

/** Flash spécial: the break in hand gives its place to the news, if anything in it is still planned. */
export const newsFlash = (place) => {
  if (place && plannedIn(place)) return preemptBreak(place);
  announce("Aucun passage à remplacer dans cet écran.");
};

export const cancelBreak = (place) =>
  askReason({
    title: `Annuler ${called(place)} ?`,
    effect: `${plural(plannedIn(place), "passage planifié sera retiré", "passages planifiés seront retirés")} et de nouveau à placer ; leurs annonceurs seront prévenus. L’écran disparaît de la journée.`,
    verb: "cancel",
    reason: "preempted",
    button: "Annuler l’écran",
    said: "L’écran est annulé.",
    send: onBreak(place),
  });
