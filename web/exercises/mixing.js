import { changedRows } from "./compare.js";
import { identity, withCell } from "./draw.js";
import { H, small, upTo, whichOf } from "./small.js";

/** @typedef {import("./exercises.js").Exercise} Exercise */

/** Chapter 5: masks, softmax, the weighted sum. @type {Exercise[]} */
export const MIXING = [
  {
    id: "mask-zero",
    step: "mask",
    kind: "choice",
    make(draw, words) {
      const [a, b, c] = draw.shuffled([0, 1, 2]);
      const mask = draw.pick(["causal", "causal", "padding"]);
      const cells = draw.shuffled([
        [a, b],
        [b, a],
        [c, c],
        [2, 0],
        [0, 2],
      ]);
      const seen = new Set();
      const asked = cells.filter((cell) => !seen.has(cell.join()) && seen.add(cell.join()));
      return {
        configs: [
          small(words, {
            X: identity(3),
            W_Q: draw.matrix(3, 2),
            W_K: draw.matrix(3, 2),
            mask,
            ...(mask === "padding" ? { lengths: [2] } : {}),
          }),
        ],
        scene: [`${H}scaled`],
        plain: true,
        options: asked.map(([row, col]) => ({ key: "cell", args: { row: words[row], col: words[col] } })),
        many: true,
        right: ([trace]) => whichOf(asked.map(([row, col]) => trace.value(`${H}attention`, row, col) === 0)),
        reveal: `${H}attention`,
        after: 0,
        words: { mask, last: words[2] },
      };
    },
  },
  {
    id: "softmax-cell",
    step: "softmax",
    kind: "number",
    make(draw, words) {
      const cell = { path: `${H}attention`, row: draw.below(2), col: draw.below(2) };
      const given = { X: identity(2), W_Q: draw.matrix(2, 1, 2), W_K: [[1], [draw.pick([-1, 2])]], d_k: 1 };
      return {
        config: small(words, { ...given, scale: false }),
        cell,
        slips: [
          {
            key: "undivided-power",
            value: (trace) => Math.exp(trace.value(`${H}scaled`, cell.row, cell.col)),
          },
          { key: "other-share", value: (trace) => trace.value(cell.path, cell.row, 1 - cell.col) },
          {
            key: "column-share",
            value(trace) {
              const [own, other] = [cell.row, 1 - cell.row].map((r) =>
                Math.exp(trace.value(`${H}scaled`, r, cell.col)),
              );
              return own / (own + other);
            },
          },
        ],
      };
    },
  },
  {
    id: "softmax-shift",
    step: "softmax",
    kind: "choice",
    make(draw, words) {
      const at = draw.below(3);
      const by = 2 + draw.below(7);
      // The keys' last number is 1, so the query's last number is added to its whole row of scores.
      const W_K = draw.matrix(3, 1, 2).map((row) => [...row, 1]);
      const W_Q = draw.matrix(3, 1, 2).map((row) => [...row, 0]);
      const shifted = W_Q.map((row, i) => (i === at ? [row[0], by] : row));
      const path = `${H}attention`;
      return {
        configs: [W_Q, shifted].map((W) => small(words, { X: identity(3), W_Q: W, W_K, scale: false })),
        scene: [`${H}scaled`],
        plain: true,
        options: [{ key: "nothing" }, { key: "only-row", args: { row: words[at] } }, { key: "all-rows" }],
        right: ([a, b]) => [Math.min(2, changedRows(a, b, path).length)],
        reveal: path,
        words: { row: words[at], by },
      };
    },
  },
  {
    id: "mix-cell",
    step: "mix",
    kind: "number",
    make(draw, words) {
      const [row, col] = draw.shuffled([0, 1]);
      const cell = { path: `${H}Z`, row, col };
      const shares = upTo(2).map(() => draw.pick([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9]));
      const V = draw.matrix(2, 2, 5);
      return {
        config: small(words, {
          X: identity(2),
          W_V: V,
          override: { [`${H}attention`]: shares.map((p) => [p, Number((1 - p).toFixed(1))]) },
        }),
        cell,
        slips: [
          { key: "unweighted", value: () => V[0][cell.col] + V[1][cell.col] },
          { key: "swapped", value: (trace) => trace.value(cell.path, cell.col, cell.row) },
        ],
      };
    },
  },
  {
    id: "mix-key",
    step: "mix",
    kind: "choice",
    make(draw, words) {
      const mask = draw.pick(["none", "causal"]);
      const W_K = draw.matrix(3, 2, 2);
      const other = W_K.map((row, i) => (i === 1 ? [row[0] + 1, row[1] - 2] : row));
      const given = { X: identity(3), W_Q: draw.matrix(3, 2, 1), W_V: draw.matrix(3, 2), mask, scale: 0.3 };
      const path = `${H}attention`;
      // Of the second token, so that "this row", "from this row on" and "all rows" differ.
      const sets = [[1], [1, 2], [0, 1, 2], []];
      return {
        configs: [W_K, other].map((W) => small(words, { ...given, W_K: W })),
        scene: [path],
        plain: true,
        options: [
          { key: "only-row", args: { row: words[1] } },
          { key: "rows-from", args: { row: words[1] } },
          { key: "all-rows" },
          { key: "nothing" },
        ],
        right: ([a, b]) => whichOf(sets.map((set) => set.join() === changedRows(a, b, path).join())),
        reveal: path,
        words: { mask, token: words[1] },
      };
    },
  },
  {
    id: "mix-who",
    step: "mix",
    kind: "choice",
    make(draw, words) {
      const name = draw.pick(["W_V", "W_K"]);
      const given = {
        X: identity(2),
        W_Q: draw.matrix(2, 2),
        W_K: draw.matrix(2, 2),
        // Two values far apart: whoever listens differently hears something different.
        W_V: [draw.matrix(1, 2)[0], [6, -6]],
      };
      const W = /** @type {any} */ (given)[name];
      const other = withCell(W, draw.below(2), draw.below(2), 5);
      const symbols = ["Q", "K", "V", "scores", "attention", "Z"];
      return {
        // Gentle scores, so that the weights really move.
        configs: [given, { ...given, [name]: other }].map((g) => small(words, { ...g, scale: 0.1 })),
        options: symbols.map((symbol) => ({ key: "symbol", args: { symbol } })),
        many: true,
        right: ([a, b]) => whichOf(symbols.map((name) => changedRows(a, b, `${H}${name}`).length > 0)),
        reveal: `${H}Z`,
        words: { name },
      };
    },
  },
];
