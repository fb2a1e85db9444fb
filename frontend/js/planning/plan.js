// The running order: breaks in order, each with its rows and their expected seconds. An airing is expected at the start
// of its break plus the lengths before it by rank.
import { serverNow } from "../clock.js";
import { page } from "./page.js";
import { shownItems } from "./queue/shown.js";
import { isSettled, store } from "./store.js";

let plan = { breaks: [], rows: [], byId: new Map(), madeGood: new Set() };

const byStart = (one, other) => one.startsAt - other.startsAt || one.place.code.localeCompare(other.place.code);

const rowsOf = (place, startsAt, items) => {
  let at = startsAt;
  return items
    .sort((one, other) => one.rank - other.rank)
    .map((item) => {
      const row = { item, place, startsAt: at, endsAt: at + item.duration_seconds * 1000 };
      at = row.endsAt;
      return row;
    });
};

/** Made again after each change; cheap enough for a day of 1,440 airings. */
export const makePlan = () => {
  const grouped = Map.groupBy ? Map.groupBy(shownItems(), (item) => item.break_id) : group();
  const breaks = [...store.breaks.values()].map((place) => {
    const startsAt = Date.parse(place.starts_at);
    const rows = rowsOf(place, startsAt, grouped.get(place.id) ?? []);
    return { place, startsAt, endsAt: rows.at(-1)?.endsAt ?? startsAt, rows };
  });
  breaks.sort(byStart);
  const rows = breaks.flatMap((each) => each.rows);
  const madeGood = new Set(rows.map((row) => row.item.makegood_for).filter(Boolean));
  plan = { breaks, rows, byId: new Map(rows.map((row) => [row.item.id, row])), madeGood };
  return plan;
};

const group = () => {
  const grouped = new Map();
  for (const item of shownItems())
    grouped.set(item.break_id, [...(grouped.get(item.break_id) ?? []), item]);
  return grouped;
};

export const currentPlan = () => plan;

/** Nobody has said what became of it, and its time has passed. */
export const isLate = (row, now = serverNow()) => row.item.status === "planned" && row.endsAt <= now;

// Make-goods of this day are seen as they come; those of other days are what the server knew.
const madeGood = new Set(page.known.madeGood);

/** Whether an airing may already be said to have aired. */
export const mayConfirm = ({ item, place }, now = serverNow()) =>
  item.status === "planned" && now >= Date.parse(place.starts_at) - page.confirmEarlyMs;

/** Missed or replaced, with no make-good yet. */
export const isOwed = ({ item }) =>
  (item.status === "missed" || item.status === "preempted") && !madeGood.has(item.id) && !plan.madeGood.has(item.id);

export const needsSomebody = (row, now) => isLate(row, now) || isOwed(row);

/**
 * What time says of the day: what is on air, whose seconds run (missed or not), what comes next, what the confirm button
 * acts on and when it opens.
 */
export const nowOnAir = (now = serverNow()) => {
  const running = plan.rows.filter((row) => row.startsAt <= now && now < row.endsAt);
  const onAir = running.find(airs) ?? null;
  const current = onAir ?? running[0] ?? null;
  const ahead = plan.rows.filter((row) => row.startsAt > now && airs(row));
  const target = onAir?.item.status === "planned" ? onAir : (ahead.find((row) => !isSettled(row.item)) ?? null);
  const opensAt = target ? Date.parse(target.place.starts_at) - page.confirmEarlyMs : null;
  return { onAir, current, next: ahead[0] ?? null, then: ahead[1] ?? null, target, opensAt, mayConfirm: target !== null && now >= opensAt };
};

const airs = ({ item }) => item.status === "planned" || item.status === "aired";
