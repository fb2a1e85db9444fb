// [data-pending="campaigns|spots|messages|coverages"]: what waits for an administrator, as it changes.
// <body data-pending-socket="/ws/admin/pending-counts/"> says that this person may hear it.
import { announce } from "./announce.js";
import { listen } from "./socket.js";

const path = document.body.dataset.pendingSocket;
let known = null;

const show = (counts) => {
  for (const element of document.querySelectorAll("[data-pending]")) {
    const count = counts[`count_${element.dataset.pending}_pending`];
    element.textContent = count || "";
    element.dataset.count = count;
  }
};

const heard = (counts) => {
  show(counts);
  if (known && counts.count_spots_pending > known.count_spots_pending) announce("Un spot de plus attend votre avis.");
  if (known && counts.count_campaigns_pending > known.count_campaigns_pending)
    announce("Une campagne de plus attend votre avis.");
  known = counts;
  document.dispatchEvent(new CustomEvent("pending-counts", { detail: counts }));
};

const say = (state) => {
  for (const dot of document.querySelectorAll("[data-pending-state]")) {
    dot.dataset.state = state;
    dot.textContent = state === "live" ? "compteurs en direct" : "compteurs en attente de connexion";
  }
};

if (path) listen(path, heard, say);
