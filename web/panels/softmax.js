import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { softmaxPicture } from "../components/softmax-picture.js";
import { softmaxOfRow } from "../engine/explanation.js";
import { headOf, resolvePath, rowAsked } from "../lessons/paths.js";
import { wordOf } from "../map/words.js";
import { cellName } from "../views/labels.js";

/**
 * Softmax of one row: that of the number which is open, or of the word that asks.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createSoftmax({ actions, t }) {
  const title = h("h2");
  const place = h("div", {});
  const element = h("section", { class: "panel softmax" }, title, place);
  let shown = "";

  return {
    element,
    update(state) {
      const { trace, lang } = state;
      const { tokens } = trace.config;
      const head = `block0.attention.head${headOf(state, trace)}.`;
      const scores = resolvePath(`${head}masked`, state, trace);
      const computed = trace.has(`${head}attention_computed`) ? "attention_computed" : "attention";
      const row = rowAsked(state, head);
      const n = tokens.length;
      const of = (/** @type {string} */ path) => trace.flat(path).subarray(row * n, (row + 1) * n);
      const key = JSON.stringify([lang, scores, row, tokens, ...of(scores)]);
      if (key === shown) return;
      shown = key;
      title.replaceChildren(prose(t("softmax-row", { word: wordOf(tokens, row) })));
      place.replaceChildren(
        softmaxPicture(softmaxOfRow({ node: scores, row }, of(scores), of(head + computed)), {
          wordOf: (term) => wordOf(tokens, term.cell.col),
          onOpen: (term) => actions.selectCell({ path: scores, row, col: term.cell.col }),
          describe: (term) => cellName({ path: scores, row, col: term.cell.col }, trace),
          label: t("softmax-strip"),
          sumLabel: t("softmax-sum"),
        }),
      );
    },
  };
}
