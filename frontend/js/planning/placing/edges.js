// Near the top or the bottom edge of the list, what is carried makes it scroll.
import { find } from "../page.js";

const NEAR_PX = 56;
const STEP_PX = 12;
let running = null;

export const stopScrolling = () => {
  cancelAnimationFrame(running);
  running = null;
};

/** Scroll while the pointer stays at `y`; `then` is called after each step. */
export const scrollNearEdges = (y, then) => {
  stopScrolling();
  const list = find("[data-scroll]");
  const { top, bottom } = list.getBoundingClientRect();
  const step = y < top + NEAR_PX && y > top - NEAR_PX ? -STEP_PX : y > bottom - NEAR_PX ? STEP_PX : 0;
  if (!step) return;
  const run = () => {
    list.scrollBy(0, step);
    then();
    running = requestAnimationFrame(run);
  };
  running = requestAnimationFrame(run);
};
