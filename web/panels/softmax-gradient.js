import { h } from "../components/dom.js";
import { numberElement } from "../components/formula.js";
import { math, prose } from "../components/math.js";
import { headOf, resolvePath, rowAsked } from "../lessons/paths.js";
import { shareText, wordOf } from "../map/words.js";
import { cellName } from "../views/labels.js";

/** @param {number} value @param {number} largest @param {string} [look] */
function bar(value, largest, look = value < 0 ? "neg" : "pos") {
  const element = h("i", { class: look });
  const part = largest > 0 ? Math.abs(value) / largest : 0;
  element.style.width = `${(50 * part).toFixed(2)}%`;
  element.style.left = value < 0 ? `${(50 - 50 * part).toFixed(2)}%` : "50%";
  return h("span", { class: "gradient-bar" }, element);
}

/**
 * The way back through softmax, in one row: each gradient is measured from the row's average, weighted by attention, and
 * what is left goes through as far as the weight lets it.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createSoftmaxGradient({ actions, t }) {
  const title = h("h2");
  const average = h("p", { class: "note" });
  const grid = h("div", { class: "gradient-grid" });
  const element = h("section", { class: "panel softmax-gradient" }, title, average, grid);
  let shown = "";

  return {
    element,
    update(state) {
      const { trace, lang } = state;
      const { tokens } = trace.config;
      const head = `block0.attention.head${headOf(state, trace)}.`;
      const result = resolvePath(`${head}dmasked`, state, trace);
      element.hidden = !trace.has(result) || trace.node(result).op !== "softmax_gradient";
      if (element.hidden) return;
      const [weights, gradients] = trace.node(result).inputs;
      const n = tokens.length;
      const row = rowAsked(state, head);
      const of = (/** @type {string} */ path) =>
        Array.from(trace.flat(path).subarray(row * n, (row + 1) * n));
      const [a, da, ds] = [weights, gradients, result].map(of);
      const key = JSON.stringify([lang, tokens, row, result, a, da, ds]);
      if (key === shown) return;
      shown = key;
      const mean = a.reduce((sum, x, i) => sum + x * da[i], 0);
      const most = Math.max(...da.map((x) => Math.abs(x - mean)));
      const largest = Math.max(...ds.map(Math.abs));
      title.replaceChildren(prose(t("softmax-gradient-row", { word: wordOf(tokens, row) })));
      average.replaceChildren(prose(t("softmax-gradient-average")), t("space"), numberElement(mean));
      grid.replaceChildren(
        h("span"),
        ...["dattention − Σ", "× attention", "= dmasked"].map((text) =>
          h("span", { class: "softmax-head" }, math(text)),
        ),
        ...tokens.flatMap((/** @type {string} */ _, /** @type {number} */ i) => {
          const at = { path: result, row, col: i };
          const open = h(
            "button",
            { type: "button", class: "leaf", onclick: () => actions.selectCell(at) },
            numberElement(ds[i]),
          );
          open.setAttribute("aria-label", `${cellName(at, trace)} = ${open.textContent}`);
          const share = h("span", { class: "gradient-share" }, shareText(a[i]));
          share.style.setProperty("--share", String(a[i]));
          return [
            h("span", { class: "softmax-word" }, wordOf(tokens, i)),
            h("span", { class: "gradient-cell" }, bar(da[i] - mean, most), numberElement(da[i] - mean)),
            share,
            h("span", { class: "gradient-cell" }, bar(ds[i], largest), open),
          ];
        }),
      );
    },
  };
}
