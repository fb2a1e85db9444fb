// The running order on the page: keyed elements in their order, never drawn again as a whole.
import { breakElement, bringRows, forgetBreaks, sectionOf } from "./break.js";
import { order, setHidden, setText } from "./dom.js";
import { emptyWords, isFiltered, keeps } from "./filters.js";
import { find } from "./page.js";
import { elementOf, forgetRows } from "./row.js";
import { store } from "./store.js";

const holder = find("[data-breaks]");
let selected = null;
let inList = [];

export const drawList = (plan, now) => {
  inList = plan.rows.filter((row) => keeps(row, now.at));
  const kept = new Set(inList);
  const shown = (row) => kept.has(row);
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
  bringToView(row && inList.includes(row) ? elementIn(row) : begun && sectionOf(begun.place.id));
};

/** The element of a row of the list, made if it was far from what is shown. */
const elementIn = (row) => {
  const section = sectionOf(row.place.id);
  if (section.classList.contains("is-past")) section.classList.add("is-unfolded");
  bringRows(section);
  return elementOf(row.item.id);
};

export const selectedId = () => document.activeElement?.closest?.("[data-row]")?.dataset.row ?? null;

/** Move the selection by one row; from nowhere it starts at `from`. The list has one tab stop, the selected row. */
export const moveSelection = (step, from) => {
  const at = inList.findIndex((row) => row.item.id === (selectedId() ?? selected));
  const wanted = at < 0 ? inList.indexOf(from) : Math.min(Math.max(at + step, 0), inList.length - 1);
  const row = inList[wanted] ?? inList[0];
  if (row) focusRow(elementIn(row));
};

/** Put the focus on the header of the break that is `step` further; from nowhere it starts at the break `from`. */
export const moveToBreak = (step, from) => {
  const sections = [...holder.children];
  const here = document.activeElement?.closest?.("[data-break]");
  const at = sections.indexOf(here ?? sectionOf(from?.id));
  const wanted = sections[here ? Math.min(Math.max(at + step, 0), sections.length - 1) : at] ?? sections[0];
  if (!wanted) return;
  wanted.querySelector("[data-open-break]").focus({ preventScroll: true });
  wanted.scrollIntoView({ block: "nearest" });
};

const focusRow = (element) => {
  makeTabStop(element.dataset.row);
  element.querySelector("button").focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
};

/** Put the selection on a row of the list. */
export const showRow = (row) => focusRow(elementIn(row));

export const makeTabStop = (id) => {
  if (selected) elementOf(selected)?.querySelector("button").setAttribute("tabindex", "-1");
  selected = id;
  elementOf(id)?.querySelector("button").setAttribute("tabindex", "0");
};

export const forgetSelection = () => {
  if (selectedId()) document.activeElement.blur();
  makeTabStop(null);
};
