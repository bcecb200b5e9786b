// A few figures that say at a glance what a step did. All are statistics of the engine's numbers.

import { headOf } from "../lessons/paths.js";

/** @typedef {{name: string, values: number[]}} Fact */
/** @typedef {Record<string, any>} State */

/** @param {Float32Array} values */
function spread(values) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
}

/** @type {Record<string, (state: State, head: string) => Fact[]>} */
const FACTS = {
  scale: ({ trace }, head) => [
    { name: "spread", values: [spread(trace.flat(`${head}.scores`)), spread(trace.flat(`${head}.scaled`))] },
  ],
  softmax: ({ trace }, head) => {
    const rows = /** @type {number[][]} */ (trace.matrix(`${head}.attention`));
    const entropies = rows.map((row) => row.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0));
    return [
      { name: "largest-weight", values: [Math.max(...rows.flat())] },
      { name: "entropy", values: [entropies.reduce((a, b) => a + b, 0) / entropies.length] },
    ];
  },
  loss: ({ trace }) => [{ name: "loss", values: [trace.value("loss", 0, 0)] }],
  update: ({ trace, steps }) => [
    { name: "steps", values: [steps] },
    { name: "loss", values: [trace.value("loss", 0, 0)] },
  ],
};

/** @param {State} state @returns {Fact[]} */
export function factsOf(state) {
  const head = `block0.attention.head${headOf(state, state.trace)}`;
  return FACTS[state.step]?.(state, head) ?? [];
}
