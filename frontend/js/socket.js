// A socket that comes back: it waits longer each time, at random, so that a restart is not met by everybody at once.

const LONGEST_MS = 20_000;
const REFUSED = [4400, 4401, 4403, 4404];

/** Listen to `path`. `heard(frame)` for each JSON frame; `state("live" | "cut" | "refused")` at each change. */
export const listen = (path, heard, state = () => {}) => {
  let attempts = 0;
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${path}`);
    socket.addEventListener("message", ({ data }) => {
      attempts = 0;
      state("live");
      heard(JSON.parse(data));
    });
    socket.addEventListener("close", ({ code }) => {
      if (REFUSED.includes(code)) return state("refused");
      state("cut");
      attempts += 1;
      const longest = Math.min(LONGEST_MS, 500 * 2 ** attempts);
      setTimeout(open, longest / 2 + Math.random() * (longest / 2));
    });
  };
  open();
};
