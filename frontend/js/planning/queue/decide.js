// A refused gesture before the person who made it: mine, theirs, who and when. Nothing is sent without a press.
import { announce } from "../../announce.js";
import { sentenceOf } from "../acts.js";
import { setHidden, setText } from "../dom.js";
import { correctAiring } from "../gestures.js";
import { find, page } from "../page.js";
import { currentPlan } from "../plan.js";
import { isSettled, store } from "../store.js";
import { LOOKS, REASONS, dayHm, hms } from "../words.js";
import { forget } from "./queue.js";
import { sendSoon } from "./replay.js";
import { meant } from "./shown.js";

const MEANT = { confirm: "Confirmer la diffusion", miss: "Déclarer manqué", preempt: "Déclarer remplacé", undo: "Annuler le geste précédent" };
const DID = { confirm: "confirmé", miss: "déclaré manqué", preempt: "remplacé", undo: "annulé le geste", correct: "corrigé", cancel: "retiré du conducteur", move: "déplacé", book: "placé" };
const TOO_LATE = ["undo_window_expired", "day_closed"];

let open = null;
const dialog = () => find("#pl-decide");
const say = (name, text) => {
  const element = dialog().querySelector(`[data-${name}]`);
  setText(element, text);
  setHidden(element, !text);
};

/** The airing as it is now, as far as this screen knows. */
const presently = (act) => store.items.get(act.airing) ?? act.theirs;

export const openDecision = async (act) => {
  open = act;
  const item = presently(act);
  say("title", `« ${act.title} » : à vous de décider`);
  say("refusal", act.detail);
  say("my-verb", MEANT[act.verb]);
  say("my-when", `Geste fait à ${onDay(act, act.madeAt)}${act.facts.aired_at ? `, antenne à ${hms(Date.parse(act.facts.aired_at))}` : ""}`);
  say("my-why", why(act.facts));
  sayTheirs(act, item);
  say("advice", advice(act, item));
  say("error", "");
  buttons(act, item);
  dialog().showModal();
  await askHistory(act);
};

const onDay = (act, at) => (act.day === page.day ? hms(at) : dayHm(at));
const why = ({ reason, note }) => [reason && reason !== "aired_ok" && REASONS[reason], note].filter(Boolean).join(" : ");

const sayTheirs = (act, item) => {
  const look = LOOKS[item?.status];
  say("their-state", look ? `Maintenant ${look.word}` : "N’est plus au conducteur");
  say("their-who", item?.acted_by ?? "");
  say("their-why", item ? why(item) : "");
};

/** Who did it and when: the journal knows; without an answer what the screen knows stands. */
const askHistory = async (act) => {
  const answer = await fetch(`/api/v1/airings/${act.airing}/acts`).catch(() => null);
  if (!answer?.ok || open !== act) return;
  const [last] = (await answer.json()).items;
  if (!last) return;
  say("their-who", `${last.by ?? "Le système"} a ${DID[last.verb] ?? "agi"} à ${onDay(act, Date.parse(last.at))}`);
  say("their-why", why(last));
};

const advice = (act, item) => {
  if (!TOO_LATE.includes(act.error)) return "";
  if (item && page.mayCorrect) return "Le délai est passé. Si votre geste disait vrai, corrigez le passage.";
  return "Le délai est passé. Si votre geste disait vrai, demandez à un administrateur de corriger le passage.";
};

const mayApply = (act, item) => {
  if (!item || TOO_LATE.includes(act.error)) return false;
  return act.verb === "undo" ? isSettled(item) : item.status === "planned";
};

const mayCorrect = (act, item) =>
  page.mayCorrect && currentPlan().byId.has(act.airing) && ["aired", "missed"].includes(item?.status) && meant(act) !== item.status;

const buttons = (act, item) => {
  const applies = mayApply(act, item);
  setHidden(dialog().querySelector("[data-apply]"), !applies);
  setHidden(dialog().querySelector("[data-correct]"), applies || !mayCorrect(act, item));
  const isTheirs = item?.acted_by && item.acted_by !== page.me;
  setText(dialog().querySelector("[data-leave]"), isTheirs ? "Garder leur version" : "Laisser en l’état");
};

const leaveTheirs = async () => {
  await forget(open);
  dialog().close();
  announce(`« ${open.title} » reste comme il est.`);
};

/** Sent again on the present version, with a key of its own: a person has decided. */
const applyMine = async () => {
  const { number, key, body, error, detail, theirs, ...act } = open;
  const answer = await sendSoon({ ...act, version: presently(open).version });
  if (!answer.ok) {
    sayTheirs(open, presently(open));
    buttons(open, presently(open));
    return say("error", sentenceOf(answer));
  }
  await forget(open);
  dialog().close();
  announce(`Votre geste sur « ${open.title} » est appliqué.`);
};

const correct = () => {
  const act = open;
  dialog().close();
  correctAiring(currentPlan().byId.get(act.airing), () => forget(act));
};

export const wireDecide = () => {
  dialog().querySelector("[data-leave]").addEventListener("click", leaveTheirs);
  dialog().querySelector("[data-apply]").addEventListener("click", applyMine);
  dialog().querySelector("[data-correct]")?.addEventListener("click", correct);
};
