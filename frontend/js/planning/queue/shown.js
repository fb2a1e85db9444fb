// What the screen shows of an airing: the server's state, and over it what this person has done that is still to be sent.
import { page } from "../page.js";
import { store } from "../store.js";
import { waiting } from "./queue.js";

const NOTHING = { status: "planned", aired_at: null, reason: null, acted_by: null, is_broadcasted: false };
const BECOMES = {
  confirm: ({ facts }) => ({ status: "aired", aired_at: facts.aired_at, reason: facts.reason ?? "aired_ok", is_broadcasted: true }),
  miss: ({ facts }) => ({ ...NOTHING, status: "missed", reason: facts.reason }),
  preempt: ({ facts }) => ({ ...NOTHING, status: "preempted", reason: facts.reason }),
  undo: () => NOTHING,
};

/** The state an act means an airing to have. */
export const meant = (act) => BECOMES[act.verb](act).status;

const withAct = (item, act) => ({ ...item, acted_by: page.me, ...BECOMES[act.verb](act), queued: act.verb });

/** An airing that changed under its first waiting act shows as the server has it: that act will be refused. */
const withActs = (item, acts) => (acts[0].version === item.version ? acts.reduce(withAct, item) : { ...item, queued: acts.at(-1).verb });

/** The airings of the day as they are shown; one with acts to be sent carries `queued`, its latest verb. */
export const shownItems = () => {
  const items = [...store.items.values()];
  const acts = byAiring();
  return acts.size ? items.map((item) => (acts.has(item.id) ? withActs(item, acts.get(item.id)) : item)) : items;
};

const byAiring = () => {
  const acts = new Map();
  for (const act of waiting()) acts.set(act.airing, [...(acts.get(act.airing) ?? []), act]);
  return acts;
};

export const shownItem = (id) => {
  const item = store.items.get(id);
  const acts = waiting().filter((act) => act.airing === id);
  return item && acts.length ? withActs(item, acts) : item;
};

/** When airings were last acted on, as far as this screen knows: a map of ids to milliseconds. */
export const lastActs = () => new Map([...store.actedAt, ...waiting().map((act) => [act.airing, act.madeAt])]);
