// Where this screen is, told to the others, and who else is on the day. Known only while the socket speaks.
import { find, findAll, page } from "./page.js";
import { onFrame, say } from "./feed.js";
import { store } from "./store.js";

const APART_MS = 1200;
const SETTLED_MS = 400;
const listeners = new Set();
let said = "";
let saidAt = 0;
let timer, scrolled;
let lastBreak = null;

/** Everybody on the day, this person too; `known` is false while nothing can be known. */
export const presence = { people: [], known: false };
/** Call `act` when people come, move or leave, or are no longer known. */
export const onPresence = (act) => listeners.add(act);
export const isMe = ({ id }) => id === page.myId;
/** Another person who has this airing open and may act on it. */
export const handlerOf = (airing) => presence.people.find((person) => person.airing === airing && !person.reads && !isMe(person));

const tell = () => {
  for (const act of listeners) act();
};

/** The break of the row in hand, else the one in the middle of the list. */
const breakInView = () => {
  const list = find("[data-scroll]");
  const box = list.getBoundingClientRect();
  const focused = list.contains(document.activeElement) ? document.activeElement.closest("[data-break]") : null;
  const seen = focused ?? document.elementFromPoint(box.left + 40, box.top + box.height / 2)?.closest("[data-break]");
  return (lastBreak = seen?.dataset.break ?? lastBreak);
};

/** An airing whose dialog is open, or that is carried, says its break itself. */
const place = () => {
  const airing = find(":is(dialog[open], [data-hand]:not([hidden]))[data-airing]:not([data-airing=''])")?.dataset.airing || null;
  return { type: "here", break: store.items.get(airing)?.break_id ?? breakInView(), airing };
};

const sayWhere = () => {
  timer = undefined;
  const now = JSON.stringify(place());
  if (now === said) return;
  said = now;
  saidAt = performance.now();
  say(JSON.parse(now));
};

/** At once after a calm moment, else when the last saying is old enough: the server hears twenty frames in ten seconds. */
const saySoon = () => {
  timer ??= setTimeout(sayWhere, Math.max(0, saidAt + APART_MS - performance.now()));
};

const afterScroll = () => {
  clearTimeout(scrolled);
  scrolled = setTimeout(saySoon, SETTLED_MS);
};

const heard = (frame) => {
  if (frame.type === "snapshot" || frame.type === "resume") {
    said = ""; // perhaps another socket, that was told nothing yet
    afterScroll();
  }
  if (frame.type !== "presence") return;
  Object.assign(presence, { people: frame.people, known: true });
  tell();
};

/** Without its socket a screen does not know who is there. */
const noteConnection = () => {
  const known = presence.known && find("[data-connection]").dataset.connection === "live";
  if (known === presence.known) return;
  presence.known = known;
  said = "";
  tell();
};

export const wirePresence = () => {
  onFrame(heard);
  find("[data-scroll]").addEventListener("scroll", afterScroll, { passive: true });
  find("[data-scroll]").addEventListener("focusin", saySoon);
  const watch = new MutationObserver(saySoon);
  if (find("[data-hand]")) watch.observe(find("[data-hand]"), { attributeFilter: ["data-airing"] });
  watch.observe(find("[data-dialogs]"), { subtree: true, attributeFilter: ["open", "data-airing"] });
  new MutationObserver(noteConnection).observe(find("[data-connection]"), { attributeFilter: ["data-connection"] });
};
