// What the planning screen keeps on this computer for a reload on a cut line (planning/keep.js) is one person's, in caches
// named "person/day". Control-room computers are shared: any page of nobody or of somebody else erases it, and so does the
// press that signs out, whatever page comes next.

const mayKeep = "caches" in window; // only over https, or on this machine
const tabs = new BroadcastChannel("kept");

export const cacheOf = (person, day) => `${person}/${day}`;

/** Erase the caches for which `isToGo(person, day)`. */
export const erase = async (isToGo) => {
  const names = mayKeep ? await caches.keys() : [];
  await Promise.all(names.filter((name) => isToGo(...name.split("/"))).map((name) => caches.delete(name)));
};

/** Call `act` when somebody signs out in another tab. */
export const onSignOut = (act) => tabs.addEventListener("message", act);

const signingOut = ({ target }) => {
  if (!target.getAttribute("action")?.endsWith("/logout/")) return;
  tabs.postMessage("sign-out");
  erase(() => true);
};

const { person: present } = document.documentElement.dataset;
erase((person) => person !== present);
document.addEventListener("submit", signingOut);
