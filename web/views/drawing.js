// How each operation is drawn: which matrices, in which arrangement. A product stands as it is done by hand:
// left factor at the left, right factor above, so that the row meets the column in the result.

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../engine/protocol.js").NodeInfo} NodeInfo */
/** @typedef {{path: string, transposed?: boolean}} Part */
/** @typedef {{sign: string}} Sign */
/** @typedef {{kind: "meet", left: Part, above: Part, result: Part} | {kind: "row", items: (Part | Sign)[]}} Drawing */

/** @param {string[]} inputs @param {string} sign @param {string} end @param {string} result @returns {Drawing} */
function joined(inputs, sign, end, result) {
  /** @type {(Part | Sign)[]} */
  const items = inputs.flatMap((path, i) => (i && sign ? [{ sign }, { path }] : [{ path }]));
  return { kind: "row", items: [...items, { sign: end }, { path: result }] };
}

/** @type {Record<string, (node: NodeInfo) => Drawing>} */
const DRAWINGS = {
  product: ({ inputs: [a, b], path }) => ({
    kind: "meet",
    left: { path: a },
    above: { path: b },
    result: { path },
  }),
  product_right_transposed: ({ inputs: [a, b], path }) => ({
    kind: "meet",
    left: { path: a },
    above: { path: b, transposed: true },
    result: { path },
  }),
  product_left_transposed: ({ inputs: [a, b], path }) => ({
    kind: "meet",
    left: { path: a, transposed: true },
    above: { path: b },
    result: { path },
  }),
  sum: ({ inputs, path }) => joined(inputs, "+", "=", path),
  concat: ({ inputs, path }) => joined(inputs, "|", "=", path),
  divide_by_root: ({ inputs, path }) => joined(inputs, "", "÷ √d_k =", path),
  mean_squared_error: ({ inputs, path }) => joined(inputs, "−", "→", path),
  mean_squared_error_gradient: ({ inputs, path }) => joined(inputs.slice(0, 2), "−", "→", path),
  softmax_gradient: ({ inputs, path }) => joined(inputs, "∘", "→", path),
};

/** @param {Part} part @returns {Part} */
const turned = ({ path, transposed = false }) => ({ path, transposed: !transposed });

/**
 * The same drawing with tokens as columns: (A·B)ᵀ = Bᵀ·Aᵀ, so the factors change places.
 * @param {Drawing} drawing
 * @returns {Drawing}
 */
export function withTokensAsColumns(drawing) {
  if (drawing.kind === "row")
    return { kind: "row", items: drawing.items.map((item) => ("sign" in item ? item : turned(item))) };
  return {
    kind: "meet",
    left: turned(drawing.above),
    above: turned(drawing.left),
    result: turned(drawing.result),
  };
}

/**
 * @param {string[]} paths @param {Trace} trace
 * @param {boolean} [alone] the matrices by themselves, without the operation that makes them
 * @returns {Drawing}
 */
export function drawingOf(paths, trace, alone = false) {
  if (alone || paths.length > 1) return { kind: "row", items: paths.map((path) => ({ path })) };
  const node = trace.node(paths[0]);
  // Set by hand: beside it stands what would have been computed.
  if (node.op === "override") return joined([`${node.path}_computed`], "", "→", node.path);
  if (node.inputs.length === 0) return { kind: "row", items: [{ path: node.path }] };
  return (DRAWINGS[node.op] ?? (({ inputs, path }) => joined(inputs, "", "→", path)))(node);
}

/** The matrices of a drawing. @param {Drawing} drawing @returns {Part[]} */
export const partsOf = (drawing) =>
  drawing.kind === "meet"
    ? [drawing.above, drawing.left, drawing.result]
    : drawing.items.flatMap((item) => ("sign" in item ? [] : [item]));

/**
 * Each matrix with the sign before it, so that no line ends in a lonely sign.
 * @param {(Part | Sign)[]} items
 * @returns {{sign: string, part: Part}[]}
 */
export function unitsOf(items) {
  let sign = "";
  return items.flatMap((item) => {
    if ("sign" in item) {
      sign = item.sign;
      return [];
    }
    const unit = { sign, part: item };
    sign = "";
    return [unit];
  });
}
