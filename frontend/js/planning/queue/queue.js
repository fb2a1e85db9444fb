// The gestures of this person that wait: to be sent ("waiting"), or for somebody to decide ("refused"). The shelf is the
// truth; here is what every tab of this browser shows of it.
import { page } from "../page.js";
import { changed } from "../store.js";
import { add, allActs, change, erase } from "./shelf.js";

const listeners = new Set();
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("spot-queue") : null;
const inHand = new Set();
let mine = [];
let strangers = new Map();

/** Call `act` whenever what waits has changed. */
export const onQueue = (act) => listeners.add(act);

const shown = (state) => mine.filter((act) => act.state === state && !inHand.has(act.key));
/** To be sent, oldest first; without those whose first answer is still awaited. */
export const waiting = () => shown("waiting");
export const toDecide = () => shown("refused");
/** All that will be sent, oldest first, and those on one airing. */
export const unsent = () => mine.filter((act) => act.state === "waiting");
export const unsentOn = (airing) => unsent().filter((act) => act.airing === airing);
/** Acts of others on this computer: a map of names to their number. */
export const ofOthers = () => strangers;

export const reread = async () => {
  const all = await allActs();
  mine = all.filter(({ who }) => who === page.myId);
  strangers = new Map();
  for (const { who, name } of all) if (who !== page.myId) strangers.set(name, (strangers.get(name) ?? 0) + 1);
  changed();
  for (const act of listeners) act();
};

const told = async () => {
  await reread();
  tabs?.postMessage("changed");
};

/** Keep an act before anything is sent, as what follows may be cut at any moment; gives it as it is kept. */
export const keep = async (act) => {
  inHand.add(act.key);
  await add(act);
  await told();
  return mine.find(({ key }) => key === act.key);
};

/** Its answer does not come: it is shown as waiting. */
export const showWaiting = (act) => inHand.delete(act.key) && reread();

/** Change a kept act in one step; gives what it has become, nothing when it was withdrawn meanwhile. */
export const become = async (act, how) => {
  const now = await change(act.number, how);
  await told();
  return now;
};

export const forget = async (...acts) => {
  for (const act of acts) await erase(act);
  await told();
};

tabs?.addEventListener("message", reread);
