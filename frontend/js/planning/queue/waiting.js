// What waits on this computer, on the page: the list of gestures to be sent, those to decide, and whose they are.
import { copyOf, order, setHidden, setText } from "../dom.js";
import { find, page } from "../page.js";
import { signInPath } from "../session.js";
import { dayHm, hms, plural } from "../words.js";
import { openDecision } from "./decide.js";
import { withdraw } from "./gesture.js";
import { ofOthers, onQueue, toDecide, waiting } from "./queue.js";
import { isSignedOut } from "./replay.js";
import { meant } from "./shown.js";
import { isKept } from "./shelf.js";

const WORDS = { aired: "diffusé", missed: "manqué", preempted: "remplacé", planned: "retour à planifié" };
const elements = new Map();

/** An act in words: "diffusé". */
export const wordOf = (act) => WORDS[meant(act)];

/** The hour of an act on its own day: "19:46:15", on another day "sam. 21, 19:46". */
export const hourOf = (act) => (act.day === page.day ? hms(act.madeAt) : dayHm(act.madeAt));

const drawList = (name, acts, draw) => {
  const section = find(`[data-${name}]`);
  setHidden(section, acts.length === 0);
  setText(section.querySelector("[data-number]"), String(acts.length));
  order(section.querySelector("ol"), acts.map(draw));
};

const element = (act, make) => {
  const known = elements.get(act.key + act.state) ?? make(act);
  elements.set(act.key + act.state, known);
  setText(known.querySelector("b"), act.title);
  setText(known.querySelector("small"), `${act.client}, ${wordOf(act)}`);
  setText(known.querySelector("time"), hourOf(act));
  return known;
};

/** Only what was never sent can be taken back; only the last gesture on an airing, those before it being its ground. */
const waitingElement = (act) => {
  const shown = element(act, () => copyOf("pl-waiting"));
  const button = shown.querySelector("button");
  const isLast = waiting().findLast(({ airing }) => airing === act.airing) === act;
  setHidden(button, act.tries > 0 || !isLast);
  button.setAttribute("aria-label", `Retirer le geste sur « ${act.title} »`);
  button.onclick = () => withdraw(act);
  return shown;
};

const decisionElement = (act) => {
  const shown = element(act, () => copyOf("pl-decision"));
  shown.querySelector("button").onclick = () => openDecision(act);
  return shown;
};

const gestures = (count) => plural(count, "geste attend", "gestes attendent");

const drawSignIn = () => {
  const count = waiting().length + toDecide().length;
  setHidden(find("[data-signed-out]"), !isSignedOut());
  setText(find("[data-signed-out] span"), count ? `Reconnectez-vous : ${gestures(count)}.` : "Reconnectez-vous pour agir.");
  find("[data-signed-out] a").href = signInPath();
};

const drawOthers = () => {
  const said = [...ofOthers()].map(([name, count]) => `${count} ${count > 1 ? "gestes" : "geste"} de ${name}`);
  setHidden(find("[data-others]"), said.length === 0);
  const verb = said.length > 1 || [...ofOthers().values()][0] > 1 ? "attendent" : "attend";
  setText(find("[data-others] span"), `${said.join(", ")} ${verb} sur ce poste, jusqu’à leur reconnexion.`);
};

export const drawWaiting = () => {
  drawList("queue", waiting(), waitingElement);
  drawList("decide", toDecide(), decisionElement);
  setHidden(find("[data-waiting]"), waiting().length + toDecide().length === 0);
  drawSignIn();
  drawOthers();
  setHidden(find("[data-unkept]"), isKept());
};

export const wireWaiting = () => onQueue(drawWaiting);
