// Small touches on the page that cost nothing when nothing changed.

export const setText = (element, text) => {
  if (element && element.textContent !== text) element.textContent = text;
};

export const setHidden = (element, hidden) => {
  if (element && element.hidden !== hidden) element.hidden = hidden;
};

/** Whether two lists hold the very same things. */
export const same = (one, other) => one.length === other.length && one.every((each, place) => each === other[place]);

/** Draw an icon of the set in an <svg><use></svg>. */
export const setIcon = (svg, name) => {
  const href = `${document.documentElement.dataset.icons}#${name}`;
  const use = svg.querySelector("use");
  if (use.getAttribute("href") !== href) use.setAttribute("href", href);
};

/** A copy of the first element of a template. */
export const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export const svgElement = (name, attributes = {}) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** Make the children of `parent` these, in this order, moving as few as possible. */
export const order = (parent, wanted) => {
  let at = parent.firstElementChild;
  for (const element of wanted) {
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
  while (at) {
    const gone = at;
    at = at.nextElementSibling;
    gone.remove();
  }
};

/** The status shown in an element made of an icon and a word. */
export const showStatus = (element, look) => {
  const tone = `tone-${look.tone}`;
  if (!element.classList.contains(tone)) {
    element.classList.remove(...[...element.classList].filter((name) => name.startsWith("tone-")));
    element.classList.add(tone);
  }
  setIcon(element.querySelector("svg"), look.icon);
  setText(element.querySelector("span"), look.word);
};
