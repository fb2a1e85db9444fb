// Several rows at once: Shift and the arrows, Ctrl and a press, or a long press on touch. The bar acts on them together.
import { announce } from "../../announce.js";
import { setHidden, setText } from "../dom.js";
import { moveSelection, selectedId } from "../list.js";
import { find, page } from "../page.js";
import { currentPlan } from "../plan.js";
import { elementOf } from "../row.js";
import { onChange } from "../store.js";
import { plural } from "../words.js";
import { hand } from "./hand.js";

const chosen = new Set();

/** The rows chosen, in the order of the day. */
export const chosenRows = () => currentPlan().rows.filter(({ item }) => chosen.has(item.id));

const draw = () => {
  for (const id of chosen) if (!currentPlan().byId.has(id)) chosen.delete(id);
  for (const { item } of currentPlan().rows) elementOf(item.id)?.classList.toggle("is-chosen", chosen.has(item.id));
  page.root.classList.toggle("has-chosen", chosen.size > 0);
  setHidden(find("[data-chosen]"), chosen.size === 0);
  setText(find("[data-chosen-count]"), plural(chosen.size, "passage", "passages"));
};

const changedTo = (sentence) => {
  draw();
  announce(`${sentence} ${plural(chosen.size, "passage choisi", "passages choisis")}.`);
};

const toggle = (id) => {
  const row = currentPlan().byId.get(id);
  if (!row) return;
  if (!chosen.delete(id)) chosen.add(id);
  changedTo(`« ${row.item.title} » ${chosen.has(id) ? "choisi" : "laissé"}.`);
};

export const chooseNone = () => {
  chosen.clear();
  draw();
};

/** What a long press on a row chooses. */
export const chooseThing = ({ key }) => toggle(key);

const extend = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && chosen.size && !hand.thing && !event.target.closest("dialog[open], input")) {
    event.stopImmediatePropagation();
    chooseNone();
    return announce("Plus rien n’est choisi.");
  }
  if (!step || !event.shiftKey || !selectedId() || hand.thing) return null;
  event.preventDefault();
  event.stopImmediatePropagation();
  chosen.add(selectedId());
  moveSelection(step, null);
  chosen.add(selectedId());
  return changedTo(`« ${currentPlan().byId.get(selectedId()).item.title} ».`);
};

/** Ctrl and a press; on touch, once something is chosen, a press alone. */
const press = (event) => {
  const row = event.target.closest("[data-row]");
  const adds = event.ctrlKey || event.metaKey || (chosen.size > 0 && event.pointerType === "touch");
  if (!row || !adds || hand.thing) return;
  event.preventDefault();
  event.stopPropagation();
  toggle(row.dataset.row);
};

export const wireSelect = () => {
  document.addEventListener("keydown", extend, { capture: true });
  find("[data-breaks]").addEventListener("click", press, { capture: true });
  find("[data-choose-none]").addEventListener("click", chooseNone);
  onChange(() => chosen.size && draw());
};
