import { sameValues } from "./compare.js";
import { identity } from "./draw.js";
import { A, embedded, small, upTo, whichOf } from "./small.js";

/** @typedef {import("./exercises.js").Exercise} Exercise */

/** Every head attends to its own token alone, so that Z is V and can be read off. @param {number} heads @param {number} n */
const selfAttention = (heads, n) =>
  Object.fromEntries(upTo(heads).map((h) => [`${A}head${h}.attention`, identity(n)]));

/** Chapter 6: heads, W_O, and what the whole layer cannot know. @type {Exercise[]} */
export const HEADS = [
  {
    id: "concat-ablate",
    step: "concat",
    kind: "choice",
    make(draw, words) {
      const n_heads = 2 + draw.below(2);
      const head = draw.below(n_heads);
      const d_v = 2;
      const config = small(words, {
        X: identity(2),
        W_V: draw.matrix(2, n_heads * d_v),
        n_heads,
        d_v,
        override: selfAttention(n_heads, 2),
      });
      const path = `${A}concat`;
      return {
        configs: [config, { ...config, ablate: [head] }],
        scene: [path],
        plain: true,
        options: [
          ...upTo(n_heads).map((h) => ({ key: "columns", args: { from: h * d_v, to: h * d_v + 1 } })),
          { key: "only-row", args: { row: words[Math.min(head, 1)] } },
        ],
        right([, after]) {
          const rows = after.matrix(path);
          const zero = upTo(n_heads * d_v).filter((c) => rows.every((row) => row[c] === 0));
          return upTo(n_heads).filter((h) => zero.join() === [h * d_v, h * d_v + 1].join());
        },
        reveal: path,
        words: { head, n_heads, d_v },
      };
    },
  },
  {
    id: "concat-width",
    step: "concat",
    kind: "number",
    make(draw, words) {
      const n_heads = 2 + draw.below(7);
      const d_v = 2 + draw.below(7);
      const d_model = draw.pick([10, 12, 20]);
      return {
        config: {
          tokens: words.slice(0, 2),
          d_model,
          n_heads,
          d_k: 2,
          d_v,
          positional: { kind: "none" },
        },
        tree: (trace) => ({
          op: "product",
          args: [n_heads, trace.node(`${A}concat`).shape[1] / n_heads].map((value) => ({
            op: "number",
            value,
          })),
        }),
        slips: [{ key: "d_model", value: () => d_model }],
        words: { n_heads, d_v, d_model },
      };
    },
  },
  {
    id: "output-cell",
    step: "output",
    kind: "number",
    make(draw, words) {
      const [row, col] = draw.shuffled([0, 1]);
      const cell = { path: `${A}output`, row, col };
      return {
        config: small(words, {
          X: identity(2),
          W_V: draw.matrix(2, 2),
          W_O: draw.matrix(2, 2),
          n_heads: 2,
          d_k: 1,
          d_v: 1,
          override: selfAttention(2, 2),
        }),
        cell,
        slips: [{ key: "swapped", value: (trace) => trace.value(cell.path, cell.col, cell.row) }],
      };
    },
  },
  {
    id: "output-heads",
    step: "output",
    kind: "choice",
    make(draw, words) {
      const n_heads = 3;
      const d_v = 2;
      const head = draw.below(n_heads);
      const W_O = draw.matrix(n_heads * d_v, 2);
      const given = {
        X: draw.matrix(2, 2),
        W_V: draw.matrix(2, n_heads * d_v),
        n_heads,
        d_v,
      };
      const whole = small(words, { ...given, W_O });
      const cut = small(words, { ...given, W_O: W_O.map((row, r) => (r >> 1 === head ? [0, 0] : row)) });
      return {
        configs: [whole, cut, ...upTo(n_heads).map((h) => ({ ...whole, ablate: [h] }))],
        scene: [`${A}W_O`],
        shown: 1,
        plain: true,
        options: [
          ...upTo(n_heads).map((h) => ({ key: "head", args: { head: h } })),
          { key: "all-heads-less" },
        ],
        // Cutting its rows of W_O must do what switching the head off does.
        right: ([, without, ...ablated]) =>
          whichOf(ablated.map((trace) => sameValues(trace.flat(`${A}output`), without.flat(`${A}output`)))),
        reveal: `${A}output`,
        words: { first: head * d_v, last: head * d_v + 1, d_v },
      };
    },
  },
  {
    id: "output-swap",
    step: "output",
    kind: "choice",
    make(draw, words) {
      const kind = draw.pick(["none", "none", "sinusoidal"]);
      const swapped = draw.pick([
        [1, 0, 2],
        [0, 2, 1],
        [2, 1, 0],
      ]);
      const config = (/** @type {number[]} */ order) => ({
        ...embedded(
          order.map((i) => words[i]),
          4,
        ),
        positional: { kind },
      });
      return {
        configs: [config([0, 1, 2]), config(swapped)],
        scene: ["X"],
        options: [{ key: "rows-swap" }, { key: "nothing" }, { key: "all-numbers" }],
        right([a, b]) {
          const [before, after] = [a, b].map((trace) => trace.matrix(`${A}output`));
          if (sameValues(before.flat(), after.flat())) return [1];
          return [
            sameValues(
              swapped.flatMap((i) => before[i]),
              after.flat(),
            )
              ? 0
              : 2,
          ];
        },
        reveal: `${A}output`,
        words: { kind, order: swapped.map((i) => words[i]).join(" ") },
      };
    },
  },
];
