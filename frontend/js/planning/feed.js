// Where the day comes from: first the snapshot over HTTP, then the socket from that number on. When the socket has been
// silent for five seconds its polling twin takes over, and hands back when the socket speaks again.
import { serverNow, setServerNow } from "../clock.js";
import { connection } from "./connection.js";
import { line } from "./line.js";
import { page } from "./page.js";
import { store, takeEvents, takeSnapshot } from "./store.js";

const PATIENCE_MS = 5000;
const POLL_MS = 2500;
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

const heard = (frame) => {
  if (frame.at) hearClock(frame.at);
  connection.received();
  take[frame.type]?.(frame);
};

const ask = async (path) => {
  const answer = await fetch(`/api/v1/planning/${path}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`planning/${path} : ${answer.status}`);
  return answer.json();
};

const askSnapshot = async () => {
  const frame = await ask(`snapshot?day=${page.day}`);
  hearClock(frame.at);
  takeSnapshot(frame);
  connection.received();
};

const askEvents = async () => {
  const said = await ask(`events?day=${page.day}&after=${store.seq}`);
  if (said.resync) return askSnapshot();
  takeEvents(said.events, said.seq);
  connection.received();
};

const poll = async () => {
  const answered = await (store.seq < 0 ? askSnapshot() : askEvents()).then(() => true, () => false);
  if (!polling) return; // the socket spoke meanwhile
  const wait = POLL_MS * (0.8 + Math.random() * 0.4);
  connection.state(answered ? "polling" : "offline", Date.now() + wait);
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
  if (state === "open") {
    clearTimeout(patience);
    patience = undefined;
    stopPolling();
  } else if (state === "refused") {
    stopPolling();
  } else {
    patience ??= setTimeout(startPolling, navigator.onLine ? PATIENCE_MS : 0);
  }
  connection.state({ open: "live", cut: polling ? null : "resuming", refused: "refused" }[state]);
};

/** Start listening to the day. A first snapshot that fails is no obstacle: the socket brings its own. */
export const listenToTheDay = async () => {
  await askSnapshot().catch(() => connection.state("resuming"));
  wire = line({ day: page.day, since: () => store.seq, heard, state: lineState });
  connection.onRetry(() => {
    wire.retry();
    if (polling) {
      clearTimeout(polling);
      poll();
    }
  });
};
