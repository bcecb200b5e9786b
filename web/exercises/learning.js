import { identity } from "./draw.js";
import { A, H, small, upTo } from "./small.js";

/** @typedef {import("./exercises.js").Exercise} Exercise */
/** @typedef {import("./draw.js").Draw} Draw */
/** @typedef {import("../engine/trace.js").Trace} Trace */

/**
 * A layer in which only W_V does something: output = X · W_V, so that gradients stay small whole numbers.
 * @param {Draw} draw @param {string[]} words
 */
const linear = (draw, words) =>
  small(words, {
    X: draw.matrix(2, 2),
    W_V: draw.matrix(2, 2, 2),
    W_O: identity(2),
    override: { [`${H}attention`]: identity(2) },
    target: draw.matrix(2, 2, 4),
  });

/** Chapter 7: loss, gradients, updates. @type {Exercise[]} */
export const LEARNING = [
  {
    id: "loss-cell",
    step: "loss",
    kind: "number",
    make(draw, words) {
      const config = {
        ...linear(draw, words),
        parameters: { [`${A}W_V`]: identity(2), [`${A}W_O`]: identity(2) },
      };
      const differences = (/** @type {Trace} */ trace) =>
        Array.from(trace.flat(`${A}output`)).map((x, i) => x - trace.flat("target")[i]);
      return {
        config,
        cell: { path: "loss", row: 0, col: 0 },
        slips: [
          { key: "not-mean", value: (trace) => differences(trace).reduce((s, d) => s + d * d, 0) },
          {
            key: "not-squared",
            value: (trace) => differences(trace).reduce((s, d) => s + Math.abs(d), 0) / 4,
          },
        ],
      };
    },
  },
  {
    id: "loss-gradient",
    step: "d_output",
    kind: "number",
    make(draw, words) {
      const cell = { path: `${A}doutput`, row: draw.below(2), col: draw.below(2) };
      const at = (/** @type {Trace} */ trace) =>
        trace.value(`${A}output`, cell.row, cell.col) - trace.value("target", cell.row, cell.col);
      return {
        config: linear(draw, words),
        cell,
        slips: [
          { key: "not-doubled", value: (trace) => at(trace) / 4 },
          { key: "not-shared", value: (trace) => 2 * at(trace) },
        ],
      };
    },
  },
  {
    id: "weights-cell",
    step: "d_weights",
    kind: "number",
    make(draw, words) {
      const [row, col] = draw.shuffled([0, 1]);
      const cell = { path: `${A}dW_V`, row, col };
      return {
        config: linear(draw, words),
        cell,
        slips: [{ key: "swapped", value: (trace) => trace.value(cell.path, cell.col, cell.row) }],
      };
    },
  },
  {
    id: "update-sgd",
    step: "update",
    kind: "number",
    make(draw, words) {
      const rate = draw.pick([0.1, 0.2, 0.5]);
      const W = `${A}W_V`;
      const [row, col] = [draw.below(2), draw.below(2)];
      const cell = { path: `${W}.next`, row, col };
      return {
        config: { ...linear(draw, words), optimizer: { kind: "sgd", learning_rate: rate } },
        cell,
        before: [{ path: `${W}.update`, row, col }],
        scene: [W, `${A}dW_V`, `${W}.next`],
        slips: [
          {
            key: "uphill",
            value: (trace) => trace.value(W, row, col) + rate * trace.value(`${A}dW_V`, row, col),
          },
          {
            key: "no-rate",
            value: (trace) => trace.value(W, row, col) - trace.value(`${A}dW_V`, row, col),
          },
          { key: "update-only", value: (trace) => trace.value(`${W}.update`, row, col) },
        ],
        words: { rate: String(rate) },
      };
    },
  },
  {
    id: "update-rate",
    step: "update",
    kind: "choice",
    make(draw, words) {
      const kind = draw.pick(["sgd", "adam"]);
      const base = linear(draw, words);
      const config = (/** @type {number} */ learning_rate) => ({
        ...base,
        optimizer: { kind, learning_rate },
      });
      const factors = [1, 2, 4];
      return {
        configs: [config(0.1), config(0.2)],
        options: [
          { key: "stays" },
          { key: "times", args: { factor: 2 } },
          { key: "times", args: { factor: 4 } },
        ],
        right(traces) {
          const [a, b] = traces.map((trace) => trace.flat(`${A}W_V.update`));
          const i = a.findIndex((x) => x !== 0);
          return upTo(3).filter((o) => Math.abs(b[i] / a[i] - factors[o]) < 0.01);
        },
        reveal: `${A}W_V.update`,
        words: { kind },
      };
    },
  },
  {
    id: "update-size",
    step: "update",
    kind: "choice",
    make(draw, words) {
      const kind = draw.pick(["sgd", "adam"]);
      const factor = 2 + draw.below(4);
      // One token, and X's second number is `factor` times its first: so are the gradients of W_V's two rows.
      const config = {
        ...small(words, {
          X: [[1, factor]],
          W_V: draw.matrix(2, 2, 2),
          W_O: identity(2),
          target: [[20 + draw.below(10), 20 + draw.below(10)]],
        }),
        optimizer: { kind, learning_rate: 0.1 },
      };
      const factors = [1, factor, factor * factor];
      return {
        configs: [config],
        scene: [`${A}dW_V`],
        plain: true,
        options: [
          { key: "same-size" },
          { key: "times-size", args: { factor } },
          { key: "times-size", args: { factor: factor * factor } },
        ],
        right([trace]) {
          const ratio = trace.value(`${A}W_V.update`, 1, 0) / trace.value(`${A}W_V.update`, 0, 0);
          return upTo(3).filter((o) => Math.abs(ratio - factors[o]) < 0.01);
        },
        reveal: `${A}W_V.update`,
        after: 0,
        words: { kind, factor },
      };
    },
  },
];
