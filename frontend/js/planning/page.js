// What the server wrote on the page: the day, who looks, what they may do, the station's delays.

const root = document.querySelector("[data-planning]");
const data = root.dataset;

const parts = new Map();

/** One that matches, kept as long as it does: a search walks the whole page, and the clock asks for a dozen each second. */
export const find = (selector) => {
  const kept = parts.get(selector);
  if (kept?.isConnected && kept.matches(selector)) return kept;
  parts.set(selector, root.querySelector(selector));
  return parts.get(selector);
};

/** All that match now, rows and breaks included: walks the whole page, so not at each change. */
export const findAll = (selector) => root.querySelectorAll(selector);

export const phone = matchMedia("(max-width: 767px)");

export const page = {
  root,
  day: data.day,
  today: data.today,
  isToday: data.day === data.today,
  startsAt: Date.parse(data.startsAt),
  endsAt: Date.parse(data.endsAt),
  feed: data.feed ?? "/api/v1/planning/",
  socket: data.socket ?? "/ws/diffusion/planning/",
  isWall: "wall" in data, // nobody is signed in: it shows, and says nothing
  me: data.me,
  myId: data.myId,
  mayAct: "mayAct" in data,
  mayCorrect: "mayCorrect" in data,
  confirmEarlyMs: Number(data.confirmEarly) * 1000,
  undoMs: Number(data.undo) * 1000,
  known: JSON.parse(document.getElementById("planning-known").textContent),
};

const DAY_MS = 24 * 3_600_000;

/** "00:30" or "00:30:15" on this broadcast day, which may be tomorrow's civil date; the station lives at UTC. */
export const instantOf = (time) => {
  const [hours, minutes, seconds = 0] = time.split(":").map(Number);
  const at = Math.floor(page.startsAt / DAY_MS) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return at < page.startsAt ? at + DAY_MS : at;
};

/** Where an instant stands in the broadcast day, from 0 to 1. */
export const shareOfDay = (ms) => (ms - page.startsAt) / (page.endsAt - page.startsAt);
