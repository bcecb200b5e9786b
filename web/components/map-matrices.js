import { bandOf } from "../map/boxes.js";
import { h, setText } from "./dom.js";
import { paintCells } from "./map-cells.js";
import { roleOf, symbol } from "./math.js";
import { showLoss } from "./number.js";

/** @typedef {import("../map/boxes.js").Box} Box */
/** @typedef {import("../map/boxes.js").Layout} Layout */
/** @typedef {import("../map/plan.js").Place} Place */

/**
 * What one matrix shows at the moment.
 * @typedef {object} Shown
 * @property {string} path        of the node that is drawn
 * @property {string} name        with its ᵀ
 * @property {string} small       behind the name: its shape, or why it is pale
 * @property {string} label       what a screen reader says
 * @property {ArrayLike<number> | null} values  null: there is nothing to draw
 * @property {boolean} shares
 * @property {boolean} pale       it steps back
 * @property {boolean} struck
 * @property {ArrayLike<number> | null} strength  of each stored row
 * @property {string} strengthKey  changes when `strength` does
 * @property {boolean} lit        whether the lit word has a row here to be framed
 */

/** What a letter of a name takes, and its shape. */
const [LETTER, SHAPE] = [8, 38];
/** How far a name may reach beyond its matrix. @param {Place} place */
const beyond = ({ slot }) => (slot === "weight" ? 20 : slot === "query" || slot === "key" ? 2 : 16);

/**
 * All matrices of the map: buttons, in reading order, one of which can be reached with Tab and the others from it
 * with the arrow keys.
 * @param {{onOpen: (path: string) => void, onHead: (head: number) => void, onLight: (token: number | null) => void}} calls
 */
export function createMatrices({ onOpen, onHead, onLight }) {
  const element = h("div", { class: "map-matrices", role: "group" });
  /** @type {Map<string, ReturnType<typeof createOne>>} */
  let kept = new Map();
  /** @type {string[]} */
  let order = [];
  let current = "";

  const idOf = (/** @type {EventTarget | null} */ target) => {
    const place = target instanceof Element ? target.closest("[data-place]") : null;
    return place instanceof HTMLElement ? (place.dataset.place ?? null) : null;
  };
  element.addEventListener("click", (event) => {
    const one = kept.get(idOf(event.target) ?? "");
    if (!one) return;
    const { place } = one.box;
    if (place.kind === "head") onHead(place.head ?? 0);
    else onOpen(one.shown.path);
  });
  element.addEventListener("focusin", (event) => {
    const id = idOf(event.target);
    if (id) reach(id);
  });
  element.addEventListener("pointermove", (event) => {
    const one = kept.get(idOf(event.target) ?? "");
    if (!one || event.pointerType !== "mouse") return;
    const over = tokenAt(one, event);
    if (over !== null) onLight(over);
  });
  element.addEventListener("keydown", (event) => {
    const at = order.indexOf(idOf(event.target) ?? "");
    if (at < 0) return;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? order.length - 1 : by ? at + by : -1;
    const one = kept.get(order[to]);
    if (!one) return;
    event.preventDefault();
    one.button.focus();
  });

  /** @param {string} id */
  function reach(id) {
    const before = kept.get(current);
    if (before) before.button.tabIndex = -1;
    current = kept.has(id) ? id : (order[0] ?? "");
    const now = kept.get(current);
    if (now) now.button.tabIndex = 0;
  }

  return {
    element,
    /** The element of a matrix, so that it can grow into its step. @param {string} path */
    elementOf(path) {
      const one = [...kept.values()].find(({ box }) => box.place.nodes.includes(path));
      return one?.element ?? null;
    },
    /**
     * @param {Layout} layout @param {(box: Box) => Shown} shownOf
     * @param {{token: number | null, colors: import("./map-cells.js").Colors, label: string, stamp: string}} look
     *   `stamp` changes when colours do
     */
    update(layout, shownOf, look) {
      element.setAttribute("aria-label", look.label);
      /** @type {typeof kept} */
      const next = new Map();
      order = layout.boxes.map(({ place }) => place.id);
      /** @type {Element | null} */
      let before = null;
      for (const box of layout.boxes) {
        const one = kept.get(box.place.id) ?? createOne();
        one.update(box, shownOf(box), look);
        next.set(box.place.id, one);
        kept.delete(box.place.id);
        /** @type {ChildNode | null} */
        const expected = before ? before.nextSibling : element.firstChild;
        if (one.element !== expected) element.insertBefore(one.element, expected);
        before = one.element;
      }
      for (const one of kept.values()) one.element.remove();
      kept = next;
      reach(current);
    },
  };
}

