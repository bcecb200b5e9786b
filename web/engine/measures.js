// How attention is doing in a training step, read off its tape, row by row.

import { entropy, median } from "./statistics.js";

/** @typedef {import("./trace.js").Trace} Trace */

/**
 * @typedef {object} AttentionMeasures
 * @property {number} entropy    of a row's weights, in bits, the mean of all
 * @property {number} saturated  the share of rows whose largest weight is above 0.99, among those that have a
 *                               choice: behind a causal mask the first row has one key
 * @property {number} gain       ‖dscaled‖ / ‖dattention‖: how much of the gradient softmax's Jacobian lets through,
 *                               the median of the rows that the loss depends on; NaN where there are none
 * @property {number} norm       of the whole gradient
 */

/** @param {ArrayLike<number>} row */
function length(row) {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i] * row[i];
  return Math.sqrt(sum);
}

/** The rows of a node. @param {Trace} trace @param {string} path */
function rowsOf(trace, path) {
  const [rows, cols] = trace.node(path).shape;
  const flat = trace.flat(path);
  return Array.from({ length: rows }, (_, row) => flat.subarray(row * cols, (row + 1) * cols));
}

/** How many keys each row may look at; null: all of them. @param {Trace} trace @param {(name: string) => string} path */
function keysSeen(trace, path) {
  const masked = ["padded", "masked"].map(path).find((name) => trace.has(name));
  if (!masked) return null;
  return rowsOf(trace, masked).map((row) =>
    row.reduce((count, x) => count + (x > Number.NEGATIVE_INFINITY ? 1 : 0), 0),
  );
}

/**
 * Over all heads of the first block.
 * @param {Trace} trace of a training step
 * @returns {AttentionMeasures}
 */
export function measureAttention(trace) {
  /** @type {number[]} */
  const gains = [];
  let [rows, bits, saturated] = [0, 0, 0];
  for (let head = 0; trace.has(`block0.attention.head${head}.attention`); head++) {
    const path = (/** @type {string} */ name) => `block0.attention.head${head}.${name}`;
    const keys = keysSeen(trace, path);
    rowsOf(trace, path("attention")).forEach((row, r) => {
      if (keys && keys[r] < 2) return;
      rows++;
      bits += entropy(row);
      saturated += Math.max(...row) > 0.99 ? 1 : 0;
    });
    const above = rowsOf(trace, path("dattention")).map(length);
    const below = rowsOf(trace, path("dscaled")).map(length);
    above.forEach((norm, row) => {
      if (norm > 0) gains.push(below[row] / norm);
    });
  }
  return {
    entropy: bits / rows,
    saturated: saturated / rows,
    gain: median(gains),
    norm: trace.value("gradient_norm", 0, 0),
  };
}
