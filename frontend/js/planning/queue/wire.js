// The queue at work: what an earlier page left is shown at once, and sent whenever the server answers again.
import { connection } from "../connection.js";
import { wireDecide } from "./decide.js";
import { reread } from "./queue.js";
import { resume } from "./replay.js";
import { drawWaiting, wireWaiting } from "./waiting.js";

export const wireQueue = async () => {
  wireWaiting();
  wireDecide();
  connection.onState(() => (connection.isUp ? resume() : drawWaiting()));
  connection.onRetry(resume);
  addEventListener("focus", () => connection.isUp && resume());
  await reread();
};
