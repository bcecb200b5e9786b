import { allThreads } from "../map/curves.js";
import { layoutOf } from "../map/layout.js";
import { linksOf, planOf } from "../map/plan.js";
import { h, setText } from "./dom.js";
import { colorsOf, paintCells } from "./map-cells.js";
import { ribbonLines, threadLines } from "./map-flow.js";
import { arrows, createLines, svg } from "./map-lines.js";
import { createMatrices } from "./map-matrices.js";
import { createSentence } from "./map-sentence.js";
import { shownOf } from "./map-shown.js";
import { createSigns } from "./map-signs.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../map/plan.js").Plan} Plan */
/** @typedef {import("../map/plan.js").Place} Place */
/** @typedef {import("../map/boxes.js").Box} Box */
/** @typedef {import("../map/boxes.js").Layout} Layout */
/** @typedef {import("./map-lines.js").Line} Line */

/**
 * @typedef {object} PictureProps
 * @property {Trace} trace
 * @property {number} head            the chosen one; of more than two it alone is open
 * @property {number | null} token    the lit word
 * @property {"forward" | "back"} mode
 * @property {boolean} change         on the way back weights show what the optimizer adds, not their gradient
 * @property {boolean} columns        tokens are columns
 * @property {string} theme           for what is painted and not styled
 * @property {number} width
 * @property {number} height          at least; the picture says how high it became
 * @property {number} sentenceWidth
 * @property {(key: string, args?: Record<string, string | number>) => string} t
 */

const ROLES = ["q", "k", "v", "x", "p", "o", "a"];
/**
 * The whole of attention in one picture: the sentence, and beneath it every matrix of the tape.
 * @param {object} calls
 * @param {(token: number | null) => void} calls.onLight
 * @param {(path: string) => void} calls.onOpen
 * @param {(head: number) => void} calls.onHead
 */
