// Whether this screen knows what time it is at the server. It does once the server has said so; after the computer slept
// (its own clock then runs ahead of the page's) it must ask again before an hour is written down.
import { serverNow } from "../clock.js";

const JUMP_MS = 2000;
const PATIENCE_MS = 2000;
const ahead = () => Date.now() - performance.now();
let seen = ahead();
let isSure = false;
let ask = async () => {};
let asking = null;

/** The server has just said what time it is. */
export const clockHeard = () => {
  isSure = true;
  seen = ahead();
};

const look = () => {
  if (ahead() > seen + JUMP_MS) isSure = false;
  seen = Math.min(seen, ahead()); // set back by somebody: the page's own clock did not stop
};

/** Whether the hour shown is the server's, as far as this screen knows. */
export const isClockSure = () => isSure;

const askAgain = () => (asking ??= ask().catch(() => {}).finally(() => (asking = null)));

const tooLong = () => new Promise((done) => setTimeout(done, PATIENCE_MS));

/** The server's present moment; asked again when it is not sure, null when nobody answers soon. */
export const sureNow = async () => {
  look();
  if (!isSure) await Promise.race([askAgain(), tooLong()]);
  return isSure ? serverNow() : null;
};

/** Watch for sleep; `measure` asks the server what time it is and must end in `clockHeard()`. */
export const watchTheClock = (measure) => {
  ask = measure;
  setInterval(look, 1000);
  setInterval(() => isSure || askAgain(), 5000);
};
