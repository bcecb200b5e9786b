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

/**
 * One score of a row on its way through softmax.
 * @typedef {object} SoftmaxTerm
 * @property {{node: string, row: number, col: number}} cell  of the score
 * @property {number} score
 * @property {number} shifted  less the largest of its row
 * @property {number} power    e to that
 * @property {number} share    of the sum of all powers
 */

/** @param {Explanation} tree */
const shiftedPower = (tree) => {
  const inner = tree.op === "exp" && "args" in tree ? tree.args[0] : null;
  if (inner?.op !== "difference" || !("args" in inner) || inner.args[0].op !== "cell") return null;
  return { cell: /** @type {any} */ (inner.args[0]), shifted: evaluate(inner), power: evaluate(tree) };
};

/**
 * A weight of attention taken apart: e to its shifted score, over the sum of all such powers of the row.
 * @param {Explanation | null} tree
 * @returns {{terms: SoftmaxTerm[], at: number, sum: number} | null} `at`: which term it is; null for anything else
 */
export function softmaxOf(tree) {
  if (tree?.op !== "quotient" || !("args" in tree)) return null;
  const [above, below] = tree.args;
  const own = shiftedPower(above);
  if (!own || below.op !== "sum" || !("args" in below)) return null;
  const powers = below.args.map(shiftedPower);
  if (powers.some((each) => each === null)) return null;
  const sum = evaluate(below);
  const terms = /** @type {NonNullable<ReturnType<typeof shiftedPower>>[]} */ (powers).map((each) => ({
    cell: each.cell,
    score: Number(each.cell.value),
    shifted: each.shifted,
    power: each.power,
    share: each.power / sum,
  }));
  return { terms, at: terms.findIndex(({ cell }) => cell.col === own.cell.col), sum };
}

/**
 * The same of a whole row, from its scores and the weights that the engine made of them: the largest score is shifted
 * to 0, and e to that is 1, so every power is a weight against the largest one.
 * @param {{node: string, row: number}} of @param {ArrayLike<number>} scores @param {ArrayLike<number>} shares
 * @returns {{terms: SoftmaxTerm[], at: number, sum: number}}
 */
export function softmaxOfRow({ node, row }, scores, shares) {
  const all = Array.from(scores);
  const [largest, most] = [Math.max(...all), Math.max(...Array.from(shares))];
  const terms = all.map((score, col) => ({
    cell: { node, row, col },
    score,
    shifted: score - largest,
    power: shares[col] / most,
    share: shares[col],
  }));
  return { terms, at: -1, sum: 1 / most };
}
