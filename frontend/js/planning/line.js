// The socket of a day. It comes back by itself, later each time and at random, so that a restart is not met by all screens
// at once; a line on which even the heartbeat (15 s) is missing is dead, whatever the browser believes.

import { page } from "./page.js";

const LONGEST_MS = 10_000;
const SILENCE_MS = 20_000;
const PROOF_MS = 3000;
const REFUSED = [4400, 4401, 4403, 4404];

/**
 * `since()` gives the last number known; `heard(frame)` gets each frame; `state(name)` is told "open", "cut" and
 * "refused". Gives `{send, retry, prove}`.
 */
export const line = ({ day, since, heard, state }) => {
  let socket, watch, timer;
  let attempts = 0;

  const open = () => {
    clearTimeout(timer);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const resumed = since() >= 0 ? `&since=${since()}` : "";
    socket = new WebSocket(`${scheme}//${location.host}${page.socket}?day=${day}${resumed}`);
    socket.addEventListener("message", ({ data }) => {
      attempts = 0;
      expectMore();
      state("open");
      heard(JSON.parse(data));
    });
    socket.addEventListener("close", closed);
    expectMore();
  };

  const expectMore = () => {
    clearTimeout(watch);
    watch = setTimeout(giveUp, SILENCE_MS, socket);
  };

  /** Somebody doubts it: asked what is new, a line that lives answers at once. */
  const prove = () => {
    if (!send({ type: "resume", since: since() })) return;
    clearTimeout(watch);
    watch = setTimeout(giveUp, PROOF_MS, socket);
  };

  const giveUp = (silent) => {
    silent.removeEventListener("close", closed);
    silent.close();
    closed({ code: 1006 });
  };

  const closed = ({ code }) => {
    clearTimeout(watch);
    if (REFUSED.includes(code)) return state("refused");
    attempts += 1;
    const longest = Math.min(LONGEST_MS, 500 * 2 ** attempts);
    timer = setTimeout(open, longest / 2 + Math.random() * (longest / 2));
    state("cut");
  };

  const retry = () => {
    if (socket.readyState === WebSocket.OPEN || socket.readyState === WebSocket.CONNECTING) return;
    attempts = 0;
    open();
  };

  /** Whether it could leave. */
  const send = (frame) => {
    const isOpen = socket.readyState === WebSocket.OPEN;
    if (isOpen) socket.send(JSON.stringify(frame));
    return isOpen;
  };

  open();
  addEventListener("online", retry);
  addEventListener("offline", () => giveUp(socket));
  return { send, retry, prove };
};
