// What is said without being looked at: the next airing when it changes (to a screen reader), and how many airings are late
// (in the title of the tab).
import { setText } from "./dom.js";
import { find } from "./page.js";
import { currentPlan, isLate } from "./plan.js";
import { hms } from "./words.js";

const title = document.title;
let known;

const sayNext = (next) => {
  const id = next?.item.id ?? null;
  const first = known === undefined;
  if (id === known) return;
  known = id;
  if (first || !next) return;
  setText(find("[data-next-said]"), `Prochain passage : ${next.item.title}, ${next.item.client ?? "BF1"}, à ${hms(next.startsAt)}.`);
};

export const say = ({ next, at }) => {
  sayNext(next);
  const late = currentPlan().rows.filter((row) => isLate(row, at)).length;
  const wanted = late ? `(${late}) ${title}` : title;
  if (document.title !== wanted) document.title = wanted;
};
