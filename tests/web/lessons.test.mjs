// What the lessons write beside the engine is held to it: formulas, scenes, and the way from a matrix to its step.
import assert from "node:assert/strict";
import test from "node:test";
import { createLab } from "../../dist/node.mjs";
import { STEPS } from "../../web/lessons/chapters.js";
import { drawableScenes, mainPath, resolvePath } from "../../web/lessons/paths.js";
import { stepFor } from "../../web/map/steps.js";
import { engineConfig } from "../../web/state/config.js";
import { defaults } from "../../web/state/schema.js";
import { ruleOf } from "../../web/views/rules.js";

/** @param {Record<string, any>} fields */
async function stateWith(fields) {
  const state = { ...defaults(), lang: "en", mask: "causal", ...fields };
  const lab = await createLab(engineConfig(state));
  const { trace } = lab;
  lab.close();
  return { state, trace };
}

/** Formulas that say it in another way than the rule of the node: as a person would, or of something else. */
const OTHERWISE = new Set([
  "tokens", // a shape
  "waves", // the rule of P, in two lines
  "encodings", // where positions act
  "weights", // given numbers
  "split", // from the whole to its heads, not the columns of one
  "mask", // with the word for what is hidden
  "d_mix", // with factors that stand for other heads
]);

/** Without blanks and with the sign of a product in one spelling. @param {string} text */
const plain = (text) => text.replace(/\s+/g, "").replaceAll("·", "·");

/** The summands of a rule, in whichever order they are added. @param {string} sum */
const sorted = (sum) => sum.split(/[=+]/).sort().join();

/** The engine's rule. The way back begins with dloss = 1, which nobody writes. @param {string} path @param {import("../../web/engine/trace.js").Trace} trace */
const spelled = (path, trace) => plain(ruleOf(trace.node(path), trace)).replace("·dloss", "");

test("the formula of a step is the engine's rule of the matrix that it walks", async () => {
  const { state, trace } = await stateWith({});
  for (const step of STEPS.filter(
    ({ trains, formulaThrough, id }) => !trains && !formulaThrough && !OTHERWISE.has(id),
  )) {
    const there = { ...state, step: step.id };
    const rules = step.scenes.flat().map((path) => resolvePath(path, there, trace));
    const written = plain(step.formula);
    for (const path of rules.filter((each) => trace.node(each).inputs.length > 0)) {
      const rule = spelled(path, trace);
      if (written.includes(`${rule.split("=")[0]}=`))
        assert.ok(written.includes(rule) || sorted(written) === sorted(rule), `${step.id}: ${rule}`);
    }
    const main = spelled(mainPath(there, trace), trace);
    assert.ok(
      written.includes(main) || sorted(written) === sorted(main),
      `${step.id}: ${step.formula} is not ${main}`,
    );
  }
});

test("a matrix leads to the step that walks it, with its head and its weight", async () => {
  const { state, trace } = await stateWith({});
  const H = "block0.attention.head1.";
  for (const [path, to] of /** @type {[string, object][]} */ ([
    ["X", { step: "tokens" }],
    ["P", { step: "position" }],
    [`${H}scores`, { step: "scores", head: 1 }],
    [`${H}attention`, { step: "softmax", head: 1 }],
    [`${H}Z`, { step: "mix", head: 1 }],
    ["block0.attention.W_K", { step: "weights", weight: "W_K" }],
    ["block0.attention.dW_K", { step: "d_weights", weight: "W_K" }],
    ["block0.attention.W_K.next", { step: "update", weight: "W_K" }],
    ["loss", { step: "loss" }],
  ]))
    assert.deepEqual(stepFor(path, state, trace), to, path);
});

test("every step has something to draw in every encoding and mask", async () => {
  for (const positional of ["none", "sinusoidal", "learned", "shaw", "t5", "rope", "alibi"])
    for (const mask of ["none", "causal", "padding"]) {
      const { state, trace } = await stateWith({ positional, mask });
      for (const { id, scenes } of STEPS.filter(({ trains }) => !trains))
        if (scenes.length > 0)
          assert.ok(drawableScenes({ ...state, step: id }, trace).length > 0, `${id} ${positional} ${mask}`);
    }
});
