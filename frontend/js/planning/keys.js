// The keyboard: arrows browse (up and down from airing to airing, left and right from break to break), Enter confirms what is on air (or opens the row in hand), Space comes back to now. The
// other keys (M, Z, P, F, / and ?) stand on their buttons as data-key.
import { confirmNow } from "./confirm.js";
import { find, page } from "./page.js";

const typing = (target) => target.matches("input, textarea, select") || target.closest("dialog[open]");
const onControl = (target) => target.closest("button, a, summary") !== null;

export const wireKeys = ({ browse, browseBreaks, backToNow }) => {
  const keys = {
    ArrowDown: () => browse(1),
    ArrowUp: () => browse(-1),
    ArrowRight: () => browseBreaks(1),
    ArrowLeft: () => browseBreaks(-1),
    PageDown: () => browse(10),
    PageUp: () => browse(-10),
    Escape: backToNow,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) return leaveSearch(event, browse);
    if (event.key === "Enter") return enter(event);
    if (event.key === " ") return space(event, backToNow);
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
};

/** From the search, the arrow goes down to what was found. */
const leaveSearch = (event, browse) => {
  if (event.key !== "ArrowDown" || !event.target.matches("[data-search]")) return;
  event.preventDefault();
  browse(1);
};

/** A held key is one press. On a button or a link Enter does what it says. */
const enter = (event) => {
  if (event.repeat) return event.preventDefault();
  if (onControl(event.target) || !page.mayAct) return;
  event.preventDefault();
  confirmNow();
};

const space = (event, backToNow) => {
  if (onControl(event.target) && !event.target.closest("[data-row], [data-open-break], [data-confirm]")) return;
  event.preventDefault();
  backToNow();
  find("[data-confirm]")?.focus({ preventScroll: true });
};
