// A few figures that say at a glance what a step did. All are statistics of the engine's numbers.

import { entropy, variance } from "../engine/statistics.js";
import { headOf } from "../lessons/paths.js";

/** @typedef {{name: string, values: number[]}} Fact */
/** @typedef {Record<string, any>} State */

/** A head that is off is easily forgotten where the loss is discussed. @param {State} state @returns {Fact[]} */
const ablated = ({ trace }) =>
  trace.config.ablate?.length ? [{ name: "ablated", values: trace.config.ablate }] : [];

/** @type {Record<string, (state: State, head: string) => Fact[]>} */
const FACTS = {
  scale: ({ trace }, head) => [
    {
      name: "spread",
      values: ["scores", "scaled"].map((name) => Math.sqrt(variance(trace.flat(`${head}.${name}`)))),
    },
  ],
  softmax: ({ trace }, head) => {
    const rows = /** @type {number[][]} */ (trace.matrix(`${head}.attention`));
    return [
      { name: "largest-weight", values: [Math.max(...rows.flat())] },
      { name: "entropy", values: [rows.reduce((sum, row) => sum + entropy(row), 0) / rows.length] },
    ];
  },
  loss: (state) => [{ name: "loss", values: [state.trace.value("loss", 0, 0)] }, ...ablated(state)],
  update: (state) => [
    { name: "steps", values: [state.steps] },
    { name: "loss", values: [state.trace.value("loss", 0, 0)] },
    ...ablated(state),
  ],
};

/** @param {State} state @returns {Fact[]} */
export function factsOf(state) {
  const head = `block0.attention.head${headOf(state, state.trace)}`;
  return FACTS[state.step]?.(state, head) ?? [];
}
