// The hour a confirmation records: the clock's while the airing is near or on air, the expected one once its time has passed.
import { serverNow } from "../clock.js";
import { isLate } from "./plan.js";
import { hms } from "./words.js";

const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+/, "");

/** What a confirmation of this row sends besides its version. Without an hour, it is that of the press. */
export const recorded = (row) => (isLate(row, serverNow()) ? at(row.startsAt) : {});

/** The same for an hour somebody typed. */
export const at = (ms) => ({ aired_at: iso(ms) });

/** What will be recorded, in words. */
export const recordedWords = (row) =>
  isLate(row, serverNow()) ? `enregistré à ${hms(row.startsAt)}, heure prévue` : "enregistré à l’heure du geste";
