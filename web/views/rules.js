import { nameOf } from "./labels.js";

/** @typedef {import("../engine/protocol.js").NodeInfo} NodeInfo */
/** @typedef {import("../engine/trace.js").Trace} Trace */

/** So many inputs of one name, as heads have them, are written; more are left to dots. */
const MOST_HEADS = 3;

/** What an input is called: of several with one name each has its head's number. @param {string} path @param {NodeInfo} node */
function inputName(path, { inputs }) {
  const name = nameOf(path);
  const head = /\.head(\d+)\./.exec(path)?.[1];
  return head && inputs.filter((each) => nameOf(each) === name).length > 1 ? `${name}_${head}` : name;
}

/** A part of a gradient, and what the optimizer computes for all parameters at once: its rule says more than its name. @param {string} path @param {Trace} trace */
const isNameless = (path, trace) =>
  trace.has(path) &&
  (path.includes(".from.") || (/^optimizer\./.test(path) && trace.node(path).inputs.length > 0));

/**
 * The right side of a node's rule: the engine's, with the page's names put in; where an input has none to speak of, its
 * own rule stands in its place.
 * @param {NodeInfo} node @param {Trace} trace @returns {string}
 */
function written(node, trace) {
  const { rule, inputs } = node;
  const full = rule.replace(/\{(\d+)\}/g, (_, i) => {
    const path = inputs[Number(i)];
    if (!isNameless(path, trace)) return inputName(path, node);
    const part = written(trace.node(path), trace);
    return rule !== `{${i}}` && / ([+−]|if) /.test(part) ? `(${part})` : part;
  });
  const heads = full.split(" | ");
  return heads.length > MOST_HEADS ? [...heads.slice(0, MOST_HEADS - 1), "…"].join(" | ") : full;
}

/**
 * How a node is made, in names: "Q = input · W_Q", or of one cell where that is clearer: "masked_ij = …".
 * @param {NodeInfo} node @param {Trace} trace
 */
export function ruleOf(node, trace) {
  const name = nameOf(node.path);
  // A head's part of Q is called Q as well.
  const head = node.inputs.some((path) => nameOf(path) === name) && /\.head(\d+)\./.exec(node.path)?.[1];
  const cell = node.cell && (head ? `[${[...node.cell].join(", ")}]` : `_${node.cell}`);
  return `${head ? `${name}_${head}` : name}${cell} = ${written(node, trace)}`;
}

/**
 * The same with one of the added inputs written out: next = W_Q + update is next = W_Q − learning_rate · dW_Q.
 * @param {NodeInfo} node @param {NodeInfo} input @param {Trace} trace
 */
export const ruleThrough = (node, input, trace) =>
  ruleOf(node, trace)
    .replace(new RegExp(`\\+ ${nameOf(input.path)}$`), `+ ${written(input, trace)}`)
    .replace("+ −", "− ");
