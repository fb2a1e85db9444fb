// One act on every chosen row, in the order of the day, each by its own verb; then one report: what was done, what was
// refused and why. Nothing is passed over in silence.
import { announce } from "../../announce.js";
import { toast } from "../../toasts.js";
import { doTo, sentenceOf } from "../acts.js";
import { recorded } from "../aired.js";
import { setText } from "../dom.js";
import { find } from "../page.js";
import { askPlace } from "../place.js";
import { mayConfirm } from "../plan.js";
import { askReason } from "../reason.js";
import { hms, plural } from "../words.js";
import { chooseNone, chosenRows } from "./select.js";
import { ofRow } from "./things.js";

/** Do `verb(row)` to each row, one after the other. */
const each = async (rows, verb, word) => {
  const refused = [];
  let queued = 0;
  for (const row of rows) {
    const answer = await verb(row);
    if (!answer.ok) refused.push({ row, sentence: sentenceOf(answer) });
    if (answer.queued) queued += 1;
  }
  const done = rows.length - refused.length;
  const said = [plural(done, `passage ${word}`, `passages ${word}s`), queued && `dont ${queued} en file`, refused.length && plural(refused.length, "refusé", "refusés")];
  requestAnimationFrame(() => report(`${said.filter(Boolean).join(", ")}.`, refused)); // once the dialog that asked is closed
  return { ok: true, body: {} };
};

const report = (sentence, refused) => {
  announce(sentence);
  chooseNone();
  if (!refused.length) return toast(sentence);
  const dialog = find("#pl-report");
  setText(dialog.querySelector("[data-title]"), sentence);
  dialog.querySelector("[data-refused]").replaceChildren(...refused.map(refusedElement));
  return dialog.showModal();
};

const refusedElement = ({ row, sentence }) => {
  const element = document.createElement("li");
  element.append(
    Object.assign(document.createElement("b"), { textContent: `${row.item.title}, ${hms(row.startsAt)}` }),
    Object.assign(document.createElement("span"), { textContent: sentence }),
  );
  return element;
};

const OWED = "Ces passages garderont leur place et devront une compensation à l’annonceur.";
const COUNT = "Ces passages compteront comme diffusés ; les administrateurs liront l’écart.";
const called = (rows) => plural(rows.length, "passage", "passages");

const ACTS = {
  confirm: (rows) => each(rows, (row) => doTo(row.item, "confirm", recorded(row)), "confirmé"),
  move: (rows) =>
    askPlace({
      several: called(rows),
      send: (place) => each(rows, (row) => ofRow(row).setDown({ place }), "déplacé"),
    }),
  cancel: (rows) =>
    askReason({
      title: `Retirer ${called(rows)} du conducteur ?`,
      effect: `${rows.reduce((sum, { item }) => sum + item.duration_seconds, 0)} s seront libres, et ces passages seront de nouveau à placer.`,
      verb: "cancel",
      button: "Retirer du conducteur",
      send: (verb, facts) => each(rows, ({ item }) => doTo(item, verb, facts), "retiré"),
    }),
  problem: (rows) =>
    askReason({
      title: `Un problème sur ${called(rows)} ?`,
      effect: (verb) => (verb === "confirm" ? COUNT : OWED),
      mayConfirm: rows.every((row) => mayConfirm(row)),
      send: (verb, facts) => each(rows, (row) => doTo(row.item, verb, verb === "confirm" ? { ...recorded(row), ...facts } : facts), "signalé"),
    }),
};

export const wireTogether = () =>
  find("[data-chosen]").addEventListener("click", ({ target }) => {
    const act = target.closest("[data-together]")?.dataset.together;
    if (act) ACTS[act](chosenRows());
  });
