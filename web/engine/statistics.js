// Measures of what the engine computed: plain functions of its numbers.

/** In bits. @param {ArrayLike<number>} row weights that sum to 1 */
export function entropy(row) {
  let sum = 0;
  for (let i = 0; i < row.length; i++) if (row[i] > 0) sum -= row[i] * Math.log2(row[i]);
  return sum;
}

/** @param {number[]} numbers */
export function median(numbers) {
  if (numbers.length === 0) return Number.NaN;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number[]} numbers */
export const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** @param {ArrayLike<number>} values */
export function variance(values) {
  const list = Array.from(values);
  const middle = mean(list);
  return mean(list.map((x) => (x - middle) ** 2));
}

/**
 * How strongly a row of weights can answer to its scores: the largest gain (spectral norm) of softmax's
 * Jacobian diag(a) − a·aᵀ, by power iteration.
 * @param {number[]} a
 */
export function softmaxGain(a) {
  let v = a.map((_, i) => Math.cos(i + 1));
  let gain = 0;
  for (let turn = 0; turn < 40; turn++) {
    const average = a.reduce((sum, p, i) => sum + p * v[i], 0);
    const next = a.map((p, i) => p * (v[i] - average));
    gain = Math.hypot(...next);
    if (gain < 1e-30) return 0;
    v = next.map((x) => x / gain);
  }
  return gain;
}

/** What a matrix of attention weights is like, row by row. @param {number[][]} rows */
export const attentionMeasures = (rows) => ({
  largest: mean(rows.map((row) => Math.max(...row))),
  entropy: mean(rows.map(entropy)),
  saturated: rows.filter((row) => Math.max(...row) > 0.99).length / rows.length,
  gain: median(rows.map(softmaxGain)),
});
