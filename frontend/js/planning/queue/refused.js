// A gesture refused after the person had gone on to something else: kept until somebody decides, with what the server
// said and the airing as it was then. What followed it on the same airing is folded into one intention.
import { announce } from "../../announce.js";
import { page } from "../page.js";
import { store } from "../store.js";
import { become, forget, unsentOn } from "./queue.js";
import { meant } from "./shown.js";

const SENTENCES = { not_found: "Ce passage n’existe plus, ou ne vous est plus ouvert." };

/** Leave to a person what the server refused. */
export const refuse = async (act, { error, detail, item }) => {
  const acts = [act, ...unsentOn(act.airing).filter(({ key }) => key !== act.key)];
  const last = acts.at(-1);
  const theirs = item ?? store.items.get(act.airing) ?? act.theirs;
  if (undoesItself(acts) || isSoAlready(last, theirs)) return settled(acts, last);
  await become(last, (kept) => ({ ...kept, state: "refused", error, detail: SENTENCES[error] ?? detail, theirs }));
  if (acts.length > 1) await forget(...acts.slice(0, -1));
  announce(`À décider : votre geste sur « ${act.title} » n’a pas été accepté.`);
};

const undoesItself = (acts) => acts.length > 1 && acts.at(-1).verb === "undo";

/** The same person has done the same from elsewhere; or what was to be undone is already undone. */
const isSoAlready = (act, item) =>
  item?.status === meant(act) && (act.verb === "undo" || item.acted_by === page.me);

const settled = async (acts, { title }) => {
  await forget(...acts);
  announce(`« ${title} » est déjà dans l’état que vous vouliez.`);
};
