// The gestures on one airing: sent, shown as soon as the server has said yes, and said aloud. A refusal is a sentence.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { toast } from "../toasts.js";
import { act } from "./api.js";
import { find, page } from "./page.js";
import { currentPlan, nowOnAir } from "./plan.js";
import { undoable } from "./panel.js";
import { WAITS_FOR_THE_LINE, gesture } from "./queue/gesture.js";
import { store, takeAnswer } from "./store.js";
import { LOOKS } from "./words.js";

export const KEPT = "gardé sur ce poste, part au retour du réseau";

/**
 * Do a verb to an airing as this screen knows it. Gives the answer; what came back is already shown. Those that a cut line
 * does not stop answer `queued` while they wait.
 */
export const doTo = async (item, verb, facts = {}) => {
  if (WAITS_FOR_THE_LINE.has(verb)) return gesture(item, verb, facts);
  const answer = await act(`airings/${item.id}/${verb}`, { version: store.items.get(item.id)?.version ?? item.version, ...facts });
  if (answer.ok) takeAnswer(answer.body);
  return answer;
};

/** The sentence of a refusal; a stale one also says what the airing has become. */
export const sentenceOf = ({ error, detail, item }) => {
  if (error !== "stale_version" || !item) return detail;
  const who = item.acted_by && item.acted_by !== page.me ? `${item.acted_by} a agi avant vous` : "Ce passage a changé entre-temps";
  return `${who} : « ${item.title} » est maintenant ${LOOKS[item.status]?.word ?? "retiré"}.`;
};

export const complain = (answer) => {
  const sentence = sentenceOf(answer);
  toast(sentence, { error: true });
  announce(sentence);
};

/** A second press of a button whose gesture is on its way is the same press; another button's gesture stands in line behind it. */
export const once = async (button, work) => {
  if ("busy" in button.dataset) return;
  button.dataset.busy = "";
  try {
    await work();
  } finally {
    delete button.dataset.busy;
  }
};

export const undoLast = () => {
  const last = undoable(serverNow());
  if (!last) return announce("Aucun geste récent à annuler.");
  return once(find("[data-undo-last]"), async () => {
    const answer = await doTo(last.item, "undo");
    if (answer.ok) announce(`« ${last.item.title} » est de nouveau planifié${answer.queued ? ` : ${KEPT}` : ""}.`);
    else complain(answer);
  });
};

/** The break in hand: the one whose header or row has the focus, else the one on air or next. */
export const breakInHand = () => {
  const id = document.activeElement?.closest?.("[data-break]")?.dataset.break;
  const { onAir, target } = nowOnAir();
  return store.breaks.get(id) ?? (onAir ?? target)?.place ?? null;
};

/** The airing a problem is about: the row in hand, else what is on air or next. */
export const inHand = () => {
  const id = document.activeElement?.closest?.("[data-row]")?.dataset.row;
  const row = id && currentPlan().byId.get(id);
  return row ?? nowOnAir().target;
};
