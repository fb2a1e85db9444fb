// A pointer carries: a mouse as soon as it moves, a finger after a long press, so that a list still scrolls under it. What
// is under the pointer is aimed at; letting go sets down. With something in hand, a press on a break sets it down too.
import { find, page } from "../page.js";
import { currentPlan } from "../plan.js";
import { scrollNearEdges, stopScrolling } from "./edges.js";
import { drawGhost } from "./ghost.js";
import { aim, hand, putBack, setDown, take } from "./hand.js";

const FAR_PX = 6;
const LONG_MS = 400;
let pressed = null;
let swallow = false;

/** The break under a point, and the rank when the point is on one of its rows. */
const aimAt = (x, y) => {
  const under = document.elementFromPoint(x, y);
  const block = under?.closest("[data-strip-break]");
  if (block) return aim(block.dataset.stripBreak);
  const section = under?.closest("[data-break]");
  if (!section) return aim(null);
  const row = currentPlan().byId.get(under.closest("[data-row]")?.dataset.row);
  return aim(section.dataset.break, row ? rankAt(row, under.closest("[data-row]"), y) : null);
};

const rankAt = (row, element, y) => {
  const { top, height } = element.getBoundingClientRect();
  const { rows } = currentPlan().breaks.find(({ place }) => place.id === row.place.id);
  const others = rows.filter(({ item }) => item.id !== hand.thing.key);
  const before = others.filter(({ item }) => item.rank < row.item.rank).length;
  const passes = row.item.id !== hand.thing.key && y > top + height / 2;
  return before + (passes ? 2 : 1);
};

const lift = () => {
  clearTimeout(pressed.timer);
  pressed.lifted = true;
  take(pressed.thing, { pointed: true });
  drawGhost(pressed);
};

const down = (event, thingOf, onLongPress) => {
  const thing = event.isPrimary && event.button === 0 && !hand.thing && thingOf(event.target);
  if (!thing) return;
  pressed = { thing, x: event.clientX, y: event.clientY, touch: event.pointerType === "touch", lifted: false, moved: false, onLongPress };
  if (pressed.touch) pressed.timer = setTimeout(lift, LONG_MS);
};

const moved = (event) => {
  if (!pressed) return null;
  const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > FAR_PX;
  if (!pressed.lifted && far) {
    if (pressed.touch) return forget();
    lift();
  }
  if (!pressed.lifted) return null;
  pressed.moved ||= far;
  Object.assign(pressed, { x: event.clientX, y: event.clientY });
  drawGhost(pressed);
  aimAt(event.clientX, event.clientY);
  return scrollNearEdges(event.clientY, () => aimAt(pressed.x, pressed.y));
};

const forget = () => {
  clearTimeout(pressed?.timer);
  pressed = null;
  stopScrolling();
  drawGhost(null);
};

const up = () => {
  if (!pressed) return;
  const { lifted, moved: went, onLongPress, thing } = pressed;
  forget();
  if (!lifted) return;
  swallow = true; // the click that follows belongs to this gesture
  setTimeout(() => (swallow = false), 50);
  if (!went) {
    putBack();
    return onLongPress?.(thing);
  }
  return hand.target ? setDown().then((item) => item ?? putBack()) : putBack();
};

const cancelled = () => {
  if (pressed?.lifted) putBack();
  forget();
};

/** With something in hand and no pointer pressing, a press on a break sets it down there. */
const press = (event) => {
  const place = event.target.closest("[data-break], [data-strip-break]");
  if (swallow || (hand.thing && place)) {
    event.preventDefault();
    event.stopPropagation();
  }
  if (swallow || !hand.thing || !place) return;
  aimAt(event.clientX, event.clientY);
  if (!hand.target) aim(place.dataset.break ?? place.dataset.stripBreak);
  setDown();
};

/** Make what is inside `holder` draggable: `thingOf(element)` gives the thing, or null. */
export const draggable = (holder, thingOf, onLongPress = null) => {
  holder.addEventListener("pointerdown", (event) => down(event, thingOf, onLongPress));
  holder.addEventListener("dragstart", (event) => event.preventDefault());
  holder.addEventListener("contextmenu", (event) => pressed?.touch && event.preventDefault());
  holder.addEventListener("touchmove", (event) => pressed?.lifted && event.preventDefault(), { passive: false });
};

export const wireDrag = () => {
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", cancelled);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && forget(), { capture: true });
  page.root.addEventListener("click", press, { capture: true });
  find("[data-put-back]").addEventListener("click", () => putBack("Reposé : rien n’a changé."));
};
