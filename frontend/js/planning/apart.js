// Parts of the screen that come after it. The line may be cut when they are wanted: nothing breaks, and they are asked again.
import { connection } from "./connection.js";
import { find } from "./page.js";

let bringing = null;

/** Dialogs that no cut line needs, and what placing draws with: asked once, put beside the others. */
const bringDialogs = async () => {
  const holder = find("[data-dialogs]");
  if (!holder.dataset.dialogs) return; // a wall has them all
  const answer = await fetch(holder.dataset.dialogs);
  if (!answer.ok || answer.redirected) throw new Error(`${holder.dataset.dialogs} : ${answer.status}`);
  holder.insertAdjacentHTML("beforeend", await answer.text());
};

/** What `load` brings, once its dialogs are on the page. */
export const withDialogs = async (load) => {
  bringing ??= bringDialogs();
  await bringing.catch((error) => {
    bringing = null;
    throw error;
  });
  return load();
};

/** What `load` brings, or null when nobody answers. */
export const orNothing = (load) => load().catch(() => null);

/** Bring a part in the background and do `then` with it, now or when the line has returned. */
export const whenItComes = async (load, then) => {
  const part = await orNothing(load);
  if (part) return then(part);
  let asked = false;
  connection.onState(async () => {
    if (asked || !connection.isUp) return;
    asked = true;
    const later = await orNothing(load);
    if (later) then(later);
    else asked = false;
  });
};
