import { changedCols, changedRows, sameValues } from "./compare.js";
import { identity, withCell } from "./draw.js";
import { A, embedded, small, upTo, whichOf } from "./small.js";

/** @typedef {import("./exercises.js").Exercise} Exercise */

/** Chapters 1 to 3: X, positions, Q, K and V. @type {Exercise[]} */
export const BEGINNING = [
  {
    id: "tokens-count",
    step: "tokens",
    kind: "number",
    make(draw, words) {
      const n = 3 + draw.below(3);
      const d = 2 + draw.below(8);
      return {
        config: embedded(words.slice(0, n), d),
        tree: (trace) => ({
          op: "product",
          args: trace.node("X").shape.map((value) => ({ op: "number", value })),
        }),
        slips: [{ key: "added", value: (trace) => trace.node("X").shape[0] + trace.node("X").shape[1] }],
        words: { sentence: words.slice(0, n).join(" "), d },
      };
    },
  },
  {
    id: "tokens-row",
    step: "tokens",
    kind: "choice",
    make(draw, words) {
      const at = draw.below(3);
      const before = words.slice(0, 3);
      const after = before.map((word, i) => (i === at ? words[3] : word));
      return {
        configs: [embedded(before, 3), embedded(after, 3)],
        scene: ["X"],
        options: [...before.map((row) => ({ key: "only-row", args: { row } })), { key: "all-rows" }],
        right([a, b]) {
          const rows = changedRows(a, b, "X");
          return rows.length === 3 ? [3] : rows;
        },
        reveal: "X",
        words: { old: before[at], new: words[3] },
      };
    },
  },
  {
    id: "position-equal",
    step: "position",
    kind: "choice",
    make(draw, words) {
      const kind = draw.pick(["none", "sinusoidal"]);
      const [a, b] = draw.pick([
        [0, 2],
        [0, 1],
        [1, 2],
      ]);
      const tokens = upTo(3).map((i) => (i === a || i === b ? words[0] : words[1]));
      const config = { ...embedded(tokens, 4), positional: { kind } };
      return {
        configs: [config],
        scene: ["X"],
        options: [{ key: "equal" }, { key: "different" }],
        right: ([trace]) => {
          const input = trace.matrix("input");
          return [sameValues(input[a], input[b]) ? 0 : 1];
        },
        reveal: "input",
        after: 0,
        words: { kind, word: words[0] },
      };
    },
  },
  {
    id: "waves-cell",
    step: "waves",
    kind: "number",
    make(draw, words) {
      const cell = { path: "P", row: 1 + draw.below(2), col: draw.below(4) };
      const angle = cell.row / (cell.col < 2 ? 1 : 10);
      const degrees = (angle * Math.PI) / 180;
      return {
        config: { ...embedded(words.slice(0, 3), 4), positional: { kind: "sinusoidal", base: 100 } },
        cell,
        slips: [
          // An even column's neighbour is the odd one of the same pair.
          { key: "sine-cosine", value: (trace) => trace.value("P", cell.row, cell.col ^ 1) },
          { key: "degrees", value: () => (cell.col % 2 ? Math.cos(degrees) : Math.sin(degrees)) },
        ],
        words: { position: cell.row, col: cell.col },
      };
    },
  },
  {
    id: "queries-cell",
    step: "queries",
    kind: "number",
    make(draw, words) {
      // Off the diagonal, so that swapping row and column shows.
      const [row, col] = draw.shuffled([0, 1]);
      const cell = { path: `${A}Q`, row, col };
      return {
        config: small(words, { X: draw.matrix(2, 3), W_Q: draw.matrix(3, 2) }),
        cell,
        slips: [{ key: "swapped", value: (trace) => trace.value(cell.path, cell.col, cell.row) }],
      };
    },
  },
  {
    id: "queries-zero",
    step: "queries",
    kind: "choice",
    make(draw, words) {
      const X = draw.matrix(2, 2);
      const W_Q = draw.matrix(2, 3);
      const [row, col] = [draw.below(2), draw.below(3)];
      return {
        configs: [W_Q, withCell(W_Q, row, col, 0)].map((W) => small(words, { X, W_Q: W, d_k: 3 })),
        scene: [`${A}Q`],
        mark: { path: `${A}W_Q`, row, col },
        options: [
          ...upTo(3).map((c) => ({ key: "only-column", args: { col: c } })),
          ...upTo(2).map((r) => ({ key: "only-row", args: { row: words[r] } })),
        ],
        right: ([a, b]) => [
          ...(changedCols(a, b, `${A}Q`).length === 1 ? changedCols(a, b, `${A}Q`) : []),
          ...(changedRows(a, b, `${A}Q`).length === 1 ? [3 + changedRows(a, b, `${A}Q`)[0]] : []),
        ],
        reveal: `${A}Q`,
      };
    },
  },
  {
    id: "split-head",
    step: "split",
    kind: "choice",
    make(draw, words) {
      const n_heads = 2 + draw.below(2);
      const head = draw.below(n_heads);
      const d_k = 2;
      // No two columns alike, so that a head's can be told apart.
      const W_Q = [
        draw.shuffled([-3, -2, -1, 1, 2, 3]).slice(0, n_heads * d_k),
        ...draw.matrix(1, n_heads * d_k),
      ];
      const ranges = upTo(n_heads).map((h) => upTo(d_k).map((i) => h * d_k + i));
      return {
        configs: [small(words, { X: identity(2), W_Q, n_heads, d_k })],
        scene: [`${A}Q`],
        plain: true,
        options: [
          ...ranges.map(([from, to]) => ({ key: "columns", args: { from, to } })),
          { key: "every-columns", args: { every: n_heads, from: head } },
        ],
        right([trace]) {
          const all = trace.matrix(`${A}Q`);
          const own = trace.flat(`${A}head${head}.Q`);
          const every = upTo(d_k).map((i) => head + i * n_heads);
          return whichOf(
            [...ranges, every].map((columns) =>
              sameValues(
                all.flatMap((row) => columns.map((c) => row[c])),
                own,
              ),
            ),
          );
        },
        reveal: `${A}head${head}.Q`,
        after: 0,
        words: { head, n_heads, d_k },
      };
    },
  },
];
