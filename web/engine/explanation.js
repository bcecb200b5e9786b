/** @typedef {import("./protocol.js").Explanation} Explanation */

/** @type {Record<string, (args: number[]) => number>} */
const OPERATIONS = {
  sum: (args) => args.reduce((a, b) => a + b, 0),
  product: (args) => args.reduce((a, b) => a * b, 1),
  max: (args) => Math.max(...args),
  difference: ([a, b]) => a - b,
  quotient: ([a, b]) => a / b,
  power: ([a, b]) => a ** b,
  exp: ([a]) => Math.exp(a),
  log: ([a]) => Math.log(a),
  sqrt: ([a]) => Math.sqrt(a),
  sin: ([a]) => Math.sin(a),
  cos: ([a]) => Math.cos(a),
  tanh: ([a]) => Math.tanh(a),
};

/** The value of an explanation, from its leaves. @param {Explanation} tree @returns {number} */
export function evaluate(tree) {
  if ("args" in tree) {
    const operation = OPERATIONS[tree.op];
    if (!operation) throw new Error(`evaluate: no operation "${tree.op}"`);
    return operation(tree.args.map(evaluate));
  }
  return Number(tree.value);
}

/**
 * The cells at its leaves, from left to right.
 * @param {Explanation} tree
 * @returns {{node: string, row: number, col: number}[]}
 */
export function cellsOf(tree) {
  if ("args" in tree) return tree.args.flatMap(cellsOf);
  return "node" in tree ? [tree] : [];
}
