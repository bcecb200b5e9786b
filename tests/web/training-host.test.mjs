import assert from "node:assert/strict";
import test from "node:test";
import { createTraining } from "../../dist/node.mjs";
import { TrainingHost } from "../../web/engine/training-host.js";

const SMALL = {
  task: { kind: "previous_token", length: 5, vocabulary: 4 },
  model: { d_model: 8, n_heads: 2, positional: { kind: "learned" } },
  batch: 4,
  steps: 200,
};

/** A host that opens what has been created for it. @param {(host: any, open: () => Promise<void>) => Promise<void>} use */
async function withHost(use) {
  /** @type {any} */
  let next;
  const host = new TrainingHost(/** @type {any} */ ({ train: () => next }));
  try {
    await use(host, async () => {
      next = await createTraining(SMALL);
      host.open({ config: SMALL });
    });
  } finally {
    host.close();
  }
}

test("attention is measured at step 1, also of a second run that starts when the steps are known to be fast", () =>
  withHost(async (host, open) => {
    for (const run of ["first", "second"]) {
      await open();
      await host.run({ until: 150, measures: true });
      const { measures, steps } = host.report({ measures: true }).value;
      assert.equal(steps, 150);
      assert.deepEqual(
        measures.map((/** @type {{step: number}} */ { step }) => step),
        [1, 150],
        run,
      );
      assert.ok(measures[0].entropy > 0 && measures[0].norm > 0, JSON.stringify(measures[0]));
      assert.deepEqual(host.report({ measures: false }).value.measures, [], "told once");
    }
  }));

test("attention is not measured unless asked for, and not before there is a step", () =>
  withHost(async (host, open) => {
    await open();
    assert.deepEqual(host.report({ measures: true }).value.measures, []);
    await host.run({ until: 20 });
    assert.deepEqual(host.report({}).value.measures, []);
  }));
