import { parametersOf } from "./frozen.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {{path: string, row: number, col: number}} Cell */

/**
 * What an experiment about the open weight depends on, for `latest`.
 * @param {Record<string, any>} state
 */
export const weightKey = ({ trace, cell, weight }) => [trace, cell?.path, cell?.row, cell?.col, weight];

/**
 * The weight that an experiment is about: that of the open number, be it the weight itself, its gradient or
 * anything the optimizer made of it; otherwise the first one of the chosen matrix.
 * @param {Record<string, any>} state @returns {Cell}
 */
export function weightOf({ trace, cell, weight }) {
  const first = { path: `block0.attention.${weight}`, row: 0, col: 0 };
  if (!cell) return first;
  const path = parametersOf(trace).find(
    (parameter) =>
      cell.path === parameter ||
      cell.path.startsWith(`${parameter}.`) ||
      cell.path === /** @type {Trace} */ (trace).node(parameter).gradient,
  );
  const node = path && /** @type {Trace} */ (trace).node(path);
  return node && cell.row < node.shape[0] && cell.col < node.shape[1]
    ? { path: node.path, row: cell.row, col: cell.col }
    : first;
}
