// Verbs sent to the server, each with its key: sending the same gesture again changes nothing twice.
import { meStill, token } from "./session.js";
import { takeAnswer } from "./store.js";

const ANSWERS_WITHIN_MS = 15_000;
const kept = new Map();

/** 32 random hexadecimal characters (crypto.randomUUID needs https away from this machine). */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const CUT = "La connexion est coupée : votre geste n’est pas parti. Recommencez dès son retour.";
const FAILED = "Le serveur n’a pas pu répondre. Recommencez dans un instant.";
const SIGNED_OUT = "Votre session est terminée : reconnectez-vous, puis recommencez.";

const send = (path, body, key, within) =>
  fetch(`/api/v1/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token(), "Idempotency-Key": key },
    body,
    signal: AbortSignal.timeout(within),
  });

/**
 * POST a body once. Gives `{status, said, after}`, status 0 when nobody answered and 401 when the person of this page is
 * no longer who is signed in; `after` is the number of seconds the server asks to wait. A page older than its session
 * takes the new token and sends again.
 */
export const post = async (path, body, key, within = ANSWERS_WITHIN_MS) => {
  try {
    let answer = await send(path, body, key, within);
    if (answer.status === 403) {
      if (!(await meStill())) return { status: 401, said: { detail: SIGNED_OUT } };
      answer = await send(path, body, key, within);
    }
    return { status: answer.status, said: await read(answer), after: Number(answer.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0, said: { error: "cut", detail: CUT } };
  }
};

const read = async (answer) => {
  const type = answer.headers.get("Content-Type") ?? "";
  return type.includes("json") ? answer.json() : { error: "failed", detail: FAILED };
};

/**
 * POST a verb that waits for its answer (the others go through the queue). Gives `{ok, body}` or `{ok: false, error,
 * detail}` with a French sentence. A gesture that got no answer keeps its key, so that pressing again cannot act twice.
 */
export const act = async (path, facts = {}) => {
  const body = JSON.stringify(facts);
  const gesture = `${path} ${body}`;
  const key = kept.get(gesture) ?? newKey();
  kept.set(gesture, key);
  const { status, said } = await post(path, body, key);
  if (status && status < 500) kept.delete(gesture);
  if (status >= 200 && status < 300) return { ok: true, body: said };
  return refusal(status === 401 ? { ...said, detail: SIGNED_OUT } : said);
};

/** A refusal as the screen says it; a stale airing brings its present state along. */
export const refusal = ({ error, detail, item }) => {
  if (error === "stale_version" && item) takeAnswer(item);
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
