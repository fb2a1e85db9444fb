// The planning screen when nobody answers: the page of the day and what it is made of, as the screen itself kept them
// (planning/keep.js). While the network answers, what it says is given and nothing else.

const PATIENCE_MS = 4000;
const PROXY_ALONE = [502, 503, 504]; // the server behind it, or its database, is away
const cacheOfClient = new Map(); // pages opened from what was kept

addEventListener("install", (event) => {
  // What is never kept does not wait for this worker to wake up, where the browser knows how.
  event.addRoutes?.({ condition: { urlPattern: new URLPattern({ pathname: "/api/*" }) }, source: "network" });
  skipWaiting();
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()]));
});

addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate" && event.request.method === "GET") event.respondWith(page(event));
  else if (cacheOfClient.has(event.clientId)) event.respondWith(part(event));
});

const page = async (event) => {
  const asked = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  const tooLate = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const answer = await Promise.race([asked, tooLate]).catch(() => null);
  if (answer && !PROXY_ALONE.includes(answer.status)) return answered(answer);
  return (await kept(event)) ?? asked;
};

/** Sent elsewhere (to sign in) or told that there is no such page: whoever asks may no longer see what was kept. */
const answered = async (answer) => {
  if (answer.type === "opaqueredirect" || answer.status === 404) await eraseAll();
  return answer;
};

const eraseAll = async () => Promise.all((await caches.keys()).map((name) => caches.delete(name)));

const kept = async ({ request, resultingClientId }) => {
  const { pathname, searchParams } = new URL(request.url);
  if ((searchParams.get("view") ?? "day") !== "day") return null;
  const day = searchParams.get("day");
  for (const name of await caches.keys()) {
    const found = await (await caches.open(name)).match(day ? `${pathname}?day=${day}` : pathname, { ignoreVary: true });
    if (found) {
      cacheOfClient.set(resultingClientId, name);
      return found;
    }
  }
  return null;
};

/** A kept page is made of what was kept with it, not of files that may have changed since. */
const part = async ({ request, clientId }) => {
  const cache = await caches.open(cacheOfClient.get(clientId));
  const found = request.method === "GET" && (await cache.match(request, { ignoreVary: true }));
  return found || fetch(request);
};
