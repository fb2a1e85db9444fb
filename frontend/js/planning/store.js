// The day as this screen knows it: breaks, airings, and the number of the last change heard.
// State after applying events equals a fresh snapshot.
import { serverNow } from "../clock.js";
import { page } from "./page.js";

const SETTLED = ["aired", "missed", "preempted"];
const listeners = new Set();
const heard = new Set();

export const store = { seq: -1, breaks: new Map(), items: new Map(), actedAt: new Map() };

for (const [id, iso] of Object.entries(page.known.undoable)) store.actedAt.set(id, Date.parse(iso));

/** Call `act` once for each frame of the browser in which something changed. */
export const onChange = (act) => listeners.add(act);
/** Call `act(before, after)` for each airing whose status changed while the screen was open. */
export const onStatus = (act) => heard.add(act);

let waiting = false;
export const changed = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    for (const act of listeners) act();
  });
};

export const isSettled = (item) => SETTLED.includes(item.status);

export const takeSnapshot = (frame) => {
  store.seq = frame.seq;
  store.breaks = new Map(frame.breaks.map((place) => [place.id, place]));
  store.items = new Map(frame.items.map((item) => [item.id, item]));
  changed();
};

/** Apply events in order; those already known are passed over. */
export const takeEvents = (events, seq = null) => {
  for (const event of events) if (event.seq > store.seq) takeEvent(event);
  if (seq !== null && seq > store.seq) store.seq = seq;
  changed();
};

const takeEvent = (event) => {
  store.seq = event.seq;
  if (event.break) put(store.breaks, event.break, event.action);
  else takeItem(event.item, event.action);
};

const takeItem = (item, action) => {
  const before = store.items.get(item.id);
  put(store.items, item, action);
  const after = store.items.get(item.id);
  if (before && after && before.status !== after.status) noteStatus(before, after);
};

const put = (map, thing, action) => {
  if (action === "remove" || thing.status === "cancelled" || thing.day !== page.day) map.delete(thing.id);
  else map.set(thing.id, thing);
};

const noteStatus = (before, after) => {
  if (isSettled(after)) store.actedAt.set(after.id, serverNow());
  else store.actedAt.delete(after.id);
  for (const act of heard) act(before, after);
};

/** What a verb answered: shown at once, unless something newer was heard meanwhile. */
export const takeAnswer = (item) => {
  const known = store.items.get(item.id);
  if (known && known.version > item.version) return;
  takeItem(item, "upsert");
  changed();
};

export const takeBreak = (place) => {
  put(store.breaks, place, "upsert");
  changed();
};
