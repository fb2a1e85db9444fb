// What waits besides the airings: notes of the last shift, what the next day lacks. Counted on their chips and in the menu;
// asked again some seconds after the day has changed, about every ten seconds at most, and each minute for what other days
// change.
import { setHidden, setText } from "./dom.js";
import { find, findAll, page } from "./page.js";
import { onChange } from "./store.js";

const AFTER_MS = 5000; // longer than the server remembers a count (COUNT_KEPT_SECONDS)
const APART_MS = 9000; // and at random up to so much longer: all screens hear a change at the same instant
const EACH_MS = 60_000;
let timer;
let isSoon = false;

/** `{passation: 2, manques: 0}`: how many, on every button that opens them; a chip with nothing to say is away. */
export const showWaits = (counts) => {
  for (const [name, count] of Object.entries(counts)) {
    for (const button of findAll(`[data-waits="${name}"]`)) {
      const badge = button.querySelector("[data-part-count]");
      setText(badge, String(count));
      setHidden("chip" in button.dataset ? button : badge, Number(count) === 0);
    }
  }
};

const ask = async () => {
  isSoon = false;
  timer = setTimeout(ask, EACH_MS);
  const { ahead } = find("[data-chips]").dataset;
  const answer = await fetch(`/api/v1/planning/waits?day=${page.day}&ahead=${ahead}`).catch(() => null);
  if (!answer?.ok) return; // the next one will say
  const { notes, missing } = await answer.json();
  showWaits({ passation: notes, manques: missing });
};

const askSoon = () => {
  if (isSoon) return;
  isSoon = true;
  clearTimeout(timer);
  timer = setTimeout(ask, AFTER_MS + Math.random() * APART_MS);
};

export const wireWaits = () => {
  ask();
  onChange(askSoon);
};
