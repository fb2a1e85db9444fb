// Where the address points: #ecran-<id> a break, #passage-<id> an airing, whose sheet opens (a notification leads there).
import { sectionOf } from "./break.js";
import { bringToView, showRow } from "./list.js";
import { currentPlan } from "./plan.js";
import { openAiring } from "./sheets.js";

const toBreak = (id) => {
  const section = sectionOf(id);
  bringToView(section, "start");
  return section;
};

const toAiring = (id) => {
  const row = currentPlan().byId.get(id);
  if (!row) return null;
  showRow(row);
  openAiring(id);
  return row;
};

const ways = { ecran: toBreak, passage: toAiring };

/** Go there; whether the address points at something of this day. */
export const goWhereTheAddressPoints = () => {
  const [, kind, id] = location.hash.match(/^#(ecran|passage)-(.+)$/) ?? [];
  return Boolean(kind && ways[kind](id));
};

addEventListener("hashchange", goWhereTheAddressPoints);
