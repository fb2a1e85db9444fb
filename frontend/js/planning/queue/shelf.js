// Gestures not yet answered, kept in this browser (IndexedDB): they outlive a reload and a closed tab. What the browser
// refuses to write (a private window, a full disk) is held for as long as the tab is open, and `isKept` says so.
import { openDB } from "idb";

const open = () =>
  openDB("spot-planning", 1, { upgrade: (made) => made.createObjectStore("acts", { keyPath: "number", autoIncrement: true }) });

let opened = null;
const held = new Map(); // by number: what the disk should say, null for what it should no longer have
const AFTER_THE_DISK = 1e9; // held acts come after those on the disk
let isFull = false;

/** What `work(db)` gives, or, when the browser refuses, what `otherwise()` gives. */
const onDisk = async (work, otherwise) => {
  try {
    opened ??= open();
    return await work(await opened);
  } catch (error) {
    console.warn("Ce navigateur ne garde rien :", error);
    isFull = true;
    return otherwise();
  }
};

/** Whether everything so far is on the disk. */
export const isKept = () => !isFull;

/** Everybody's acts on this computer, oldest first. */
export const allActs = async () => {
  const written = await onDisk((db) => db.getAll("acts"), () => []);
  const acts = new Map([...written.map((act) => [act.number, act]), ...held]);
  return [...acts.values()].filter(Boolean).sort((one, other) => one.number - other.number);
};

/** An act is never written after one that is only held: it would be sent before it. */
export const add = async (act) => {
  const hold = () => held.set(AFTER_THE_DISK + held.size, { ...act, number: AFTER_THE_DISK + held.size });
  return held.size ? hold() : onDisk((db) => db.add("acts", act), hold);
};

/** Make an act what `how(act)` gives, or nothing when that is null, in one step for all tabs. Gives what it has become. */
export const change = async (number, how) => (held.has(number) ? changeHeld(number, held.get(number), how) : changeWritten(number, how));

const changeHeld = (number, act, how) => {
  held.set(number, (act && how(act)) || null);
  return held.get(number);
};

const changeWritten = async (number, how) => {
  let act;
  const write = async (db) => {
    const transaction = db.transaction("acts", "readwrite");
    act = await transaction.store.get(number);
    const changed = (act && how(act)) || null;
    const asked = changed ? transaction.store.put(changed) : transaction.store.delete(number);
    await Promise.all([asked, transaction.done]);
    return changed;
  };
  return onDisk(write, () => changeHeld(number, act, how));
};

export const erase = (act) => change(act.number, () => null);
