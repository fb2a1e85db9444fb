// Who is signed in on this computer now, beside who was when the page was made: a page left open outlives its session.
import { page } from "./page.js";

const meta = document.querySelector("meta[name=csrf-token]");

/** The token that proves a POST comes from our pages. */
export const token = () => meta.content;

/** Where one signs in again and comes back to this very day. */
export const signInPath = () => `/login/?next=${encodeURIComponent(location.pathname + location.search)}`;

/** Whether the person of this page is still signed in; takes the session's present token. Throws when nobody answers. */
export const meStill = async () => {
  const answer = await fetch(location.pathname + location.search, { signal: AbortSignal.timeout(6000) });
  if (answer.status >= 500) throw new Error(`planning : ${answer.status}`);
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (now.querySelector("[data-planning]")?.dataset.myId !== page.myId) return false;
  meta.content = now.querySelector("meta[name=csrf-token]").content;
  return true;
};
