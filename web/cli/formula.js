import { shortestFloat } from "../engine/trace.js";

/** @typedef {import("../engine/protocol.js").Explanation} Explanation */

const JOINED = new Map([
  ["sum", " + "],
  ["product", " × "],
  ["difference", " − "],
  ["quotient", " / "],
  ["power", "^"],
]);

/** How tightly an operation binds: what is looser needs parentheses inside it. @type {Record<string, number>} */
const BINDING = { sum: 1, difference: 1, product: 2, quotient: 2, power: 3 };

/** @param {number | string} value */
const numberText = (value) => (typeof value === "number" ? String(shortestFloat(Math.fround(value))) : value);

/**
 * An explanation in one line of plain text.
 * @param {Explanation} tree
 * @param {(leaf: any) => string} leafText how a cell or number is written
 * @param {number} [outside] how tightly the surroundings bind
 * @returns {string}
 */
function write(tree, leafText, outside = 0) {
  if (!("args" in tree)) return leafText(tree);
  const joiner = JOINED.get(tree.op);
  if (!joiner) return `${tree.op}(${tree.args.map((arg) => write(arg, leafText)).join(", ")})`;
  const binding = BINDING[tree.op];
  // a − (b + c), a / (b · c): the right side of these needs parentheses at equal strength too.
  const strict = tree.op === "difference" || tree.op === "quotient" || tree.op === "power";
  const text = tree.args
    .map((arg, i) => write(arg, leafText, strict && i > 0 ? binding + 0.5 : binding))
    .join(joiner);
  return binding < outside ? `(${text})` : text;
}

/** With names: head0.Q[0, 1] × … @param {Explanation} tree */
export const withNames = (tree) =>
  write(tree, (leaf) =>
    leaf.op === "cell" ? `${leaf.node}[${leaf.row}, ${leaf.col}]` : numberText(leaf.value),
  );

/** With numbers: 0.63 × −0.2 … @param {Explanation} tree */
export const withNumbers = (tree) =>
  write(tree, (leaf) => {
    const text = numberText(leaf.value);
    return text.startsWith("-") ? `(${text})` : text;
  });
