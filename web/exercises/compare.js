// What changed between two runs of the engine: how choice exercises are graded.

/** @typedef {import("../engine/trace.js").Trace} Trace */

/** Rounding in 32 bits is not a change. */
const same = (/** @type {number} */ a, /** @type {number} */ b) =>
  a === b || Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a), Math.abs(b));

/**
 * @param {Trace} before @param {Trace} after @param {string} path
 * @returns {{row: number, col: number}[]}
 */
export function changedCells(before, after, path) {
  const old = before.flat(path);
  const cols = before.node(path).shape[1];
  return [...after.flat(path)].flatMap((value, i) =>
    same(value, old[i]) ? [] : [{ row: Math.floor(i / cols), col: i % cols }],
  );
}

/** @param {number[]} list */
const distinct = (list) => [...new Set(list)].sort((a, b) => a - b);

/** @param {Trace} before @param {Trace} after @param {string} path */
export const changedRows = (before, after, path) =>
  distinct(changedCells(before, after, path).map(({ row }) => row));

/** @param {Trace} before @param {Trace} after @param {string} path */
export const changedCols = (before, after, path) =>
  distinct(changedCells(before, after, path).map(({ col }) => col));

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export const sameValues = (a, b) => a.length === b.length && Array.from(a).every((x, i) => same(x, b[i]));
