import { h } from "../components/dom.js";
import { figureTable } from "../components/figures.js";
import { numberElement } from "../components/formula.js";
import { math, prose } from "../components/math.js";
import { frozenConfig, parametersOf } from "./frozen.js";
import { latest } from "./latest.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */

/** Parts of the step. For a small one the straight line and the curve agree. */
const PARTS = [1, 0.5, 0.1, 0.01];

/** Each parameter's gradient, and how far the step goes. @param {Trace} trace */
const movesOf = (trace) =>
  parametersOf(trace).map((path) => {
    const next = trace.flat(`${path}.next`);
    const value = trace.flat(path);
    return {
      path,
      gradient: trace.flat(trace.node(path).gradient ?? path),
      move: Array.from(next, (x, i) => x - value[i]),
      cols: trace.node(path).shape[1],
      value,
    };
  });

/**
 * What the gradient promises for the step, and what the loss does.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createPredictedChange({ actions, t, compute }) {
  const result = h("div", {});
  const element = h(
    "section",
    { class: "panel predicted-change" },
    h("h2", {}, t("predicted-title")),
    h("p", { class: "note" }, prose(t("predicted-intro"))),
    result,
    h("p", { class: "note" }, prose(t("predicted-note"))),
  );

  const experiment = latest(
    async (/** @type {Record<string, any>} */ state) => {
      const moves = movesOf(state.trace);
      const loss = state.trace.value("loss", 0, 0);
      const promised = moves.reduce(
        (sum, { gradient, move }) => sum + move.reduce((s, x, i) => s + x * gradient[i], 0),
        0,
      );
      const base = frozenConfig(state);
      const rows = [];
      for (const part of PARTS) {
        const config =
          part === 1
            ? { ...state.trace.config, steps: state.steps + 1 }
            : {
                ...base,
                parameters: Object.fromEntries(moves.map((move) => [move.path, moved(move, part)])),
              };
        const { trace } = await compute(config);
        rows.push({ part, promised: part * promised, actual: trace.value("loss", 0, 0) - loss });
      }
      return rows;
    },
    (rows) => {
      result.replaceChildren(
        figureTable(
          [t("predicted-part"), math("Σ gradient · Δw"), t("predicted-actual"), t("predicted-ratio")],
          rows.map(({ part, promised, actual }) => ({
            name: t("predicted-step", { part }),
            cells: [promised, actual, promised === 0 ? 0 : actual / promised].map((x) => numberElement(x)),
            on: part === 1,
          })),
          t("predicted-title"),
        ),
      );
    },
    actions.report.bind(actions),
  );

  return {
    element,
    update: (state) => void experiment.update(state, [state.trace]),
    stop: experiment.stop,
  };
}

/** A parameter after a part of its step, as rows. @param {ReturnType<typeof movesOf>[number]} move @param {number} part */
function moved({ value, move, cols }, part) {
  const all = Array.from(value, (x, i) => x + part * move[i]);
  return Array.from({ length: all.length / cols }, (_, r) => all.slice(r * cols, (r + 1) * cols));
}
