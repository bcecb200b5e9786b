import { h } from "../components/dom.js";
import { figureTable } from "../components/figures.js";
import { numberElement } from "../components/formula.js";
import { math, prose } from "../components/math.js";
import { showNumber } from "../components/number.js";
import { cellName } from "../views/labels.js";
import { frozenConfig } from "./frozen.js";
import { latest } from "./latest.js";
import { weightKey, weightOf } from "./weight.js";

/** How far the weight is moved. Large steps meet the curve, tiny ones the rounding of 32-bit numbers. */
const STEPS = [1, 0.1, 0.01, 0.001, 0.0001];

/**
 * Is the gradient right? The weight is moved a little up and down, and the loss computed again.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createGradientCheck({ actions, t, compute }) {
  const intro = h("p", { class: "note" });
  const result = h("div", {});
  const element = h(
    "section",
    { class: "panel gradient-check" },
    h("h2", {}, t("check-title")),
    intro,
    result,
    h("p", { class: "note" }, prose(t("check-note"))),
  );

  const experiment = latest(
    async (/** @type {Record<string, any>} */ state) => {
      const at = weightOf(state);
      const base = frozenConfig(state);
      const value = state.trace.value(at.path, at.row, at.col);
      const lossAt = async (/** @type {number} */ moved) => {
        const edits = [{ node: at.path, row: at.row, col: at.col, value: moved }];
        const { trace } = await compute({ ...base, edits });
        // What the engine took is a 32-bit number: the distance is measured from it.
        return { loss: trace.value("loss", 0, 0), at: trace.value(at.path, at.row, at.col) };
      };
      const gradient = state.trace.value(state.trace.node(at.path).gradient, at.row, at.col);
      const rows = [];
      for (const step of STEPS) {
        const [up, down] = await Promise.all([lossAt(value + step), lossAt(value - step)]);
        rows.push({ step, up: up.loss, down: down.loss, slope: (up.loss - down.loss) / (up.at - down.at) });
      }
      return { at, value, gradient, rows };
    },
    ({ at, value, gradient, rows }, { trace }) => {
      const name = cellName(at, trace);
      intro.replaceChildren(
        prose(t("check-intro")),
        t("space"),
        prose(t("check-weight", { name, value: showNumber(value), gradient: showNumber(gradient) })),
      );
      const off = rows.map(({ slope }) => Math.abs(slope - gradient) / Math.max(Math.abs(gradient), 1e-12));
      const best = off.indexOf(Math.min(...off));
      result.replaceChildren(
        figureTable(
          [math("h"), math("loss(w + h)"), math("loss(w − h)"), t("check-slope"), t("check-difference")],
          rows.map(({ step, up, down, slope }, i) => ({
            name: h("span", {}, String(step)),
            cells: [
              lossText(up),
              lossText(down),
              numberElement(slope),
              gradient === 0 && slope === 0 ? "0" : numberElement(off[i]),
            ],
            on: i === best,
          })),
          t("check-title"),
        ),
      );
    },
    actions.report.bind(actions),
  );

  return {
    element,
    update: (state) => void experiment.update(state, weightKey(state)),
    stop: experiment.stop,
  };
}

/** The losses differ in their last digits: these are shown. @param {number} loss */
const lossText = (loss) => loss.toPrecision(8);
