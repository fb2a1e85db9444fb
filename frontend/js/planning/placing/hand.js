// The thing in hand: taken from the tray or from a row, aimed at a break, set down or put back. The server's verdicts go
// with it, and are asked again while the day changes under it; setting down, the server decides once more.
import { announce } from "../../announce.js";
import { toast } from "../../toasts.js";
import { sentenceOf } from "../acts.js";
import { sectionOf } from "../break.js";
import { bringToView } from "../list.js";
import { currentPlan } from "../plan.js";
import { onChange, store } from "../store.js";
import { spoken } from "../words.js";
import { verdictsOf, wordOf } from "./verdicts.js";

const NOBODY = { thing: null, verdicts: new Map(), target: null, rank: null, pointed: false };
const watching = new Set();
export const hand = { ...NOBODY };

/** Call `draw` whenever what is in hand, its verdicts or its target changes. */
export const onHand = (draw) => watching.add(draw);
const told = () => watching.forEach((draw) => draw(hand));

export const verdictAt = (place) => hand.verdicts.get(place) ?? null;
export const nameOf = (place) => `${spoken(place.time_str)} ${place.title || place.code}`;

/** Where it is aimed and what that break answers, as a sentence; "" while nobody knows. */
export const aimedAt = () => {
  const place = store.breaks.get(hand.target);
  const verdict = place && verdictAt(place.id);
  if (!verdict) return "";
  const rank = hand.rank ? `, rang ${hand.rank}` : "";
  return `${nameOf(place)}${rank} : ${verdict.fits ? `${wordOf(verdict)}.` : verdict.detail}`;
};

/** Take a thing. `pointed`: a pointer carries it; else it starts at its own break, or the first that takes it. */
export const take = async (thing, { pointed = false } = {}) => {
  Object.assign(hand, NOBODY, { thing, pointed, verdicts: new Map() });
  told();
  await bringVerdicts();
  if (hand.thing !== thing || pointed || hand.target) return;
  aim(thing.from ?? firstThatFits());
  announce(`« ${thing.title} » en main. ${aimedAt()} Flèches : changer d’écran. Entrée : poser. Échap : reposer.`);
};

const firstThatFits = () => currentPlan().breaks.find(({ place }) => verdictAt(place.id)?.fits)?.place.id ?? null;

const bringVerdicts = async () => {
  const { thing } = hand;
  const verdicts = await verdictsOf(thing).catch((error) => complain(error.message));
  if (!verdicts || hand.thing !== thing) return;
  hand.verdicts = verdicts;
  told();
};

/** Point at a break of this day, and at a rank in it when one is meant. */
export const aim = (place, rank = null) => {
  if (hand.target === place && hand.rank === rank) return;
  Object.assign(hand, { target: place, rank });
  told();
};

export const putBack = (sentence = null) => {
  if (!hand.thing) return null;
  Object.assign(hand, NOBODY);
  told();
  if (sentence) announce(sentence);
  return null;
};

/** Set the thing down where it is aimed. A break that refuses says why and nothing is sent; it stays in hand. */
export const setDown = async () => {
  const { thing, target, rank } = hand;
  if (!target) return null;
  if (target === thing.from && (rank ?? thing.rank) === thing.rank) return putBack("Reposé à sa place.");
  const verdict = verdictAt(target);
  if (verdict && !verdict.fits) return complain(verdict.detail);
  putBack();
  const answer = await thing.setDown({ place: target, rank });
  if (!answer.ok) return complain(sentenceOf(answer));
  const { title, time_str, rank: at } = answer.body;
  bringToView(sectionOf(target), "nearest");
  announce(`« ${title} » est ${thing.done} : écran de ${spoken(time_str)}, rang ${at}.`);
  return answer.body;
};

export const complain = (sentence) => {
  toast(sentence, { error: true });
  announce(sentence);
  return null;
};

let asking;
const askAgain = () => {
  asking = undefined;
  if (hand.thing) bringVerdicts();
};
onChange(() => {
  if (!hand.thing) return;
  if (hand.thing.moves && !store.items.has(hand.thing.key)) return putBack("Ce passage vient d’être retiré.");
  asking ??= setTimeout(askAgain, 300);
});
