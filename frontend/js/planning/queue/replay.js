// Sends what waits: in order, one at a time, one tab at a time. No answer keeps it, with its key, for a later try; a
// refusal leaves the queue and goes to a person.
import { newKey, post, refusal } from "../api.js";
import { connection } from "../connection.js";
import { proveTheLine } from "../feed.js";
import { meStill } from "../session.js";
import { store, takeAnswer } from "../store.js";
import { become, forget, keep, reread, showWaiting, unsent, unsentOn } from "./queue.js";
import { refuse } from "./refused.js";

const PATIENCE_MS = 3000;
const ANSWERS_WITHIN_MS = 6000;
const LONGEST_REST_S = 30;
const TRIES_OF_A_FAULT = 5; // a gesture the server stumbles on each time must not hold the others for ever
const QUEUED = { ok: true, queued: true };
const answered = new Map();
let asked = false;
let running = false;
let resting = null;
let failures = 0;
let signedOut = false;

export const isSignedOut = () => signedOut || connection.isRefused;

/** Keep an act and send it. Gives `{ok, body}`, `{ok: false, error, detail}`, or `{ok, queued}` when no answer came soon. */
export const sendSoon = async (act) => {
  const kept = await keep({ ...act, key: newKey(), tries: 0, state: "waiting" });
  if (connection.isCut || resting || signedOut) return defer(kept);
  return new Promise((resolve) => {
    const late = setTimeout(doubt, PATIENCE_MS, kept);
    answered.set(kept.key, (answer) => (clearTimeout(late), resolve(answer)));
    replay();
  });
};

const doubt = (act) => {
  proveTheLine();
  return defer(act);
};

/** It waits: whoever made the gesture goes on. */
const defer = async (act) => {
  answer(act, QUEUED);
  await showWaiting(act);
  return QUEUED;
};

const exclusively = (work) => (navigator.locks ? navigator.locks.request("spot-queue", work) : work());

/** Send all that waits, unless that is being done. */
export const replay = async () => {
  asked = true;
  if (running || signedOut) return;
  running = true;
  clearTimeout(resting);
  resting = null;
  try {
    while (asked) {
      asked = false;
      await exclusively(sendAll);
    }
  } finally {
    running = false;
  }
};

const sendAll = async () => {
  for (;;) {
    await reread();
    const [act] = unsent();
    if (!act || !(await sendOne(act))) return;
  }
};

/** Whether the next one may follow. The body is written once: its key stands for these very words. */
const sendOne = async (waiting) => {
  const act = await become(waiting, (kept) => ({ ...kept, tries: kept.tries + 1, body: kept.body ?? bodyOf(kept) }));
  if (!act) return true;
  const { status, said, after } = await post(`airings/${act.airing}/${act.verb}`, act.body, act.key, ANSWERS_WITHIN_MS);
  if (status >= 200 && status < 300) return accepted(act, said);
  if (status === 401) return waitForSignIn(act);
  if (status === 429 || said.error === "in_progress") return rest(act, after || 1);
  if (status === 500 && act.tries >= TRIES_OF_A_FAULT) return refused(act, said);
  if (status === 0 || status >= 500) return rest(act, after || backoff());
  return refused(act, said);
};

/** An act that followed another has no version until that one is answered, which may be before this one was kept. */
const bodyOf = ({ airing, facts, version }) => JSON.stringify({ version: version ?? store.items.get(airing)?.version, ...facts });

const accepted = async (act, item) => {
  failures = 0;
  const [, next] = unsentOn(act.airing);
  if (next?.version === null) await become(next, (kept) => ({ ...kept, version: item.version }));
  takeAnswer(item);
  answer(act, { ok: true, body: item });
  await forget(act);
  return true;
};

const refused = async (act, said) => {
  const known = refusal(said);
  if (!answer(act, known)) await refuse(act, known);
  else await forget(act);
  return true;
};

/** Tell whoever still waits for this answer; whether somebody did. */
const answer = (act, said) => {
  const tell = answered.get(act.key);
  answered.delete(act.key);
  tell?.(said);
  return Boolean(tell);
};

const backoff = () => {
  failures += 1;
  return Math.min(LONGEST_REST_S, 2 ** failures) * (0.5 + Math.random() / 2);
};

const rest = async (act, seconds) => {
  resting = setTimeout(replay, seconds * 1000);
  await defer(act);
  return false;
};

const waitForSignIn = async (act) => {
  signedOut = true;
  await defer(act);
  return false;
};

/** The server answers again, or somebody may have signed in again in another tab: what waits leaves if it is the same person. */
export const resume = async () => {
  if (signedOut && !(await meStill().catch(() => false))) return;
  signedOut = false;
  replay();
};
