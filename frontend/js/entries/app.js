// What every page loads. A behaviour acts only where its data- attribute stands; the heavy parts come when needed.
import "../theme.js";
import "../menus.js";
import "../dialogs.js";
import "../toasts.js";
import "../busy.js";
import "../filters.js";
import "../stepper.js";
import "../money.js";
import "../dates.js";
import "../counter.js";
import "../summary.js";
import "../queue-keys.js";
import "../player.js";
import "../skyline-choice.js";
import "../countdown.js";
import "../notifications.js";
import "../pending-counts.js";
import "../fresh.js";
import "../kept.js";

if (document.querySelector("[hx-get], [hx-post], [hx-boost], [data-hx-get], [data-hx-post]")) import("../htmx.js");
