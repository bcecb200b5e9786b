import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { CHAPTERS } from "../lessons/chapters.js";
import { resolvePath } from "../lessons/paths.js";

/** @typedef {import("../map/boxes.js").Layout} Layout */
/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {Record<string, any>} State */

/** Between two stops. */
const GAP = 14;
/** Where the line turns round there is one chapter more. */
const TURN = 40;

/** The chapters that stand along the way forward, the one that turns round, and what comes after it. */
const BACK = CHAPTERS.findIndex(({ id }) => id === "learning");
const FORWARD = CHAPTERS.slice(0, BACK);
const AFTER = CHAPTERS.slice(BACK + 1);

/**
 * The chapters as an axis beneath the map: each stands under what it is about, the steps of the way back beneath.
 * @param {import("../i18n/index.js").Translator} t
 * @param {(step: string) => void} onStep
 */
export function createWay(t, onStep) {
  const line = h("div", { class: "map-way-line", "aria-hidden": "true" });
  const forward = h("ol", { class: "map-way-forward" });
  const turn = h("div", { class: "map-way-turn" });
  const back = h("ol", { class: "map-way-back" });
  const after = h("div", { class: "map-way-after" });
  const element = h("nav", { class: "map-way" }, line, forward, turn, back, after);
  let built = "";
  /** @type {Layout | null} */
  let placed = null;
  let spoken = "";

  /** @param {string} step @param {string} look @param {...(Node | string)} content */
  const stop = (step, look, ...content) =>
    h("button", { type: "button", class: look, "data-step": step, onclick: () => onStep(step) }, ...content);
  /** @param {import("../lessons/chapters.js").Chapter} chapter */
  const chapterStop = (chapter) =>
    stop(
      chapter.steps[0].id,
      "map-stop",
      h("i", {}, String(CHAPTERS.indexOf(chapter) + 1)),
      h("span", {}, prose(t(`chapter-${chapter.id}`))),
    );

  function build() {
    forward.replaceChildren(...FORWARD.map((chapter) => h("li", {}, chapterStop(chapter))));
    turn.replaceChildren(chapterStop(CHAPTERS[BACK]));
    back.replaceChildren(
      ...CHAPTERS[BACK].steps.map(({ id }) =>
        h("li", {}, stop(id, "map-stop small", prose(t(`step-${id}-short`)))),
      ),
    );
    after.replaceChildren(...AFTER.map(chapterStop));
  }

  return {
    element,
    /** @param {State} state @param {Trace} trace @param {Layout} layout @param {"forward" | "back"} mode */
    update(state, trace, layout, mode) {
      if (built !== state.lang) {
        built = state.lang;
        build();
      }
      element.classList.toggle("going-back", mode === "back");
      if (layout === placed && state.lang === spoken) return;
      [placed, spoken] = [layout, state.lang];
      element.setAttribute("aria-label", t("map-chapters"));
      element.classList.toggle("winding", layout.kind === "snake");
      if (layout.kind === "snake") {
        for (const item of element.querySelectorAll("li")) item.style.left = "";
        return;
      }
      const at = (/** @type {string} */ path) =>
        placeX(resolvePath(path, { ...state, head: layout.open[0] ?? 0 }, trace), layout, trace);
      const means = FORWARD.map(({ steps }) => {
        const xs = steps.map(({ main }) => at(main)).filter((x) => x !== null);
        return xs.length ? xs.reduce((sum, x) => sum + x, 0) / xs.length : null;
      });
      put([...forward.children], means, 0, layout.width - TURN);
      // The first step of the way back stands at the right.
      const wished = CHAPTERS[BACK].steps.map(({ main }) => at(main));
      put([...back.children].reverse(), wished.reverse(), TURN, layout.width - 10);
    },
  };
}

/** @param {Element[]} elements @param {(number | null)[]} wished @param {number} low @param {number} high */
function put(elements, wished, low, high) {
  const items = /** @type {HTMLElement[]} */ (elements);
  const widths = items.map((item) => item.offsetWidth);
  for (const [i, x] of spread(wished, widths, low, high).entries()) items[i].style.left = `${x}px`;
}

/** Where a node, or what it is the gradient of, stands. @param {string} path @param {Layout} layout @param {Trace} trace */
function placeX(path, layout, trace) {
  const [own] = path.split(/\.(?=next$|update$|m$|v$)/);
  const box = layout.boxes.find(({ place }) => place.nodes.includes(own) || place.backward.includes(own));
  return box && trace.nodes.length ? box.x + box.w / 2 : null;
}

/**
 * Stops in their order, each as near to where it belongs as the others let it.
 * @param {(number | null)[]} wished their middles @param {number[]} widths @param {number} low @param {number} high
 */
export function spread(wished, widths, low, high) {
  const count = wished.length;
  const total = widths.reduce((sum, width) => sum + width, 0);
  const gap = Math.max(0, Math.min(GAP, (high - low - total) / Math.max(1, count - 1)));
  const even = (/** @type {number} */ i) => low + ((high - low) * (i + 0.5)) / count;
  const apart = (/** @type {number} */ i) => (widths[i - 1] + widths[i]) / 2 + gap;
  const xs = wished.map((x, i) => Math.max(low + widths[i] / 2, x ?? even(i)));
  for (let i = 1; i < count; i++) xs[i] = Math.max(xs[i], xs[i - 1] + apart(i));
  for (let i = count - 1, most = high; i >= 0; i--) {
    xs[i] = Math.min(xs[i], i === count - 1 ? most - widths[i] / 2 : xs[i + 1] - apart(i + 1));
    most = xs[i];
  }
  return xs;
}
