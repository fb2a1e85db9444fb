// The gestures that a cut line does not stop: confirm, miss, pre-empt, undo. Each is kept first, with the moment it was
// made on the server's clock, then sent.
import { serverNow } from "../../clock.js";
import { page } from "../page.js";
import { currentPlan } from "../plan.js";
import { store } from "../store.js";
import { sureNow } from "../wake.js";
import { become, unsentOn } from "./queue.js";
import { sendSoon } from "./replay.js";

export const WAITS_FOR_THE_LINE = new Set(["confirm", "miss", "preempt", "undo"]);

const UNSURE = {
  ok: false,
  error: "unsure_clock",
  detail: "L’heure du serveur n’est pas encore revenue sur ce poste : indiquez vous-même l’heure d’antenne, ou attendez le réseau.",
};

/** Do one of these verbs. An undo of what has not left yet simply takes it back (`withdrawn`). */
export const gesture = async (item, verb, facts) => {
  const earlier = unsentOn(item.id).at(-1);
  if (verb === "undo" && earlier && (await withdraw(earlier))) return { ok: true, withdrawn: true };
  const timed = await withTime(verb, facts);
  if (!timed) return UNSURE;
  return sendSoon({ ...about(item), verb, facts: timed, version: earlier ? null : versionOf(item) });
};

const versionOf = (item) => store.items.get(item.id)?.version ?? item.version;

/** A confirmation says when it aired; typed, or the moment of the press on a clock that is sure. */
const withTime = async (verb, facts) => {
  if (verb !== "confirm" || facts.aired_at) return facts;
  const pressed = await sureNow();
  return pressed && { ...facts, aired_at: new Date(pressed).toISOString() };
};

const about = (item) => ({
  who: page.myId,
  name: page.me,
  day: page.day,
  airing: item.id,
  title: item.title,
  client: item.client ?? "BF1",
  startsAt: currentPlan().byId.get(item.id)?.startsAt ?? Date.parse(item.starts_at),
  madeAt: serverNow(),
});

/** Take back an act that was never sent. One that was may have been heard: it is undone instead. */
export const withdraw = async (act) => {
  let taken = false;
  await become(act, (kept) => {
    taken = kept.tries === 0;
    return taken ? null : kept;
  });
  return taken;
};
