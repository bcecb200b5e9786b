// What is read off a tape in the trials: attention weights, saturation, gains.

/** @typedef {import("../../web/engine/trace.js").Trace} Trace */
/** @typedef {import("../../web/engine/core.js").Training} Training */

import { mean } from "../../web/engine/statistics.js";

export { mean, median } from "../../web/engine/statistics.js";

/** @param {number} share */
export const percent = (share) => `${(100 * share).toFixed(share > 0.995 || share < 0.1 ? 1 : 0)}%`;

/**
 * How each head of a trained model reads t−1 and t−3: the mean weight at each, and the mean of what the larger of the
 * two has of both. At 1/2 a sum of two tokens would not tell which stood where.
 * @param {Trace} trace
 */
export function offsetWeights(trace) {
  const heads = Array.from({ length: trace.config.model.n_heads }, (_, head) => {
    const rows = trace.matrix(`block0.attention.head${head}.attention`);
    const length = rows[0].length;
    const pairs = rows.flatMap((row, r) =>
      r % length < 3 ? [] : [[row[(r % length) - 1], row[(r % length) - 3]]],
    );
    const [one, three, larger] = [
      mean(pairs.map(([a]) => a)),
      mean(pairs.map(([, b]) => b)),
      mean(pairs.map(([a, b]) => Math.max(a, b) / (a + b))),
    ].map((x) => x.toFixed(2));
    return `${one}/${three} (larger ${larger})`;
  });
  return `weight at t−1/t−3: ${heads.join(", ")}`;
}

/**
 * How saturated softmax is in one head, row by row.
 *   saturated  share of rows whose largest weight is above 0.99
 *   gains      ‖dscaled[row]‖ / ‖dattention[row]‖: how much of the gradient softmax's Jacobian lets through, in
 *              the rows that the loss depends on
 *   norm       of the whole gradient
 * @param {Trace} trace
 */
export function saturation(trace) {
  const head = "block0.attention.head0.";
  const attention = trace.matrix(`${head}attention`);
  const above = trace.matrix(`${head}dattention`).map((row) => Math.hypot(...row));
  const below = trace.matrix(`${head}dscaled`).map((row) => Math.hypot(...row));
  return {
    saturated: attention.filter((row) => Math.max(...row) > 0.99).length / attention.length,
    gains: above.flatMap((norm, row) => (norm > 0 ? [below[row] / norm] : [])),
    norm: trace.value("gradient_norm", 0, 0),
  };
}
