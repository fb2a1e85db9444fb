// The keyboard with something in hand: arrows go from break to break, with Alt from rank to rank; Enter sets down, Escape
// puts back, the page keys look at another day. G takes the row in hand; Alt and an arrow reorder it at once.
import { bringToView } from "../list.js";
import { sectionOf } from "../break.js";
import { page } from "../page.js";
import { currentPlan } from "../plan.js";
import { askPlace } from "../place.js";
import { elementOf } from "../row.js";
import { aim, complain, hand, putBack, setDown, take, verdictAt } from "./hand.js";
import { ofRow } from "./things.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const DAYS = { PageDown: 1, PageUp: -1 };

const rowInHand = () => currentPlan().byId.get(document.activeElement?.closest?.("[data-row]")?.dataset.row);
const rowsOf = (id) => currentPlan().breaks.find(({ place }) => place.id === id)?.rows ?? [];

/** The next break that has not begun; it comes into view. */
const stepBreak = (step) => {
  const ahead = currentPlan().breaks.filter(({ place }) => verdictAt(place.id)?.error !== "break_started");
  const at = ahead.findIndex(({ place }) => place.id === hand.target);
  const next = ahead[Math.min(Math.max(at + step, 0), ahead.length - 1)];
  if (!next) return;
  aim(next.place.id);
  bringToView(sectionOf(next.place.id), "nearest");
};

const stepRank = (step) => {
  const others = rowsOf(hand.target).filter(({ item }) => item.id !== hand.thing.key);
  const own = rowsOf(hand.target).find(({ item }) => item.id === hand.thing.key);
  const from = hand.rank ?? own?.item.rank ?? others.length + 1;
  aim(hand.target, Math.min(Math.max(from + step, 1), others.length + 1));
};

/** One rank up or down for the row in hand, at once. */
const reorder = async (row, step) => {
  const rank = row.item.rank + step;
  if (rank < 1 || rank > rowsOf(row.place.id).length) return;
  const answer = await ofRow(row).setDown({ place: row.place.id, rank });
  if (!answer.ok) complain(answer.detail);
};

export const otherDay = (step = 0) => {
  const { thing } = hand;
  if (!thing) return;
  const day = new Date(Date.parse(page.day) + step * 86_400_000).toISOString().slice(0, 10);
  putBack();
  askPlace({ thing, day });
};

/** Set down, then the focus goes where the work goes on: the row that moved. */
const setDownAndStay = async () => {
  const { moves } = hand.thing;
  const item = await setDown();
  if (item && moves) requestAnimationFrame(() => elementOf(item.id)?.querySelector("button").focus());
};

const carrying = (event) => {
  const { key, altKey } = event;
  if (STEPS[key]) return altKey ? stepRank(STEPS[key]) : stepBreak(STEPS[key]);
  if (DAYS[key]) return otherDay(DAYS[key]);
  if (key === "Escape") return putBack("Reposé : rien n’a changé.");
  if (key === "Enter" && !event.target.closest("[data-hand]")) return setDownAndStay();
  return false;
};

const empty = ({ key, altKey }) => {
  const row = rowInHand();
  if (row?.item.status !== "planned") return false;
  if (altKey && STEPS[key]) return reorder(row, STEPS[key]);
  if (key === "g" && !altKey) return take(ofRow(row));
  return false;
};

export const wireReach = () =>
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("dialog[open], input, textarea, select")) return;
      if ((hand.thing ? carrying(event) : empty(event)) === false) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
