import { h } from "../components/dom.js";
import { figureTable } from "../components/figures.js";
import { numberElement } from "../components/formula.js";
import { math, prose } from "../components/math.js";
import { cellName } from "../views/labels.js";
import { latest } from "./latest.js";
import { weightKey, weightOf } from "./weight.js";

/** The names as they are in the literature. */
const OPTIMIZERS = {
  SGD: { kind: "sgd" },
  "SGD + momentum": { kind: "sgd", momentum: 0.9 },
  Adam: { kind: "adam" },
  AdamW: { kind: "adamw", weight_decay: 0.01 },
};

/**
 * The same weight under four optimizers, each with its own history of steps.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createOptimizers({ actions, t, compute }) {
  const intro = h("p", { class: "note" });
  const result = h("div", {});
  const element = h(
    "section",
    { class: "panel optimizers" },
    h("h2", {}, t("optimizers-title")),
    intro,
    result,
    h("p", { class: "note" }, prose(t("optimizers-note"))),
  );

  const experiment = latest(
    async (/** @type {Record<string, any>} */ state) => {
      const at = weightOf(state);
      const config = state.trace.config;
      const rows = await Promise.all(
        Object.entries(OPTIMIZERS).map(async ([name, optimizer]) => {
          const { trace } = await compute({
            ...config,
            optimizer: { ...optimizer, learning_rate: state.learning_rate },
          });
          const of = (/** @type {string} */ path) => trace.value(path, at.row, at.col);
          return {
            name,
            loss: trace.value("loss", 0, 0),
            value: of(at.path),
            gradient: of(trace.node(at.path).gradient ?? at.path),
            update: of(`${at.path}.update`),
            next: of(`${at.path}.next`),
          };
        }),
      );
      return { at, rows };
    },
    ({ at, rows }, { trace, steps, learning_rate }) => {
      intro.replaceChildren(
        prose(
          t("optimizers-intro", { name: cellName(at, trace), steps, learning_rate: String(learning_rate) }),
        ),
      );
      result.replaceChildren(
        figureTable(
          [t("field-optimizer"), math("w"), math("gradient"), math("update"), math("next"), math("loss")],
          rows.map(({ name, value, gradient, update, next, loss }) => ({
            name,
            cells: [value, gradient, update, next, loss].map((x) => numberElement(x)),
          })),
          t("optimizers-title"),
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
