/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element with properties, attributes and children. Properties whose name starts with "on" are listeners,
 * `class` and names with a dash or known only to HTML are attributes, the rest are properties.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes("-") && name !== "list")
      /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/** @param {ParentNode} parent @param {(Child | Child[])[]} children */
export function append(parent, children) {
  for (const child of children.flat())
    if (child !== null && child !== undefined && child !== false)
      parent.append(typeof child === "number" ? String(child) : child);
}

/** Sets a text only where it differs, so that nothing is announced or laid out again. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const ICONS = {
  first: "M4 3h2v14H4zM17 3v14L7 10z",
  back: "M15 3v14L5 10z",
  play: "M5 3v14l11-7z",
  pause: "M5 3h4v14H5zM11 3h4v14h-4z",
  forward: "M5 3v14l10-7z",
  last: "M14 3h2v14h-2zM3 3v14l10-7z",
  edit: "M13.5 2.5l4 4L7 17H3v-4zM12 5.5L14.5 8",
  theme: "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm0 1.8a6.2 6.2 0 0 1 0 12.4z",
  share: "M8 12l5-5M9 5l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 15l-2 2a3.5 3.5 0 0 1-5-5l2-2",
  close: "M4 4l12 12M16 4L4 16",
  undo: "M8 4L4 8l4 4M4 8h7a5 5 0 0 1 0 10H8",
  redo: "M12 4l4 4-4 4M16 8H9a5 5 0 0 0 0 10h3",
  settings: "M3 6h8M15 6h2M11 3.5v5M3 14h2M9 14h8M9 11.5v5",
  book: "M10 5c-2-1.4-4.500-1.400-7-.8v11c2.500-.6 5-.6 7 .8 2-1.400 4.500-1.400 7-.8v-11c-2.500-.6-5-.6-7 .8zM10 5v11",
  more: "M5 12.5l5-5 5 5",
  less: "M5 7.5l5 5 5-5",
  map: "M2 6l5-3 6 3 5-3v11l-5 3-6-3-5 3zM7 3v11M13 6v11",
  menu: "M3 5h14M3 10h14M3 15h14",
};
const OUTLINED = new Set([
  "edit",
  "share",
  "close",
  "undo",
  "redo",
  "settings",
  "book",
  "more",
  "less",
  "map",
  "menu",
]);

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", OUTLINED.has(name) ? "icon outlined" : "icon");
  const path = document.createElementNS(ns, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button with a picture; its name is what a screen reader says and a tooltip shows.
 * @param {keyof typeof ICONS} name @param {() => void} onclick
 */
export function iconButton(name, onclick) {
  const button = h("button", { type: "button", class: "icon-button", onclick }, icon(name));
  return {
    element: button,
    /** @param {{label: string, picture?: keyof typeof ICONS, disabled?: boolean}} props */
    update({ label, picture, disabled = false }) {
      if (button.getAttribute("aria-label") !== label) {
        button.setAttribute("aria-label", label);
        button.title = label;
      }
      if (picture && button.dataset.picture !== picture) {
        button.dataset.picture = picture;
        button.replaceChildren(icon(picture));
      }
      button.disabled = disabled;
    },
  };
}
