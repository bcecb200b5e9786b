import { h } from "./dom.js";
import { math } from "./math.js";

// What stands between the matrices: what is done, which head it is, and each token beside its row.

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../map/plan.js").Plan} Plan */
/** @typedef {import("../map/boxes.js").Layout} Layout */
/** @typedef {(key: string, args?: Record<string, string | number>) => string} Translate */

/** Of a word alone beside its row. */
const LINE = 16;

export function createSigns() {
  const element = h("div", { class: "map-signs", "aria-hidden": "true" });
  /** @type {Layout} */
  let layout;
  return { element, place, light };

  /** @param {Layout} next @param {Plan} plan @param {Trace} trace @param {Translate} t */
  function place(next, plan, trace, t) {
    layout = next;
    const put = (
      /** @type {string} */ look,
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {Node | string} */ content,
    ) => {
      const sign = h("span", { class: look }, content);
      sign.style.left = `${x}px`;
      sign.style.top = `${y}px`;
      return sign;
    };
    element.replaceChildren(
      ...layout.signs.map(({ sign, x, y }) => put(`map-sign ${sign}`, x, y, signOf(sign, trace, plan, t))),
      ...layout.names.map(({ head, x, y, struck }) => {
        const name = put(`map-head ${struck ? "struck" : ""}`, x, y, h("span", {}, t("map-head", { head })));
        if (struck) name.append(h("small", {}, t("map-struck")));
        return name;
      }),
      ...layout.words.map(({ token, x, y }) => {
        const label = put(`map-row-word ${layout.columns ? "upright" : ""}`, x, y, plan.tokens[token]);
        label.dataset.token = String(token);
        label.style.fontSize = `${Math.max(10, Math.min(14, wordPitch()))}px`;
        return label;
      }),
    );
  }

  /** How far apart words stand beside the first matrix. */
  function wordPitch() {
    const [first, second] = layout.words;
    if (!second) return LINE;
    return Math.max(second.y - first.y, second.x - first.x);
  }

  /** Where words have no room each, only some are written, and always the lit one. @param {number | null} token */
  function light(token) {
    const every = Math.ceil(10 / wordPitch());
    for (const word of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll(".map-row-word"))) {
      const own = Number(word.dataset.token);
      const near = token !== null && own !== token && Math.abs(own - token) < every;
      word.hidden = own !== token && (own % every !== 0 || near);
      word.classList.toggle("on", own === token);
    }
  }
}

/** @param {import("../map/boxes.js").Sign["sign"]} sign @param {Trace} trace @param {Plan} plan @param {Translate} t */
function signOf(sign, trace, plan, t) {
  if (sign === "add") return "+";
  if (sign === "minus") return "−";
  if (sign === "equals") return "=";
  if (sign !== "scale") return t(`map-sign-${sign}`);
  const scaled = plan.heads[0]?.spine.find(({ name }) => name === "scaled");
  if (scaled && trace.node(scaled.shown).op === "divide_by_root") return math("÷ √d_k");
  const { scale } = trace.config;
  return math(`× ${scale === false ? 1 : Number(Number(scale).toPrecision(3))}`);
}
