// The running order on the page: keyed elements in their order, never drawn again as a whole.
import { breakElement, forgetBreaks, sectionOf } from "./break.js";
import { order, setHidden, setText } from "./dom.js";
import { emptyWords, isFiltered, keeps } from "./filters.js";
import { find } from "./page.js";
import { elementOf, forgetRows } from "./row.js";
import { store } from "./store.js";

const holder = find("[data-breaks]");
let selected = null;

export const drawList = (plan, now) => {
  const shown = (row) => keeps(row, now.at);
  const breaks = isFiltered() ? plan.breaks.filter(({ rows }) => rows.some(shown)) : plan.breaks;
  order(holder, breaks.map((each) => breakElement(each, now, shown)));
  forgetRows(plan.byId);
  forgetBreaks(store.breaks);
  setHidden(find("[data-loading]"), store.seq >= 0);
  sayEmpty(breaks.length === 0);
};

const sayEmpty = (isEmpty) => {
  const words = isEmpty ? emptyWords() : null;
  setHidden(find("[data-empty]"), !words);
  if (!words) return;
  setText(find("[data-empty-title]"), words[0]);
  setText(find("[data-empty-text]"), words[1]);
  setHidden(find("[data-empty-grid]"), store.breaks.size > 0);
};

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

/** Bring an element to the middle of the list. */
export const bringToView = (element, block = "center") =>
  element?.scrollIntoView({ block, behavior: reduced.matches ? "instant" : "auto" });

/** Where the day stands: the row on air, else the next one, else the last break that has begun. */
export const showNow = ({ onAir, next, at }, plan) => {
  const row = onAir ?? next;
  const begun = plan.breaks.findLast(({ startsAt }) => startsAt <= at);
  bringToView(row ? elementOf(row.item.id) : begun && sectionOf(begun.place.id));
};

export const selectedId = () => document.activeElement?.closest?.("[data-row]")?.dataset.row ?? null;

/** Move the selection by one row; from nowhere it starts at `from`. The list has one tab stop, the selected row. */
export const moveSelection = (step, from) => {
  const rows = [...holder.querySelectorAll("[data-row]")];
  const at = rows.findIndex((row) => row.dataset.row === (selectedId() ?? selected));
  const target = rows[at < 0 ? rows.indexOf(from) : at + step] ?? rows[at] ?? rows[0];
  if (target) focusRow(target);
};

export const focusRow = (element) => {
  const button = element.querySelector("button");
  makeTabStop(element.dataset.row);
  button.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
};

export const makeTabStop = (id) => {
  if (selected) elementOf(selected)?.querySelector("button").setAttribute("tabindex", "-1");
  selected = id;
  elementOf(id)?.querySelector("button").setAttribute("tabindex", "0");
};

export const forgetSelection = () => {
  if (selectedId()) document.activeElement.blur();
  makeTabStop(null);
};
