// The dialog that asks why: a problem on an airing, a removal, a correction, a break replaced or cancelled.
import { announce } from "../announce.js";
import { setHidden, setText } from "./dom.js";
import { find } from "./page.js";
import { sentenceOf } from "./acts.js";

let current = null;

/**
 * Ask for a reason. `asked` is `{title, effect, button, said, verb, reason, send(verb, facts)}`; without `verb` the person
 * chooses between missed and replaced. `send` gives an answer of the API; a refusal is shown here and nothing is lost.
 */
export const askReason = (asked) => {
  current = asked;
  const dialog = find("#pl-reason");
  dialog.querySelector("form").reset();
  setText(dialog.querySelector("[data-title]"), asked.title);
  setText(dialog.querySelector("[data-effect]"), asked.effect ?? "");
  setText(dialog.querySelector("[data-error]"), "");
  setHidden(dialog.querySelector("[data-verbs]"), Boolean(asked.verb));
  dialog.querySelector("select").value = asked.reason ?? "did_not_air";
  sayButton();
  dialog.showModal();
};

const verb = () => current.verb ?? find("#pl-reason").querySelector("[name=verb]:checked").value;
const WORDS = { miss: "Déclarer manqué", preempt: "Déclarer remplacé" };
const sayButton = () => setText(find("#pl-reason [data-send]"), current.button ?? WORDS[verb()]);

const submit = async (event) => {
  event.preventDefault();
  const dialog = find("#pl-reason");
  const button = dialog.querySelector("[data-send]");
  const { reason, note } = Object.fromEntries(new FormData(event.target));
  button.disabled = true;
  const answer = await current.send(verb(), note ? { reason, note } : { reason });
  button.disabled = false;
  if (!answer.ok) return setText(dialog.querySelector("[data-error]"), sentenceOf(answer));
  dialog.close();
  announce(current.said ?? "C’est noté.");
};

export const wireReason = () => {
  const dialog = find("#pl-reason");
  dialog.querySelector("form").addEventListener("submit", submit);
  dialog.addEventListener("change", ({ target }) => {
    if (target.name !== "verb") return;
    dialog.querySelector("select").value = target.value === "preempt" ? "preempted" : "did_not_air";
    sayButton();
  });
};
