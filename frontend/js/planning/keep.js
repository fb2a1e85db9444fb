// Keeps this day on this computer, so that a reload on a cut line shows it again: the page, what it is made of, and the day
// as last heard with the hour of that. The worker (entries/planning-worker.js) gives the page back; `keptDay` the day.
// Where there are no service workers (plain http on another machine) nothing is kept and nothing changes.
import { serverNow } from "../clock.js";
import { cacheOf, erase, onSignOut } from "../kept.js";
import { connection } from "./connection.js";
import { page } from "./page.js";
import { store } from "./store.js";

const HERE = "/diffusion/planning/";
const DAY = `${HERE}kept/day`; // addresses of the cache alone
const CLOCK = `${HERE}kept/clock`;
const AFTER_MS = 2000; // the screen itself comes first
const EVERY_MS = 10_000;

const canKeep = "serviceWorker" in navigator && "caches" in window;
let isKeeping = true;
let isPageKept = false;
let keptSeq = -1;

const mine = () => caches.open(cacheOf(page.myId, page.day));

/** A browser that refuses (no room left, a certificate it does not know) stays as it was: a reload then needs the line. */
const orNot = (work) => work().catch((error) => console.warn("Rien n’est gardé pour un rechargement :", error));

const keepPage = async () => {
  if (!isKeeping || !connection.isUp) return (isPageKept = false); // the line or the session went meanwhile
  await navigator.serviceWorker.register(`${HERE}worker.js`);
  const answer = await fetch(location.href, { cache: "force-cache" }); // as this page came, without asking for it again
  const text = await answer.clone().text();
  if (!answer.ok || !text.includes(`data-my-id="${page.myId}"`)) return; // signed out meanwhile
  const cache = await mine();
  await cache.put(`${HERE}?day=${page.day}`, answer.clone());
  if (page.isToday) await cache.put(HERE, answer);
  await keepParts(cache);
  await erase((person, day) => person !== page.myId || (day < page.today && day !== page.day));
};

const isPart = (url) => ["/static/", `${HERE}apart/`].some((path) => url.startsWith(location.origin + path));

/** Scripts, styles, fonts, icons and the dialogs that come apart: those loaded by now, without those of an older version, then each that comes later. */
const keepParts = async (cache) => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter(isPart);
  await cache.addAll(new Set(loaded));
  for (const { url } of await cache.keys()) if (isPart(url) && !loaded.includes(url)) await cache.delete(url);
  new PerformanceObserver((seen) => {
    for (const { name } of seen.getEntries()) if (isPart(name) && isKeeping) orNot(() => cache.add(name));
  }).observe({ type: "resource" });
};

const put = async (cache, address, facts) => cache.put(address, new Response(JSON.stringify(facts)));

/** The day as this screen knows it, and the clock: what was heard last, and this computer's hour beside the server's. */
const keepDay = async () => {
  const cache = await mine();
  const { seq, breaks, items, actedAt } = store;
  if (seq !== keptSeq || !connection.isUp)
    await put(cache, DAY, { seq, breaks: [...breaks.values()], items: [...items.values()], actedAt: [...actedAt] });
  keptSeq = seq;
  await put(cache, CLOCK, { heardAt: connection.lastAt, at: serverNow(), here: Date.now() });
};

/** The day as it was kept, with `heardAt` and `at`, the server's present moment if this computer's clock can be trusted. */
export const keptDay = () => (canKeep ? orNot(readDay) : null);

const readDay = async () => {
  const cache = await mine();
  const [day, clock] = await Promise.all([DAY, CLOCK].map(async (address) => (await cache.match(address))?.json()));
  if (!day || !clock) return null;
  return { ...day, heardAt: clock.heardAt, at: clock.at + Math.max(0, Date.now() - clock.here) };
};

const follow = () => {
  if (connection.isRefused) return orNot(() => erase((person) => person === page.myId));
  if (connection.isUp) isKeeping = true;
  else if (isKeeping && store.seq >= 0) orNot(keepDay);
  if (connection.isUp && !isPageKept) {
    isPageKept = true;
    setTimeout(() => orNot(async () => (await keepPage(), await keepDay())), AFTER_MS);
  }
};

export const keepTheDay = () => {
  if (!canKeep || page.isWall) return;
  connection.onState(follow);
  onSignOut(() => (isKeeping = false));
  setInterval(() => isKeeping && isPageKept && connection.isUp && orNot(keepDay), EVERY_MS);
};
