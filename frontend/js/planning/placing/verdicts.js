// What each break of a day would answer, as the server says. Asked when a thing is looked at, so that it is there when it
// is picked up; an answer is only as old as the day it was asked of.
import { page } from "../page.js";
import { store } from "../store.js";

const KEPT_MS = 10_000;
const kept = new Map();

const ask = async (query) => {
  const answer = await fetch(`/api/v1/planning/verdicts?${query}`, { headers: { Accept: "application/json" } });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.detail);
  return new Map(said.items.map((verdict) => [verdict.break, verdict]));
};

/** A verdict in a few words: "entre, reste 12 s", "manque 8 s", "concurrent : Moov’Ouaga". */
export const wordOf = ({ fits, word }) => (fits ? `entre, ${word}` : word);

/** The verdicts of a day by break. Throws the server's sentence when it cannot say. */
export const verdictsOf = (thing, { day = page.day, position = thing.position, gratis = false } = {}) => {
  const query = `day=${day}&${thing.query}${position ? `&position=${position}` : ""}${gratis ? "&gratis=true" : ""}`;
  const now = performance.now();
  const known = kept.get(query);
  if (known && known.seq === store.seq && now - known.at < KEPT_MS) return known.asked;
  for (const [old, { at }] of kept) if (now - at > KEPT_MS) kept.delete(old);
  const asked = ask(query);
  kept.set(query, { asked, seq: store.seq, at: now });
  asked.catch(() => kept.delete(query));
  return asked;
};
