// Wires a behaviour to what is on the page and to what htmx brings later.

/** Call `wire` once for each element that matches, now and after each htmx swap. */
export const onEach = (selector, wire) => {
  const seen = new WeakSet();
  const look = (root) => {
    for (const element of root.querySelectorAll(selector)) {
      if (seen.has(element)) continue;
      seen.add(element);
      wire(element);
    }
  };
  look(document);
  document.addEventListener("htmx:load", () => look(document));
};

/** One listener for a kind of event on every element that matches, present or future. */
export const on = (event, selector, act) =>
  document.addEventListener(event, (happening) => {
    const element = happening.target.closest?.(selector);
    if (element) act(element, happening);
  });
