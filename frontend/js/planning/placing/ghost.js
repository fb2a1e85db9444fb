// What follows the pointer: the thing carried, and the verdict of the break under it; when it refuses, where it would fit.
import { setHidden, setIcon, setText } from "../dom.js";
import { find } from "../page.js";
import { currentPlan } from "../plan.js";
import { hand, nameOf, onHand, verdictAt } from "./hand.js";

let at = null;

/** Show it at a point, or put it away with null. */
export const drawGhost = (point) => {
  at = point;
  const ghost = find("[data-ghost]");
  setHidden(ghost, !at);
  if (!at) return;
  drawVerdict();
  const x = Math.min(at.x + 14, innerWidth - ghost.offsetWidth - 8);
  const below = at.y + 18 + ghost.offsetHeight < innerHeight;
  ghost.style.transform = `translate(${Math.max(8, x)}px, ${below && !at.touch ? at.y + 18 : at.y - ghost.offsetHeight - 24}px)`;
};

/** The break nearest in time that takes it: "20h10 Après JT, reste 45 s". */
const best = (target) => {
  const from = currentPlan().breaks.find(({ place }) => place.id === target)?.startsAt ?? 0;
  const taking = currentPlan().breaks.filter(({ place }) => verdictAt(place.id)?.fits);
  taking.sort((one, other) => Math.abs(one.startsAt - from) - Math.abs(other.startsAt - from));
  return taking.length ? `Convient : ${nameOf(taking[0].place)}, ${verdictAt(taking[0].place.id).word}` : "Aucun écran de ce jour ne convient.";
};

const drawVerdict = () => {
  if (!at || !hand.thing) return;
  const ghost = find("[data-ghost]");
  const verdict = hand.target && verdictAt(hand.target);
  setText(ghost.querySelector("[data-ghost-title]"), hand.thing.title);
  setText(ghost.querySelector("[data-ghost-about]"), `${hand.thing.client}, ${hand.thing.seconds} s`);
  setHidden(ghost.querySelector("[data-ghost-verdict]"), !verdict);
  if (!verdict) return;
  ghost.dataset.fits = String(verdict.fits);
  setIcon(ghost.querySelector("svg"), verdict.fits ? "check" : "x-circle");
  setText(ghost.querySelector("[data-ghost-sentence]"), verdict.detail);
  setText(ghost.querySelector("[data-ghost-best]"), verdict.fits ? "" : best(hand.target));
};

export const wireGhost = () => onHand(drawVerdict);
