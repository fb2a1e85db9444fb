// Where the day comes from: first the snapshot over HTTP, then the socket from that number on. When the socket has been
// silent for five seconds its polling twin takes over, and hands back when the socket speaks again.
import { serverNow, setServerNow } from "../clock.js";
import { connection } from "./connection.js";
import { keepTheDay, keptDay } from "./keep.js";
import { line } from "./line.js";
import { page } from "./page.js";
import { meStill } from "./session.js";
import { store, takeEvents, takeSnapshot } from "./store.js";
import { clockHeard, isClockSure, watchTheClock } from "./wake.js";

const PATIENCE_MS = 5000;
const POLL_MS = 2500;
const ANSWERS_WITHIN_MS = 6000;
const FIRST_WITHIN_MS = 3000;
const DRIFT_MS = 2500;
let wire, polling, patience;

/** A frame says what second it is there: the clock only moves when it contradicts that second. */
const hearClock = (iso) => {
  const at = Date.parse(iso);
  if (serverNow() < at) setServerNow(new Date(at).toISOString());
  else if (serverNow() > at + DRIFT_MS) setServerNow(new Date(at + 500).toISOString());
};

const askAgain = () => wire.send({ type: "resume", since: store.seq });

const take = {
  snapshot: takeSnapshot,
  resume: ({ events, seq }) => takeEvents(events, seq),
  update: (event) => followUp([event]),
  updates: ({ events }) => followUp(events),
  heartbeat: ({ seq }) => seq > store.seq && askAgain(),
};

/** Numbers have no gap: one that is missing is asked for again, what came is shown meanwhile. */
const followUp = (events) => {
  const [first] = events;
  if (first.seq > store.seq + 1) return askAgain();
  takeEvents(events);
};

const listeners = new Set();
/** Call `act` with each frame, after the day has taken what is the day's. */
export const onFrame = (act) => listeners.add(act);
/** Say something to the server, if the socket is open. */
export const say = (frame) => wire?.send(frame);
/** A gesture had no answer in time: is the line still what it says it is? */
export const proveTheLine = () => wire?.prove();

const heard = (frame) => {
  if (frame.at) hearClock(frame.at);
  connection.received();
  take[frame.type]?.(frame);
  for (const act of listeners) act(frame);
};

const ask = async (path) => {
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  // Asked as the page asked beforehand (its preload), so that the first snapshot is already on its way.
  const answer = await fetch(`${page.feed}${path}`, { signal });
  if (answer.status === 401) lineState("refused");
  if (!answer.ok) throw new Error(`planning/${path} : ${answer.status}`);
  return { ...(await answer.json()), now: answer.headers.get("Spot-Now") };
};

/** The socket may have told more while a snapshot was on its way: an older one is passed over, unless numbers began anew. */
const askSnapshot = async ({ anew = false } = {}) => {
  const frame = await ask(`snapshot?day=${page.day}`);
  hearClock(frame.now); // `at` is when it was made: a day that did not change comes back from what the browser kept
  clockHeard();
  if (anew || frame.seq >= store.seq) takeSnapshot(frame);
  connection.received();
};

const askEvents = async () => {
  const said = await ask(`events?day=${page.day}&after=${store.seq}`);
  if (said.resync) return askSnapshot({ anew: true });
  takeEvents(said.events, said.seq);
  connection.received();
};

/** Events tell no hour: a screen that is not sure of it asks for the snapshot, which does. */
const askWhatIsNew = () => (store.seq < 0 || !isClockSure() ? askSnapshot() : askEvents());

const poll = async () => {
  const answered = await askWhatIsNew().then(() => true, () => false);
  if (!polling) return; // the socket spoke meanwhile, or nobody is signed in
  const wait = POLL_MS * (0.8 + Math.random() * 0.4);
  if (answered && connection.isCut) wire.retry();
  connection.state(answered ? "polling" : "offline", performance.now() + wait);
  polling = setTimeout(poll, wait);
};

const startPolling = () => {
  if (polling) return;
  polling = true;
  poll();
};

const stopPolling = () => {
  clearTimeout(polling);
  polling = undefined;
};

const lineState = (state) => {
  if (state === "cut") {
    if (!navigator.onLine) startPolling();
    patience ??= setTimeout(startPolling, PATIENCE_MS);
  } else {
    clearTimeout(patience);
    patience = undefined;
    stopPolling();
  }
  connection.state({ open: "live", cut: polling || connection.isCut ? null : "resuming", refused: "refused" }[state]);
};

/** Somebody may have signed in again from another tab. */
const openAgain = async () => {
  if (connection.isRefused && (await meStill().catch(() => false))) wire.retry();
};

const tooLate = (ms) => new Promise((_, fail) => setTimeout(fail, ms));

/** Nobody answers: the day as an earlier page of this computer last knew it, and its hour until the server tells its own. */
const showKept = async () => {
  if (connection.isRefused) return;
  const kept = await keptDay();
  if (!kept || store.seq >= 0) return connection.state("resuming");
  setServerNow(new Date(kept.at).toISOString());
  takeSnapshot(kept);
  for (const [id, at] of kept.actedAt) store.actedAt.set(id, at);
  connection.heardAt(kept.heardAt);
  connection.state("offline");
};

/** Start listening to the day. A first snapshot that does not come is no obstacle: the socket brings its own. */
export const listenToTheDay = async () => {
  keepTheDay();
  await Promise.race([askSnapshot(), tooLate(FIRST_WITHIN_MS)]).catch(showKept);
  wire = line({ day: page.day, since: () => store.seq, heard, state: lineState });
  watchTheClock(askSnapshot);
  addEventListener("focus", openAgain);
  connection.onRetry(() => {
    wire.retry();
    if (typeof polling !== "number") return; // a try is under way
    clearTimeout(polling);
    poll();
  });
};
