// A break in the list: its header, the bar of its seconds to scale, and its rows.
import { copyOf, order, setText, svgElement } from "./dom.js";
import { isLate, isOwed } from "./plan.js";
import { rowElement } from "./row.js";
import { inWords, plural, spoken } from "./words.js";

const elements = new Map();
const HEAD = 40;
const ROW = 34;

/** The break's element, up to date, holding the rows that `shown` lets through. */
export const breakElement = (each, now, shown) => {
  const element = elements.get(each.place.id) ?? make(each.place.id);
  const rows = each.rows.filter(shown);
  order(element.querySelector(".pl-rows"), rows.map((row) => rowElement(row, now)));
  // What is off screen is not laid out; this is the height it will have.
  element.style.containIntrinsicBlockSize = `auto ${HEAD + ROW * rows.length}px`;
  drawHead(element, each, now);
  return element;
};

export const forgetBreaks = (known) => {
  for (const id of elements.keys()) if (!known.has(id)) elements.delete(id);
};

export const sectionOf = (id) => elements.get(id);

const make = (id) => {
  const element = copyOf("pl-break");
  element.dataset.break = id;
  element.id = `ecran-${id}`;
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
