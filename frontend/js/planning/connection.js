// How this screen is connected, always said: en direct, reprise, hors ligne depuis 19:42. One box, so nothing jumps.
import { serverNow } from "../clock.js";
import { announce } from "../announce.js";
import { setHidden, setText } from "./dom.js";
import { find, page, shareOfDay } from "./page.js";
import { isClockSure } from "./wake.js";
import { hm, hms } from "./words.js";

const WORDS = {
  opening: "connexion",
  live: "en direct",
  resuming: "reprise",
  polling: "reprise",
  offline: "hors ligne",
  refused: "déconnecté",
};
const UP = ["live", "polling"];
const DOWN = ["offline", "refused"];
const SENTENCES = {
  live: "L’écran est de nouveau en direct.",
  offline: "L’écran est hors ligne : ce qui est affiché peut avoir changé.",
  refused: "Votre session est terminée : reconnectez-vous.",
};

const HOUR_OF_HERE = " L’heure affichée est celle de ce poste.";

const listeners = new Set();
let current = "opening";
let lastAt = null;
let nextTry = null;

const say = () => {
  const tag = find("[data-connection]");
  tag.dataset.connection = current;
  setText(tag.querySelector("[data-connection-word]"), WORDS[current]);
  setText(tag.querySelector("[data-connection-age]"), age());
  const cut = DOWN.includes(current);
  page.root.toggleAttribute("data-offline", cut);
  setHidden(find("[data-cut]"), !cut);
  setText(find("[data-cut-since]"), lastAt ? `Données de ${hm(lastAt)}.${isClockSure() ? "" : HOUR_OF_HERE}` : "Aucune donnée reçue.");
  setText(find("[data-cut-next]"), nextTry && current === "offline" ? `nouvel essai dans ${secondsTo(nextTry)} s` : "");
  setHidden(find("[data-retry]"), current === "refused");
  setHidden(find("[data-sign-in]"), current !== "refused");
  const line = find("[data-last-line]");
  setHidden(line, !cut || !lastAt);
  if (cut && lastAt) line.style.transform = `translateX(${shareOfDay(lastAt) * 100}%)`;
};

const secondsTo = (moment) => Math.max(1, Math.ceil((moment - performance.now()) / 1000));

const age = () => {
  if (!lastAt) return "";
  if (DOWN.includes(current)) return `depuis ${hm(lastAt)}`;
  return `reçu à ${hms(lastAt)}`;
};

export const connection = {
  /** A state's name, or null to keep it; `extra` is the instant of the next try, or why access is refused. */
  state(name, extra = null) {
    if (typeof extra === "number") nextTry = extra;
    if (name && name !== current) {
      const first = current === "opening";
      current = name;
      for (const act of listeners) act();
      if (SENTENCES[name] && !(first && name === "live")) announce(SENTENCES[name]);
    }
    say();
  },
  received() {
    lastAt = serverNow();
    say();
  },
  /** What is shown was heard by an earlier page, at that moment. */
  heardAt(ms) {
    lastAt = ms;
  },
  get lastAt() {
    return lastAt;
  },
  /** Once a second: only the next try counts down. */
  tick() {
    if (current === "offline") say();
  },
  onRetry(act) {
    find("[data-retry]").addEventListener("click", act);
  },
  /** Call `act` each time the state changes. */
  onState(act) {
    listeners.add(act);
  },
  get isUp() {
    return UP.includes(current);
  },
  get isRefused() {
    return current === "refused";
  },
  /** Nothing sent now would be answered. */
  get isCut() {
    return DOWN.includes(current);
  },
};
