import { h } from "../components/dom.js";
import { math, prose } from "../components/math.js";
import { createMatrix } from "../components/matrix.js";
import { showNumber } from "../components/number.js";
import { axesOf, numbered, roleOfPath } from "../views/labels.js";
import { latest } from "./latest.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */

const NONE = new Set();

/** A matrix that is only read. */
const createPicture = () =>
  createMatrix({ onSelect() {}, onEdit() {}, describe: (row, col) => `P[${row}, ${col}]` });

/**
 * Learned positions: the rows of P as they were drawn and as training has made them.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createLearnedRows({ actions, store, t, compute }) {
  const intro = h("p", { class: "note" });
  const pictures = { before: createPicture(), after: createPicture() };
  const element = h(
    "section",
    { class: "panel learned-rows", hidden: true },
    h("h2", {}, t("rows-title")),
    intro,
    h("div", { class: "pair" }, pictures.before.element, pictures.after.element),
    h("p", { class: "note" }, prose(t("rows-note"))),
  );

  /** @param {"before" | "after"} when @param {Trace} trace @param {Record<string, any>} state */
  function draw(when, trace, { rows_steps: steps, convention }) {
    const [rows, cols] = trace.node("P").shape;
    const transposed = convention === "columns";
    const tag = t(`rows-${when}`, { steps });
    pictures[when].update({
      id: `rows.${when}`,
      title: math(transposed ? "Pᵀ" : "P"),
      tag,
      label: `P, ${tag}`,
      role: roleOfPath("P"),
      rows,
      cols,
      transposed,
      values: trace.flat("P"),
      rowLabels: axesOf("P", trace).rows,
      colLabels: numbered(cols),
      weights: false,
      selected: null,
      sources: NONE,
      current: NONE,
      reached: -1,
      editable: false,
      edited: NONE,
      decimals: 2,
    });
  }

  const experiment = latest(
    async (/** @type {Record<string, any>} */ { trace: { config }, rows_steps }) => {
      const [before, after] = await Promise.all(
        [0, rows_steps].map(async (steps) => (await compute({ ...config, steps })).trace),
      );
      return { before, after };
    },
    ({ before, after }, state) => {
      const loss = (/** @type {Trace} */ trace) => showNumber(trace.value("loss", 0, 0));
      intro.replaceChildren(
        prose(t("rows-intro", { steps: state.rows_steps, before: loss(before), after: loss(after) })),
      );
      draw("before", before, state);
      draw("after", after, state);
      // Meanwhile another encoding may have been chosen.
      element.hidden = store.state.positional !== "learned";
    },
    actions.report.bind(actions),
  );

  return {
    element,
    update(state) {
      if (state.positional !== "learned") element.hidden = true;
      else experiment.update(state, [state.trace, state.rows_steps, state.convention]);
    },
    stop: experiment.stop,
  };
}