/** The token whose row, or column, the pointer is at. @param {{box: Box, element: HTMLElement}} one @param {PointerEvent} event */
function tokenAt({ box, element }, event) {
  const { place, turned, rows, cols } = box;
  if (!place.rowTokens || place.kind === "head") return null;
  const bounds = element.getBoundingClientRect();
  const along = turned
    ? ((event.clientX - bounds.left) / bounds.width) * cols
    : ((event.clientY - bounds.top) / bounds.height) * rows;
  const count = turned ? cols : rows;
  return along >= 0 && along < count ? Math.floor(along) : null;
}

function createOne() {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const band = h("i", { class: "map-band", "aria-hidden": "true" });
  const name = h("span", { class: "map-name", "aria-hidden": "true" });
  const number = h("span", { class: "map-number", "aria-hidden": "true" });
  // The button lies over the cells and is named for a screen reader; what is seen of the name stands beside it.
  const button = h("button", { type: "button", tabIndex: -1 });
  const element = h("div", {}, canvas, band, number, name, button);
  let painted = "";
  /** @type {ArrayLike<number> | null} */
  let values = null;
  let named = "";
  const one = {
    element,
    button,
    /** @type {Box} */
    box: /** @type {any} */ (null),
    /** @type {Shown} */
    shown: /** @type {any} */ (null),
    /** @param {Box} box @param {Shown} shown @param {{token: number | null, colors: import("./map-cells.js").Colors, stamp: string}} look */
    update(box, shown, { token, colors, stamp }) {
      const { place, x, y, w, h: height, rows, cols, turned } = box;
      one.box = box;
      one.shown = shown;
      element.dataset.place = place.id;
      element.dataset.path = shown.path;
      const className = [
        "map-matrix",
        place.kind,
        `slot-${place.slot}`,
        roleOf(place.name) || "x",
        `name-${box.label}`,
        shown.pale ? "pale" : "",
        shown.struck ? "struck" : "",
        place.nodes.length > 1 ? "deck" : "",
      ]
        .filter(Boolean)
        .join(" ");
      if (element.className !== className) element.className = className;
      const style = `left:${x.toFixed(1)}px;top:${y.toFixed(1)}px;width:${w.toFixed(1)}px;height:${height.toFixed(1)}px`;
      if (element.dataset.at !== style) {
        element.dataset.at = style;
        Object.assign(element.style, {
          left: `${x}px`,
          top: `${y}px`,
          width: `${w}px`,
          height: `${height}px`,
        });
      }
      if (button.getAttribute("aria-label") !== shown.label) button.setAttribute("aria-label", shown.label);
      nameIt(box, shown);

      const isNumber = place.kind === "number";
      canvas.hidden = isNumber || !shown.values;
      setText(number, isNumber && shown.values ? showLoss(shown.values[0]) : "");
      if (!canvas.hidden && shown.values) {
        const key = [
          shown.path,
          w,
          height,
          rows,
          cols,
          turned,
          shown.shares,
          shown.strengthKey,
          stamp,
        ].join();
        if (key !== painted || values !== shown.values) {
          painted = key;
          values = shown.values;
          const { shares, strength } = shown;
          paintCells(canvas, { rows, cols, turned, width: w, height, values, shares, strength, colors });
        }
      } else painted = "";

      band.hidden = !shown.lit || token === null;
      if (!band.hidden && token !== null) {
        const at = bandOf(box, token);
        Object.assign(band.style, {
          left: `${at.x - x - 2.5}px`,
          top: `${at.y - y - 2.5}px`,
          width: `${at.w + 5}px`,
          height: `${at.h + 5}px`,
        });
      }
    },
  };

  /** @param {Box} box @param {Shown} shown */
  function nameIt({ place, w, label }, shown) {
    const fits = label === "beside" || shown.name.length * LETTER + SHAPE <= w + beyond(place);
    const key = `${shown.name}|${shown.small}|${fits}|${label}`;
    if (key === named) return;
    named = key;
    const more =
      place.nodes.length > 1 && place.kind !== "head" ? h("small", {}, `+${place.nodes.length - 1}`) : null;
    const small = shown.small && fits ? h("small", {}, shown.small) : null;
    if (label === "none") name.replaceChildren();
    else
      name.replaceChildren(breakable(symbol(shown.name)), ...(small ? [small] : []), ...(more ? [more] : []));
  }
  return one;
}

/** A long name may be broken after a dash below. @param {HTMLElement} element */
function breakable(element) {
  for (const parent of [element, ...element.querySelectorAll("sub")])
    for (const child of [...parent.childNodes])
      if (child instanceof Text && child.data.includes("_"))
        child.replaceWith(
          ...child.data.split(/(?<=_)/).flatMap((part, i) => (i ? [h("wbr"), part] : [part])),
        );
  return element;
}
