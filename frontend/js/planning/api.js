// One verb, sent with its key: sending the same gesture again changes nothing twice.
import { changed, store, takeAnswer } from "./store.js";

const token = document.querySelector("meta[name=csrf-token]").content;
const kept = new Map();

/** 32 random hexadecimal characters (crypto.randomUUID needs https away from this machine). */
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const CUT = "La connexion est coupée : votre geste n’est pas parti. Recommencez dès son retour.";
const FAILED = "Le serveur n’a pas pu répondre. Recommencez dans un instant.";

const send = (path, body, key) =>
  fetch(`/api/v1/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, "Idempotency-Key": key },
    body,
  });

const read = async (answer) => {
  const type = answer.headers.get("Content-Type") ?? "";
  return type.includes("json") ? answer.json() : { error: "failed", detail: FAILED };
};

const signInAgain = () => location.assign(`/login/?next=${encodeURIComponent(location.pathname + location.search)}`);

/**
 * POST a verb. Gives `{ok, body}` or `{ok: false, error, detail}` with a French sentence. A gesture that got no answer
 * keeps its key, so that pressing again cannot act twice. A stale airing brings its present state to the screen.
 */
export const act = async (path, facts = {}) => {
  const body = JSON.stringify(facts);
  const gesture = `${path} ${body}`;
  const key = kept.get(gesture) ?? newKey();
  kept.set(gesture, key);
  const answer = await send(path, body, key).catch(() => null);
  if (!answer) return { ok: false, error: "cut", detail: CUT };
  const said = await read(answer);
  if (answer.status < 500) kept.delete(gesture);
  if (answer.status === 401) signInAgain();
  if (!answer.ok) return refusal(said);
  return { ok: true, body: said };
};

const refusal = ({ error, detail, item }) => {
  if (error === "stale_version" && item) {
    takeAnswer(item);
    changed();
  }
  return { ok: false, error, detail: detail ?? FAILED, item: item ?? null };
};

/** Every item of a list, page after page. Throws when the server cannot be reached or refuses. */
export const listOf = async (path) => {
  const items = [];
  for (let number = 1; ; number += 1) {
    const answer = await fetch(`/api/v1/${path}&page_size=200&page=${number}`);
    const said = await read(answer);
    if (!answer.ok) throw new Error(said.detail ?? FAILED);
    items.push(...said.items);
    if (items.length >= said.count || said.items.length === 0) return items;
  }
};

export const versionOf = (id) => store.items.get(id)?.version;
