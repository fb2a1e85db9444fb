// A form with errors: its summary takes the focus, so that the eye and the screen reader start there.
import { onEach } from "./on.js";

onEach("[data-error-summary]", (summary) => summary.focus());
