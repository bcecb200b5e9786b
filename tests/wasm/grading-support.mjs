// What the tests of grading share.
import assert from "node:assert/strict";
import { createLab } from "../../dist/node.mjs";

export const CONFIG = {
  tokens: ["the", "cat", "sat"],
  d_model: 4,
  n_heads: 2,
  target: "next_token",
  optimizer: { kind: "adam" },
};

/** @param {object} config */
export async function traceOf(config) {
  const lab = await createLab(config);
  lab.close();
  return lab.trace;
}

/** @param {Promise<unknown>} promise @param {RegExp} message */
export const refused = (promise, message) => assert.rejects(promise, { name: "QkvError", message });
