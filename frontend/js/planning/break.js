// A break in the list: its header, the bar of its seconds to scale, and its rows. Rows are made and brought up to date
// only near what the list shows: a day may hold 1,440 of them.
import { copyOf, order, same, setText, svgElement } from "./dom.js";
import { find, page, phone } from "./page.js";
import { isFiltered } from "./filters.js";
import { markBreak } from "./marks.js";
import { isLate, isOwed } from "./plan.js";
import { rowElement } from "./row.js";
import { inWords, plural, spoken } from "./words.js";

const NEAR_PX = 500;
const TURN_MS = 4;
const ROWS_OF_A_TURN = 4;
const elements = new Map();
const near = new Set();
const waiting = new Set(); // breaks whose rows are to come or to go

const isShown = ({ boundingClientRect: box, rootBounds: frame }) =>
  box.bottom > frame.top + NEAR_PX && box.top < frame.bottom - NEAR_PX;

/** Rows in sight come at once; those around them in their turn, so that no frame waits for a screenful. */
const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      near[entry.isIntersecting ? "add" : "delete"](entry.target);
      if (entry.isIntersecting && isShown(entry)) bringRows(entry.target);
      else waiting.add(entry.target);
    }
    turning ??= requestAnimationFrame(takeTurns);
  },
  { root: find("[data-scroll]"), rootMargin: `${NEAR_PX}px 0px` },
);

let turning = null;

const takeTurns = () => {
  const ends = performance.now() + TURN_MS;
  for (const element of waiting) {
    waiting.delete(element);
    if (near.has(element)) bringSome(element);
    else leaveRows(element);
    if (performance.now() > ends) break;
  }
  turning = waiting.size ? requestAnimationFrame(takeTurns) : null;
};

/** Some rows more; the others wait for the next turn. */
const bringSome = (element) => {
  const count = element.rows.childElementCount + ROWS_OF_A_TURN;
  element.bringRows(count);
  if (count < element.held && element.rows.childElementCount) waiting.add(element);
};

/** Make sure that the rows of a break are there, and true. */
export const bringRows = (element) => {
  near.add(element);
  waiting.delete(element);
  element.bringRows();
};

/** Far from what is shown a break holds its place only: what is not there is neither laid out nor painted ahead. */
const leaveRows = (element) => {
  // What a person has in hand stays: the row they are on, the one they carry.
  if (element.contains(document.activeElement) || page.root.classList.contains("is-carrying")) bringRows(element);
  else element.rows.replaceChildren();
};

/** On a phone a settled break is its header until it is pressed; a filter opens them all. */
const isFolded = ({ classList }) =>
  phone.matches && !isFiltered() && classList.contains("is-past") && !classList.contains("is-unfolded");

/** The break's element, up to date, holding the rows that `shown` lets through. */
export const breakElement = (each, now, shown) => {
  const element = elements.get(each.place.id) ?? make(each.place.id);
  const rows = each.rows.filter(shown);
  if (element.held !== rows.length) element.style.setProperty("--rows", rows.length); // their place while they are not made
  element.held = rows.length;
  drawHead(element, each, now);
  markBreak(element, each.place.id);
  element.bringRows = (count = rows.length) =>
    order(element.rows, isFolded(element) ? [] : rows.slice(0, count).map((row) => rowElement(row, now)));
  if (near.has(element) && !waiting.has(element)) element.bringRows();
  return element;
};

export const forgetBreaks = (known) => {
  for (const [id, element] of elements) {
    if (known.has(id)) continue;
    watcher.unobserve(element);
    near.delete(element);
    waiting.delete(element);
    elements.delete(id);
  }
};

export const sectionOf = (id) => elements.get(id);

const make = (id) => {
  const element = copyOf("pl-break");
  element.dataset.break = id;
  element.id = `ecran-${id}`;
  element.rows = element.querySelector(".pl-rows");
  watcher.observe(element);
  elements.set(id, element);
  return element;
};

/** Drawn again only when what it shows has changed; items and breaks that change are new objects. */
const drawHead = (element, each, now) => {
  const { place, rows } = each;
  const state = stateOf(each, now);
  const drawn = [place, state.word, state.isPast, state.isOnAir && now.onAir.item.id, ...rows.map(({ item }) => item)];
  if (same(element.drawn ?? [], drawn)) return;
  element.drawn = drawn;
  drawBar(element.querySelector("[data-part=bar]"), place, rows, now);
  element.classList.toggle("is-past", state.isPast);
  element.classList.toggle("is-onair", state.isOnAir);
  element.classList.toggle("needs-somebody", state.owing > 0);
  const say = (name, text) => setText(element.querySelector(`[data-part=${name}]`), text);
  setText(element.querySelector(".pl-break-name b"), spoken(place.time_str));
  say("title", place.title || place.code);
  say("state", state.word);
  say("booked", String(place.booked_seconds));
  say("capacity", `/${place.capacity_seconds} s`);
  say("left", place.remaining_seconds ? `reste ${place.remaining_seconds} s` : "complet");
};

const stateOf = (each, { onAir, at }) => {
  const owing = each.rows.filter((row) => isLate(row, at) || isOwed(row)).length;
  const isOnAir = onAir !== null && each.rows.includes(onAir);
  const isPast = each.endsAt <= at && each.startsAt <= at && !isOnAir;
  return { owing, isOnAir, isPast, word: wordOf(each, { owing, isOnAir, isPast, at }) };
};

const wordOf = ({ startsAt, rows }, { owing, isOnAir, isPast, at }) => {
  if (owing) return plural(owing, "passage à régler", "passages à régler");
  if (isOnAir) return "à l’antenne";
  if (isPast) return rows.length ? "réglé" : "";
  return startsAt > at && startsAt - at < 12 * 3_600_000 ? inWords((startsAt - at) / 1000) : "";
};

/** One segment per airing, to scale. */
const drawBar = (svg, place, rows, { onAir }) => {
  const whole = Math.max(place.capacity_seconds, place.booked_seconds) || 1;
  const toneOf = (row) => (row === onAir && row.item.status === "planned" ? "onair" : row.item.status);
  let at = 0;
  svg.replaceChildren(
    ...rows.map((row) => {
      const share = (100 * row.item.duration_seconds) / whole;
      const segment = svgElement("rect", { x: `${at}%`, width: `${share}%`, class: toneOf(row) });
      if (row.item.status === "missed") segment.setAttribute("mask", "url(#hatch)");
      at += share;
      return segment;
    }),
  );
};