export function createMapPicture(calls) {
  const sentence = createSentence(calls.onLight);
  const threads = createLines();
  const ribbons = createLines();
  // Two layers: what moves while a model learns is drawn anew, what only stands there is not.
  const layers = [threads, ribbons].map(({ element: lines }) => {
    const layer = svg("svg", { class: "map-lines", "aria-hidden": "true" });
    layer.append(lines);
    return layer;
  });
  layers[0].prepend(arrows(ROLES));
  const signs = createSigns();
  const tabs = h("div", { class: "map-tabs", "aria-hidden": "true" });
  const matrices = createMatrices(calls);
  const element = h("div", { class: "map-net" }, ...layers, signs.element, matrices.element, tabs);

  /** @type {PictureProps} */
  let props;
  /** @type {Plan} */
  let plan;
  /** @type {Layout} */
  let layout;
  /** @type {ReturnType<typeof allThreads>} */
  let all = [];
  /** @type {unknown} */
  let nodes = null;
  let structure = "";
  /** What the threads that are drawn depend on, unless a word is lit. */
  let threaded = "";
  /** @type {number | null} */
  let lit = null;
  let placed = "";
  let stamp = "";
  /** @type {import("./map-cells.js").Colors} */
  let colors;

  element.addEventListener("click", (event) => {
    const beside = event.target instanceof Element && !event.target.closest("[data-place]");
    if (beside && props.token !== null) calls.onLight(null);
  });
  for (const part of [element, sentence.element])
    part.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && props.token !== null) calls.onLight(null);
    });

  /** Plan and layout are made anew only where the tape or the room is another. */
  function arrange() {
    const { trace, head, columns, width, height, t } = props;
    if (trace.nodes !== nodes || trace.config.tokens !== plan?.tokens) {
      nodes = trace.nodes;
      const shape = structureOf(trace);
      if (shape !== structure) plan = planOf(trace);
      structure = shape;
    }
    const key = [structure, head, columns, width, height, t("map-head", { head: 0 })].join("|");
    if (key === placed) return;
    placed = key;
    layout = layoutOf(plan, { width, height, head, columns });
    const places = layout.boxes.map(({ place }) => place);
    all = allThreads(linksOf(places, trace), layout, plan);
    element.style.height = `${layout.height}px`;
    element.className = `map-net ${layout.kind}`;
    for (const layer of layers) {
      layer.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
      layer.setAttribute("width", String(layout.width));
      layer.setAttribute("height", String(layout.height));
    }
    signs.place(layout, plan, trace, t);
  }

  /** Which head is which, where not all are open; what is pressed are the cards beneath. */
  function drawTabs() {
    const { t, trace } = props;
    const count = layout.tabs.length;
    while (tabs.children.length > count) tabs.lastElementChild?.remove();
    while (tabs.children.length < count)
      tabs.append(h("div", { class: "map-tab" }, h("canvas", { hidden: true }), h("span")));
    for (const [i, { head, x, y, w, h: height, open }] of layout.tabs.entries()) {
      const tab = /** @type {HTMLElement} */ (tabs.children[i]);
      const [canvas, name] = /** @type {[HTMLCanvasElement, HTMLElement]} */ ([...tab.children]);
      Object.assign(tab.style, { left: `${x}px`, top: `${y}px`, width: `${w}px`, height: `${height}px` });
      tab.classList.toggle("open", open);
      canvas.hidden = !open;
      setText(name, layout.kind === "snake" && w > 60 ? t("map-head", { head }) : String(head));
      if (!open) continue;
      const { shown, gradient } = plan.heads[head].closed;
      const back = props.mode === "back";
      const path = back ? gradient : shown;
      canvas.hidden = path === null;
      if (path === null) continue;
      const n = plan.tokens.length;
      const size = { rows: n, cols: n, turned: layout.columns, width: w, height };
      paintCells(canvas, { ...size, values: trace.flat(path), shares: !back, strength: null, colors });
    }
  }

  return {
    element,
    sentence: sentence.element,
    focusWord: sentence.focus,
    elementOf: matrices.elementOf,
    get plan() {
      return plan;
    },
    get layout() {
      return layout;
    },
    /** @param {PictureProps} next */
    update(next) {
      props = next;
      if (stamp !== props.theme && element.isConnected) {
        stamp = props.theme;
        colors = colorsOf(element);
      }
      colors ??= colorsOf(element);
      arrange();
      const { trace, token, mode, t } = props;
      const n = plan.tokens.length;
      sentence.update({
        tokens: plan.tokens,
        looks: layout.open.slice(0, 2).flatMap((head) => {
          const spine = plan.heads[head].spine;
          const last = spine[spine.length - 1];
          const path = mode === "back" ? last.gradient : last.shown;
          if (!path) return [];
          const flat = trace.flat(path);
          const row = (/** @type {number} */ i) => flat.subarray(i * n, (i + 1) * n);
          return [{ head, row, name: t(mode === "back" ? "map-head" : "map-looks", { head }) }];
        }),
        signed: mode === "back",
        token,
        label: t("map-sentence"),
        width: props.sentenceWidth,
        largest: layout.kind === "snake" ? 42 : 50,
      });
      const look = { trace, plan, token, mode, change: props.change, t };
      const key = token === null ? `${placed}|${mode}` : "";
      // Where nothing is lit threads only stand there.
      if (!key || key !== threaded) threads.update(threadLines(all, look));
      threaded = key;
      ribbons.update(ribbonLines(layout, look));
      matrices.update(layout, (box) => shownOf(box, look), {
        token,
        colors,
        label: t("map-matrices"),
        stamp,
      });
      drawTabs();
      element.classList.toggle("lit", token !== null);
      for (const part of [element, sentence.element]) part.classList.toggle("eased", token !== lit);
      lit = token;
      signs.light(token);
    },
  };
}

/** Which nodes there are, how large, and what the words are: what the layout depends on. @param {Trace} trace */
const structureOf = ({ nodes, config }) =>
  `${nodes.map(({ path, shape, op }) => `${path}:${shape}:${op}`).join()};${JSON.stringify(config.tokens)}`;
