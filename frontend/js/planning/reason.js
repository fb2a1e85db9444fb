// The dialog that asks why: a problem on an airing, a removal, a correction, a break replaced or cancelled.
import { announce } from "../announce.js";
import { setHidden, setText } from "./dom.js";
import { find, findAll } from "./page.js";
import { sentenceOf } from "./acts.js";

// What may have become of an airing with a problem: the button, the reason it starts with, the reasons that make no sense.
const OUTCOMES = {
  miss: { button: "Déclarer manqué", reason: "did_not_air", without: ["preempted"] },
  preempt: { button: "Déclarer remplacé", reason: "preempted", without: [] },
  confirm: { button: "Confirmer avec l’écart", reason: "duration_discrepancy", without: ["did_not_air", "missing_content", "preempted"] },
  // Still to come: nothing has happened on air, and no reason is likelier than another.
  cancel: { reason: "", without: ["did_not_air", "joined_in_progress", "duration_discrepancy", "content_discrepancy"] },
};
let current = null;
const part = (name) => find(`#pl-reason ${name}`);

/**
 * Ask for a reason. `asked` is `{title, airing, effect, button, said, verb, reason, send(verb, facts)}`. Without `verb` it is a
 * problem: the person says what became of the airing and how much it weighs; `effect(verb)` then gives the sentence, and
 * `mayConfirm` whether it may already be said to have aired. `send` gives an answer of the API; a refusal is shown here and
 * nothing is lost.
 */
export const askReason = (asked) => {
  current = asked;
  find("#pl-reason").dataset.airing = asked.airing ?? "";
  part("form").reset();
  setText(part("[data-title]"), asked.title);
  setText(part("[data-error]"), "");
  for (const each of findAll("#pl-reason [data-of-a-problem]")) setHidden(each, Boolean(asked.verb));
  part("[value=confirm]").disabled = !asked.mayConfirm;
  showOutcome();
  find("#pl-reason").showModal();
};

const verb = () => current.verb ?? part("[name=verb]:checked").value;

/** The words of the outcome in hand, and the reasons it may have. */
const showOutcome = () => {
  const outcome = { without: [], ...OUTCOMES[verb()], ...current };
  for (const option of part("select").options) setHidden(option, outcome.without.includes(option.value));
  part("select").value = outcome.reason;
  setText(part("[data-send]"), outcome.button);
  setText(part("[data-effect]"), typeof current.effect === "function" ? current.effect(verb()) : (current.effect ?? ""));
};

const factsOf = (form) => {
  const { reason, note, severity } = Object.fromEntries(new FormData(form));
  return { reason, ...(note && { note }), ...(!current.verb && severity && { severity }) };
};

const submit = async (event) => {
  event.preventDefault();
  if (!part("select").value) return setText(part("[data-error]"), "Choisissez un motif.");
  part("[data-send]").disabled = true;
  const answer = await current.send(verb(), factsOf(event.target));
  part("[data-send]").disabled = false;
  if (!answer.ok) return setText(part("[data-error]"), sentenceOf(answer));
  find("#pl-reason").close();
  announce(answer.queued ? `${current.said} Cela part au retour du réseau.` : (current.said ?? "C’est noté."));
};

export const wireReason = () => {
  part("form").addEventListener("submit", submit);
  find("#pl-reason").addEventListener("change", ({ target }) => {
    if (target.name === "verb") showOutcome();
  });
};
