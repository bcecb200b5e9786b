// What a script may hand over by mistake is answered by name, never by an error of the engine's own.
import assert from "node:assert/strict";
import test from "node:test";
import { createLab, createTraining, restoreTraining } from "../../dist/node.mjs";

const cyclic = /** @type {any} */ ({ tokens: ["a"] });
cyclic.model = cyclic;

for (const [what, config, message] of /** @type {[string, any, RegExp][]} */ ([
  ["nothing", undefined, /^configuration: must be an object, not undefined$/],
  ["null", null, /^configuration: must be an object, not null$/],
  ["a text", "{}", /^configuration: must be an object, not string$/],
  ["an array", [], /^configuration: must be an object/],
  ["a BigInt", { tokens: ["a"], seed: 1n }, /^seed: a bigint cannot be given/],
  ["a function", { tokens: ["a"], target: () => 1 }, /^target: a function cannot be given/],
  ["NaN", { tokens: ["a"], scale: Number.NaN }, /^scale: NaN is not a finite number$/],
  ["what contains itself", cyclic, /^configuration: contains itself/],
]))
  test(`${what} in place of a configuration`, async () => {
    for (const open of [createLab, createTraining])
      await assert.rejects(open(config), (/** @type {any} */ error) => {
        assert.equal(error.name, "QkvError");
        assert.match(error.message, message);
        return true;
      });
  });

test("what is no file in place of a checkpoint or of parameters", async () => {
  const training = await createTraining({ task: { kind: "copy", length: 3 } });
  for (const file of /** @type {any[]} */ ([undefined, null, "bytes", [1, 2], 5n])) {
    await assert.rejects(restoreTraining(file), { name: "QkvError", message: /^checkpoint: must be bytes/ });
    assert.throws(() => training.setParameters(file), {
      name: "QkvError",
      message: /^parameters: must be bytes/,
    });
  }
  training.close();
});
