// Late airings at hand: in "À régler" they are settled one after the other, by a press or a key: C went out when expected,
// N did not air. Both may be undone like any other act.
import { announce } from "../announce.js";
import { serverNow } from "../clock.js";
import { recorded } from "./aired.js";
import { complain, doTo } from "./acts.js";
import { setHidden, setText } from "./dom.js";
import { askedFor, keeps } from "./filters.js";
import { selectedId, showRow } from "./list.js";
import { find } from "./page.js";
import { currentPlan, isLate } from "./plan.js";
import { onChange } from "./store.js";
import { hms, plural } from "./words.js";

const lateRows = () => {
  const at = serverNow();
  return currentPlan().rows.filter((row) => isLate(row, at) && keeps(row, at));
};

let named = null; // the airing the bar names, which its buttons act on

/** The late row in hand, else the one the bar names, else the one that waits longest. */
const inHand = (rows) => {
  const of = (id) => rows.find(({ item }) => item.id === id);
  return of(selectedId()) ?? of(named) ?? rows[0];
};

const draw = () => {
  const rows = askedFor("show") === "owing" ? lateRows() : [];
  setHidden(find("[data-late]"), rows.length === 0);
  const row = rows.length ? inHand(rows) : null;
  named = row?.item.id ?? null; // the keys act on nothing that is not shown
  if (!row) return;
  setText(find("[data-late-count]"), plural(rows.length, "passage en retard", "passages en retard"));
  setText(find("[data-late-what]"), `${row.item.title}, ${row.item.client ?? "BF1"}, ${hms(row.startsAt)}`);
};

const settling = new Set();

/** What is sent is what the bar named when it was pressed; the next one need not wait for the answer. */
const settle = (verb, facts, word) => async () => {
  const row = lateRows().find(({ item }) => item.id === named);
  if (!row || settling.has(row.item.id)) return;
  settling.add(row.item.id);
  const answer = await doTo(row.item, verb, facts(row));
  settling.delete(row.item.id);
  if (!answer.ok) return complain(answer);
  announce(`« ${row.item.title} » : ${word(row)}.`);
  const next = lateRows().find(({ item, startsAt }) => item.id !== row.item.id && startsAt >= row.startsAt);
  if (next) showRow(next);
};

export const wireLate = () => {
  const aired = settle("confirm", recorded, (row) => `confirmé à ${hms(row.startsAt)}, heure prévue`);
  const missed = settle("miss", () => ({ reason: "did_not_air" }), () => "déclaré manqué");
  find("[data-late-aired]").addEventListener("click", aired);
  find("[data-late-missed]").addEventListener("click", missed);
  find("[data-breaks]").addEventListener("focusin", draw);
  onChange(draw);
};
