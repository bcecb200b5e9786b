/** @typedef {import("./protocol.js").Explanation} Explanation */

/**
 * erf(x) = 2/√π·e^(−x²)·Σ 2ⁿx^(2n+1)/(1·3·5⋯(2n+1)): all terms of one sign, so nothing cancels.
 * Abramowitz & Stegun 1964, 7.1.6. JavaScript has none of its own.
 * @param {number} x
 */
function erf(x) {
  if (Math.abs(x) > 6) return Math.sign(x); // to the last bit of a double
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** @type {Record<string, (args: number[]) => number>} */
const OPERATIONS = {
  sum: (args) => args.reduce((a, b) => a + b, 0),
  product: (args) => args.reduce((a, b) => a * b, 1),
  max: (args) => Math.max(...args),
  min: (args) => Math.min(...args),
  difference: ([a, b]) => a - b,
  quotient: ([a, b]) => a / b,
  power: ([a, b]) => a ** b,
  exp: ([a]) => Math.exp(a),
  log: ([a]) => Math.log(a),
  sqrt: ([a]) => Math.sqrt(a),
  sin: ([a]) => Math.sin(a),
  cos: ([a]) => Math.cos(a),
  tanh: ([a]) => Math.tanh(a),
  erf: ([a]) => erf(a),
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

/** A row that meets a column: products of two cells each, added up. @param {Explanation} tree */
export const isSumOfProducts = (tree) =>
  tree.op === "sum" &&
  "args" in tree &&
  tree.args.length > 0 &&
  tree.args.every(
    (term) =>
      term.op === "product" &&
      "args" in term &&
      term.args.length === 2 &&
      term.args.every((a) => a.op === "cell"),
  );

/**
 * A sum of products as it grows: the sum after its first term, after its second, and so on.
 * @param {Explanation} tree for which isSumOfProducts holds @returns {number[]}
 */
export function runningSums(tree) {
  if (!("args" in tree)) return [];
  let sum = 0;
  return tree.args.map((term) => {
    sum += evaluate(term);
    return sum;
  });
}

/**
 * What an open number has come to when the player has added so many of its products.
 * @param {Explanation | null} tree @param {number | null} term the product that it is at; null: the number is whole
 * @returns {number | null} null where the number itself is to be shown
 */
export function sumSoFar(tree, term) {
  if (!tree || term === null || !isSumOfProducts(tree) || !("args" in tree) || term >= tree.args.length - 1)
    return null;
  return runningSums(tree)[term];
}
