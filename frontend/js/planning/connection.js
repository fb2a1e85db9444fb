// How this screen is connected, always said: en direct, reprise, hors ligne depuis 19:42. One box, so nothing jumps.
import { serverNow } from "../clock.js";
import { announce } from "../announce.js";
import { setHidden, setText } from "./dom.js";
import { find, page, shareOfDay } from "./page.js";
import { hm, hms } from "./words.js";

const WORDS = {
  opening: "connexion",
  live: "en direct",
  resuming: "reprise",
  polling: "reprise",
  offline: "hors ligne",
  refused: "accès fermé",
};
const SENTENCES = {
  live: "L’écran est de nouveau en direct.",
  offline: "L’écran est hors ligne : ce qui est affiché peut avoir changé.",
  refused: "Votre accès à ce conducteur est fermé. Reconnectez-vous.",
};

let current = "opening";
let lastAt = null;
let nextTry = null;

const say = () => {
  const tag = find("[data-connection]");
  tag.dataset.connection = current;
  setText(tag.querySelector("[data-connection-word]"), WORDS[current]);
  setText(tag.querySelector("[data-connection-age]"), age());
  const cut = current === "offline" || current === "refused";
  page.root.toggleAttribute("data-offline", cut);
  setHidden(find("[data-cut]"), !cut);
  setText(find("[data-cut-since]"), lastAt ? `Données de ${hm(lastAt)}.` : "Aucune donnée reçue.");
  setText(find("[data-cut-next]"), nextTry ? `nouvel essai dans ${secondsTo(nextTry)} s` : "");
  const line = find("[data-last-line]");
  setHidden(line, !cut || !lastAt);
  if (cut && lastAt) line.style.transform = `translateX(${shareOfDay(lastAt) * 100}%)`;
};

const secondsTo = (moment) => Math.max(1, Math.ceil((moment - Date.now()) / 1000));

const age = () => {
  if (!lastAt) return "";
  if (current === "offline" || current === "refused") return `depuis ${hm(lastAt)}`;
  return `reçu à ${hms(lastAt)}`;
};

export const connection = {
  /** A state's name, or null to keep it; `extra` is the instant of the next try, or why access is refused. */
  state(name, extra = null) {
    if (typeof extra === "number") nextTry = extra;
    if (name && name !== current) {
      const first = current === "opening";
      current = name;
      if (SENTENCES[name] && !first) announce(SENTENCES[name]);
    }
    say();
  },
  received() {
    lastAt = serverNow();
    say();
  },
  /** Once a second: only the next try counts down. */
  tick() {
    if (current === "offline") say();
  },
  onRetry(act) {
    find("[data-retry]").addEventListener("click", act);
  },
  get isLive() {
    return current === "live" || current === "polling";
  },
};
