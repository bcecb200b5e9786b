import { evaluate } from "../engine/explanation.js";

/** @typedef {import("../engine/protocol.js").Explanation} Explanation */

/**
 * The way to a number, one operation at a time: each inner node of its explanation with the values that its
 * arguments have by then, in the order in which a person would work them out.
 * @param {Explanation} tree
 * @returns {{expression: Explanation, value: number}[]}
 */
export function hintsOf(tree) {
  /** @type {{expression: Explanation, value: number}[]} */
  const steps = [];
  const seen = new Set();
  /** @param {Explanation} node @returns {Explanation} what stands for it in the step above */
  function visit(node) {
    if (!("args" in node)) return node;
    const args = node.args.map(visit);
    const value = evaluate(node);
    const key = JSON.stringify([node.op, args]);
    if (!seen.has(key)) {
      seen.add(key);
      steps.push({ expression: { op: node.op, args }, value });
    }
    return { op: "number", value };
  }
  visit(tree);
  return steps;
}
