import { nameOf } from "./labels.js";

/** @typedef {import("../engine/protocol.js").NodeInfo} NodeInfo */

/**
 * How a node is made, in names: "Q = input · W_Q". Stands above its numbers.
 * @param {NodeInfo} node
 */
export function ruleOf({ op, path, inputs: paths }) {
  const name = nameOf(path);
  const inputs = paths.map(nameOf);
  const [a, b] = inputs;
  /** @type {Record<string, string>} */
  const rules = {
    product: `${name} = ${a} · ${b}`,
    product_right_transposed: `${name} = ${a} · ${b}ᵀ`,
    product_left_transposed: `${name} = ${a}ᵀ · ${b}`,
    sum: `${name} = ${inputs.join(" + ")}`,
    concat: `${name} = ${inputs.length > 3 ? `${a} | ${b} | …` : inputs.join(" | ")}`,
    divide_by_root: `${name} = ${a} / √d_k`,
    softmax: `${name} = softmax(${a})`,
    softmax_gradient: `${name}_ij = ${a}_ij · (${b}_ij − Σ_k ${a}_ik · ${b}_ik)`,
    mean_squared_error: `${name} = mean((${a} − ${b})²)`,
    mean_squared_error_gradient: `${name} = 2 · (${a} − ${b}) / N`,
    decay_weight: `${name} = ${a} − learning_rate · λ · ${a}`,
    first_moment: `m = β_1 · m_before + (1 − β_1) · ${b}`,
    second_moment: `v = β_2 · v_before + (1 − β_2) · ${b}²`,
    adam_update: "update = −learning_rate · m_hat / (√v_hat + ε)",
    descent: `update = −learning_rate · ${a}`,
    sinusoid: "P = sin or cos(position / base^(2i/d_model))",
  };
  /** @type {Record<string, string>} */
  const corrected = { m_hat: "m_hat = m / (1 − β_1^(t))", v_hat: "v_hat = v / (1 − β_2^(t))" };
  return rules[op] ?? corrected[name] ?? `${name} ← ${inputs.join(", ")}`;
}
