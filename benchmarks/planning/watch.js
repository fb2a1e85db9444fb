// In the page from its first instant: when it could be used, when each change was painted, what the browser found slow.
(() => {
  const seen = { usable: null, painted: {}, waiting: new Map(), long: [], shift: 0, socket: null, deaf: false };
  window.benchmark = seen;

  /** A task of its own after the present frame: what was drawn in it has been handed to the screen. */
  const afterPaint = (act) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = act;
    port2.postMessage(null);
  };

  // Usable: the rows are in sight and the confirm button is live.
  const inSight = (element) => element && element.getBoundingClientRect().bottom > 0 && element.checkVisibility();
  const untilUsable = () => {
    const rows = [...document.querySelectorAll(".pl-row.is-onair")];
    const live = document.querySelector("[data-confirm][aria-disabled=false]");
    if (rows.some(inSight) && live) afterPaint(() => (seen.usable = performance.now()));
    else requestAnimationFrame(untilUsable);
  };
  requestAnimationFrame(untilUsable);

  // A change: from its frame to the frame of the browser that shows it.
  const heard = ({ data }) => {
    if (seen.deaf) return;
    const at = performance.now();
    const frame = JSON.parse(data);
    for (const { item } of frame.events ?? [frame]) if (item) seen.waiting.set(item.id, { at, item });
  };
  const look = () => {
    for (const [id, { at, item }] of seen.waiting) {
      if (!document.querySelector(`[data-row="${id}"].was-${item.status}`)) continue;
      seen.waiting.delete(id);
      afterPaint(() => {
        const now = performance.now();
        seen.painted[`${id}:${item.version}`] = { ms: now - at, at: performance.timeOrigin + now };
      });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  window.WebSocket = class extends WebSocket {
    constructor(...address) {
      super(...address);
      if (!address[0].includes("/planning/")) return;
      seen.socket = this;
      this.addEventListener("message", heard);
    }
  };

  const watch = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
  watch("long-animation-frame", ({ startTime, duration }) => seen.long.push({ startTime, duration }));
  watch("layout-shift", ({ value }) => (seen.shift += value));

  /** Scroll the list from top to bottom, `step` px a frame. Gives the lengths of frames, and the long ones. */
  seen.scroll = async (step) => {
    const list = document.querySelector("[data-scroll]");
    list.scrollTop = 0;
    await new Promise((done) => setTimeout(done, 1500));
    const begun = performance.now();
    const lengths = [];
    await new Promise((done) => {
      let last = null;
      const move = (at) => {
        if (last !== null) lengths.push(at - last);
        last = at;
        list.scrollTop += step;
        if (list.scrollTop + list.clientHeight >= list.scrollHeight - 2) done();
        else requestAnimationFrame(move);
      };
      requestAnimationFrame(move);
    });
    await new Promise((done) => setTimeout(done, 300));
    return { lengths, long: seen.long.filter(({ startTime }) => startTime > begun).map(({ duration }) => duration) };
  };

  /** Take the day as the server tells it, for `change` to go on from. */
  seen.learn = async (day) => {
    const answer = await fetch(`/api/v1/planning/snapshot?day=${day}`);
    seen.day = await answer.json();
  };

  /** So many changes over the whole day, told by frames as the server writes them, eight a frame of the browser. */
  seen.change = async (count) => {
    const { items } = seen.day;
    seen.deaf = true;
    for (let made = 0; made < count; made += 1) {
      const item = items[made % items.length];
      item.version += 1;
      item.status = item.status === "missed" ? "planned" : "missed";
      Object.assign(item, { aired_at: null, acted_by: "Rasmata Ilboudo" });
      const data = JSON.stringify({ type: "update", seq: (seen.day.seq += 1), action: "upsert", item });
      seen.socket.dispatchEvent(new MessageEvent("message", { data }));
      if (made % 8 === 7) await new Promise(requestAnimationFrame);
    }
    seen.deaf = false;
  };

  /** From an act to the end of the frame that shows it. */
  const timed = (act) =>
    new Promise((done) => {
      const begun = performance.now();
      act();
      requestAnimationFrame(() => afterPaint(() => done(performance.now() - begun)));
    });

  const each = async (values, act) => {
    const taken = [];
    for (const value of values) taken.push(await timed(() => act(value)));
    return taken;
  };

  seen.filters = () => each(["owing", "all", "ahead", "all"], (name) => document.querySelector(`[data-show=${name}]`).click());
  seen.searches = () => {
    const field = document.querySelector("[data-search]");
    return each(["c", "co", "com", ""], (text) => {
      field.value = text;
      field.dispatchEvent(new Event("input"));
    });
  };
})();
