// One airing in the list. An element is made once and touched again only where something changed.
import { copyOf, same, setHidden, setText, showStatus } from "./dom.js";
import { markRow } from "./marks.js";
import { page } from "./page.js";
import { isLate, isOwed } from "./plan.js";
import { LOOKS, clockOf, hms, initials } from "./words.js";

const elements = new Map();
const withoutPoster = new Set();

/** The row's element, up to date. `now` is what time says of the day: on air, next. */
export const rowElement = (row, now) => {
  const element = elements.get(row.item.id) ?? make(row.item.id);
  const state = stateOf(row, now);
  const isNow = row === now.current;
  const drawn = [row.item, row.startsAt, state, isNow, isOwed(row)];
  if (!same(element.drawn ?? [], drawn)) draw(element, row, state);
  element.classList.toggle("is-now", isNow);
  element.drawn = drawn;
  markRow(element, row.item.id);
  return element;
};

export const forgetRows = (known) => {
  for (const id of elements.keys()) if (!known.has(id)) elements.delete(id);
};

export const elementOf = (id) => elements.get(id);

const make = (id) => {
  const element = copyOf("pl-row");
  element.dataset.row = id;
  element.querySelector("img").addEventListener("error", ({ target }) => {
    withoutPoster.add(target.dataset.of);
    setHidden(target, true);
  });
  elements.set(id, element);
  return element;
};

/** The status shown: time adds "on air" and "nobody has said yet" to what is stored. */
export const stateOf = (row, { onAir, next }) => {
  if (row === onAir) return "onair";
  if (isLate(row)) return "late";
  return row === next ? "next" : row.item.status;
};

const draw = (element, row, state) => {
  const { item } = row;
  element.className = `pl-row is-${state} was-${item.status}`;
  part(element, ".time", hms(row.startsAt));
  part(element, ".rank", String(item.rank));
  part(element, ".title b", item.title);
  part(element, ".title small", marks(item));
  part(element, ".client", item.client ?? "BF1");
  part(element, ".length", `${item.duration_seconds} s`);
  part(element, ".follow", followUp(row, state));
  element.querySelector(".follow").classList.toggle("is-owed", isOwed(row) && !item.queued);
  element.querySelector(".follow").classList.toggle("is-queued", Boolean(item.queued));
  showStatus(element.querySelector(".status"), lookOf(item, state));
  setHidden(element.querySelector(".elapsed"), state !== "onair");
  picture(element, item);
};

/** A word for what has been said; time's word while nothing has. */
const lookOf = (item, state) => (item.status === "planned" && state !== "next" ? LOOKS[state] : LOOKS[item.status]);

const part = (element, selector, text) => setText(element.querySelector(selector), text);

const marks = (item) =>
  [
    page.known.marks[item.id] ?? (item.makegood_for && "compensation"),
    item.gratis && "gracieux",
    item.position === "first" && "en tête",
    item.position === "last" && "en fin d’écran",
  ]
    .filter(Boolean)
    .join(", ");

const followUp = (row, state) => {
  const { item } = row;
  if (item.queued) return "en file";
  if (item.status === "aired") return `${hms(Date.parse(item.aired_at))} ${item.acted_by ? initials(item.acted_by) : ""}`.trim();
  if (item.status === "missed" || item.status === "preempted") return isOwed(row) ? "à compenser" : "compensé";
  return state === "late" ? "à régler" : "";
};

const picture = (element, item) => {
  const image = element.querySelector("img");
  const known = image.dataset.of === item.house_number || withoutPoster.has(item.house_number);
  if (known || !hasPicture(item)) return;
  image.dataset.of = item.house_number;
  image.src = thumbOf(item);
  setHidden(image, false);
};

/** A wall is shown no media: they are given to people. */
export const hasPicture = (item) => Boolean(item?.has_media) && !page.isWall;

/** The poster of what will air; a new version has a new address. */
export const posterOf = (item) => `/spots/${item.spot_id}/media/poster/?of=${encodeURIComponent(item.house_number)}`;

/** The same, as small as a row shows it. */
export const thumbOf = (item) => `${posterOf(item)}&small=1`;

/** Once a second, for the two rows that count: what is left on air, how long until the next. */
export const tickRows = ({ onAir, next }, now) => {
  const airing = onAir && elements.get(onAir.item.id);
  if (airing) {
    const left = `reste ${clockOf(Math.ceil((onAir.endsAt - now) / 1000))}`;
    if (onAir.item.status === "planned" && !onAir.item.queued) part(airing, ".follow", left);
    const share = (now - onAir.startsAt) / (onAir.endsAt - onAir.startsAt);
    airing.querySelector(".elapsed").style.transform = `scaleX(${share})`;
  }
  const coming = next?.item.status === "planned" && elements.get(next.item.id);
  if (coming && !next.item.queued) part(coming, ".follow", `dans ${clockOf(Math.ceil((next.startsAt - now) / 1000))}`);
};
