import { changedCells, changedCols, changedRows } from "./compare.js";
import { identity } from "./draw.js";
import { H, small, upTo } from "./small.js";

/** @typedef {import("./exercises.js").Exercise} Exercise */

/** Chapter 4: scores and √d_k. @type {Exercise[]} */
export const SCORES = [
  {
    id: "scores-cell",
    step: "scores",
    kind: "number",
    make(draw, words) {
      // Off the diagonal, where it matters which of the two is the row.
      const [row, col] = draw.shuffled([0, 1, 2]);
      const cell = { path: `${H}scores`, row, col };
      return {
        config: small(words, { X: identity(3), W_Q: draw.matrix(3, 2), W_K: draw.matrix(3, 2) }),
        cell,
        slips: [{ key: "mirrored", value: (trace) => trace.value(cell.path, col, row) }],
      };
    },
  },
  {
    id: "scores-key",
    step: "scores",
    kind: "choice",
    make(draw, words) {
      const at = draw.below(3);
      const W_Q = draw.matrix(3, 2);
      const W_K = draw.matrix(3, 2);
      const other = W_K.map((row, i) => (i === at ? [row[0] + 10, row[1] + 1] : row));
      const which = draw.pick(["K", "Q"]);
      const token = words[at];
      const X = identity(3);
      const changed =
        which === "K"
          ? [
              { W_Q, W_K },
              { W_Q, W_K: other },
            ]
          : [
              { W_Q: W_K, W_K: W_Q },
              { W_Q: other, W_K: W_Q },
            ];
      return {
        configs: changed.map((weights) => small(words, { X, ...weights })),
        scene: [`${H}scores`],
        options: [
          { key: "only-row", args: { row: token } },
          { key: "only-token-column", args: { col: token } },
          { key: "only-cell", args: { row: token, col: token } },
          { key: "all" },
        ],
        right([a, b]) {
          const path = `${H}scores`;
          if (changedCells(a, b, path).length === 1) return [2];
          if (changedRows(a, b, path).length === 1) return [0];
          return [changedCols(a, b, path).length === 1 ? 1 : 3];
        },
        reveal: `${H}scores`,
        words: { which, token },
      };
    },
  },
  {
    id: "scale-cell",
    step: "scale",
    kind: "number",
    make(draw, words) {
      const d_k = draw.pick([4, 9, 16]);
      const cell = { path: `${H}scaled`, row: draw.below(2), col: draw.below(2) };
      const given = { X: identity(2), W_Q: draw.matrix(2, d_k, 2), W_K: draw.matrix(2, d_k, 2), d_k };
      const score = (/** @type {import("../engine/trace.js").Trace} */ trace) =>
        trace.value(`${H}scores`, cell.row, cell.col);
      return {
        config: small(words, given),
        cell,
        slips: [
          { key: "undivided", value: score },
          { key: "by-d_k", value: (trace) => score(trace) / d_k },
          { key: "by-d_model", value: (trace) => score(trace) / Math.sqrt(2) },
        ],
        words: { d_k },
      };
    },
  },
  {
    id: "scale-which",
    step: "scale",
    kind: "choice",
    make(draw, words) {
      const d_k = draw.pick([4, 9, 16]);
      const d_model = draw.pick([25, 36]);
      const n_heads = draw.pick([2, 3]);
      const X = draw.matrix(2, d_model, 1);
      const W = () => draw.matrix(d_model, n_heads * d_k, 1);
      const divisors = [d_k, d_model, Math.sqrt(d_k), Math.sqrt(d_model)];
      const order = draw.shuffled(upTo(4));
      return {
        configs: [small(words, { X, W_Q: W(), W_K: W(), n_heads, d_k })],
        options: order.map((i) => ({ key: "number", args: { number: String(divisors[i]) } })),
        right([trace]) {
          const scores = trace.flat(`${H}scores`);
          const i = scores.findIndex((score) => score !== 0);
          const ratio = scores[i] / trace.flat(`${H}scaled`)[i];
          return upTo(4).filter((o) => Math.abs(divisors[order[o]] - ratio) < 1e-3);
        },
        words: { d_model, d_k, n_heads },
      };
    },
  },
];
