// A break in the list: its header, the bar of its seconds to scale, and its rows. Rows are made and brought up to date
// only near what the list shows: a day may hold 1,440 of them.
import { copyOf, order, setText, svgElement } from "./dom.js";
import { find } from "./page.js";
import { isLate, isOwed } from "./plan.js";
import { rowElement } from "./row.js";
import { inWords, plural, spoken } from "./words.js";

const elements = new Map();
const near = new Set();

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) bringRows(target);
      else near.delete(target);
    }
  },
  { root: find("[data-scroll]"), rootMargin: "800px 0px" },
);

/** Make sure that the rows of a break are there, and true. */
export const bringRows = (element) => {
  near.add(element);
  element.bringRows();
};

/** The break's element, up to date, holding the rows that `shown` lets through. */
export const breakElement = (each, now, shown) => {
  const element = elements.get(each.place.id) ?? make(each.place.id);
  const rows = each.rows.filter(shown);
  element.style.setProperty("--rows", rows.length); // keeps their place while they are not made
  element.bringRows = () => order(element.querySelector(".pl-rows"), rows.map((row) => rowElement(row, now)));
  if (near.has(element)) element.bringRows();
  drawHead(element, each, now);
  return element;
};

export const forgetBreaks = (known) => {
  for (const [id, element] of elements) {
    if (known.has(id)) continue;
    watcher.unobserve(element);
    near.delete(element);
    elements.delete(id);
  }
};

export const sectionOf = (id) => elements.get(id);

const make = (id) => {
  const element = copyOf("pl-break");
  element.dataset.break = id;
  element.id = `ecran-${id}`;
  watcher.observe(element);
  elements.set(id, element);
  return element;
};

const drawHead = (element, each, now) => {
  const { place, rows } = each;
  const state = stateOf(each, now);
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
  drawBar(element.querySelector("[data-part=bar]"), place, rows, now);
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

/** One segment per airing, to scale; drawn again only when it differs. */
const drawBar = (svg, place, rows, { onAir }) => {
  const whole = Math.max(place.capacity_seconds, place.booked_seconds) || 1;
  const toneOf = (row) => (row === onAir && row.item.status === "planned" ? "onair" : row.item.status);
  const drawn = JSON.stringify([whole, rows.map((row) => [row.item.duration_seconds, toneOf(row)])]);
  if (svg.drawn === drawn) return;
  svg.drawn = drawn;
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
