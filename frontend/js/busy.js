// A form is sent once: its pressed button waits and says so; coming back with "previous page" wakes it again.

document.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (event.defaultPrevented || !submitter || event.target.method !== "post") return;
  submitter.dataset.busy = "";
  // Disabled one tick later, or the button's own name and value would not be sent.
  setTimeout(() => (submitter.disabled = true));
});

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const button of document.querySelectorAll("[data-busy]")) {
    delete button.dataset.busy;
    button.disabled = false;
  }
});
