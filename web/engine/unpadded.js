import { PADDING } from "./example-trace.js";
import { Trace } from "./trace.js";

/** @typedef {import("./protocol.js").NodeInfo} NodeInfo */

/**
 * The nodes whose columns are tokens: what softmax reads and gives, and what is added to it, back to the product of
 * queries and keys.
 * @param {Trace} trace @param {number} n tokens, padding included
 */
function squaresOf(trace, n) {
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {string} */ path) => {
    const { shape, op, inputs } = trace.node(path);
    if (found.has(path) || shape[0] !== n || shape[1] !== n) return;
    found.add(path);
    if (!op.startsWith("product")) inputs.forEach(visit);
  };
  for (const { path } of trace.nodes) if (path.endsWith(".attention")) visit(path);
  return found;
}

/** Hides what is padded: nothing to do where there is no padding. */
const HIDES_PADDING = "hide_padding";

/**
 * A held-out example without the places behind its end, up to its loss: the same numbers, as a lesson of that many
 * tokens has them.
 * @param {import("./example-trace.js").ExampleTrace} trace
 * @returns {Trace}
 */
export function unpadded(trace) {
  const { tokens } = trace.config;
  const n = tokens.length;
  const real = tokens.filter((/** @type {string} */ token) => token !== PADDING);
  const squares = squaresOf(trace, n);
  const read = (/** @type {string} */ path) =>
    trace.node(path).op === HIDES_PADDING ? trace.node(path).inputs[0] : path;
  const end = trace.nodes.findIndex(({ path }) => path === "loss");
  const kept = trace.nodes
    .slice(0, end + 1)
    .filter(({ op, path }) => op !== HIDES_PADDING && path !== "lengths");
  /** @type {number[]} */
  const values = [];
  const nodes = kept.map((node) => {
    const [rows, cols] = node.shape;
    const height = node.stacked ? (rows * real.length) / n : rows;
    const width = squares.has(node.path) ? real.length : cols;
    const offset = values.length;
    for (let row = 0; row < height; row++)
      for (let col = 0; col < width; col++) values.push(trace.values[node.offset + row * cols + col]);
    const shape = /** @type {[number, number]} */ ([height, width]);
    return { ...node, shape, offset, inputs: node.inputs.map(read) };
  });
  return new Trace({
    config: { ...trace.config, tokens: real },
    nodes,
    values: Float32Array.from(values),
  });
}
