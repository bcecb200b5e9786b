import assert from "node:assert/strict";
import test from "node:test";
import {
  cellsOf,
  createTraining,
  evaluate,
  QkvError,
  restoreTraining,
  schema,
  Trace,
} from "../../dist/node.mjs";

/** Small enough to train in a moment. */
const SMALL = {
  task: { kind: "previous_token", length: 6, vocabulary: 5 },
  model: { d_model: 16, n_heads: 2, positional: { kind: "learned" } },
  optimizer: { kind: "adam", learning_rate: 0.01 },
  batch: 16,
  steps: 400,
};

/** Runs `use` with a training and frees it. @param {any} config @param {(t: any) => any} use */
async function withTraining(config, use) {
  const training = await createTraining(config);
  try {
    return await use(training);
  } finally {
    training.close();
  }
}

/** Takes all steps. @param {any} training */
function finish(training) {
  while (training.state.status === "running") training.step(1000);
  return training.state;
}

/** What every task needs beside its kind to be small. @type {Record<string, object>} */
const TASK_FIELDS = {
  lookup: { keys: 2, values: 3 },
  two_offsets: { vocabulary: 3 },
  addition: { digits: 1 },
  examples: { lines: ["ab → ba", "abc -> cba", "b → b"] },
};
const NEXT_TOKEN = new Set(["repeat", "addition", "examples"]);

test("a run learns the previous token and stops at the accuracy that was asked for", async () => {
  await withTraining({ ...SMALL, stop_at_accuracy: 0.99, test_lengths: [4] }, (training) => {
    const { status, steps, accuracy, loss, evaluations, diverged } = finish(training);
    assert.equal(status, "accuracy");
    assert.ok(accuracy >= 0.99, `${accuracy}`);
    assert.ok(steps < 400 && steps % 25 === 0, `${steps}`);
    assert.ok(loss < 0.5, `${loss}`);
    assert.equal(diverged, null);
    assert.deepEqual(evaluations.at(-1), { step: steps, accuracy });
    assert.equal(training.losses.length, steps);
    assert.ok(training.test(4) > 0.9);
    assert.ok(training.testLengths()["4"] > 0.9);
    assert.deepEqual(training.step(10), [], "a run that is done takes no more steps");
  });
});

test("without positions the previous token cannot be learnt", async () => {
  await withTraining({ ...SMALL, model: { ...SMALL.model, positional: { kind: "none" } } }, (training) =>
    assert.ok(finish(training).accuracy < 0.8),
  );
});

test("step() tells each step's loss, and the accuracy where it was evaluated", async () => {
  await withTraining({ ...SMALL, evaluate_every: 3 }, (training) => {
    const lines = training.step(7);
    assert.deepEqual(
      lines.map((/** @type {any} */ line) => line.step),
      [1, 2, 3, 4, 5, 6, 7],
    );
    for (const line of lines) assert.equal("accuracy" in line, line.step % 3 === 0);
    assert.deepEqual(
      lines.map((/** @type {any} */ line) => Math.fround(line.loss)),
      Array.from(training.losses),
    );
  });
});

test("the same seed gives the same curve and another seed another", async () => {
  const curve = (/** @type {number} */ seed) =>
    withTraining({ ...SMALL, seed, steps: 50 }, (training) => {
      finish(training);
      return Array.from(training.losses);
    });
  assert.deepEqual(await curve(7), await curve(7));
  assert.notDeepEqual(await curve(7), await curve(8));
});

test("what is taken step by step is what is taken at once", async () => {
  const curve = (/** @type {number} */ chunk) =>
    withTraining({ ...SMALL, steps: 60 }, (training) => {
      while (training.state.status === "running") training.step(chunk);
      return Array.from(training.losses);
    });
  assert.deepEqual(await curve(1), await curve(60));
});

for (const optimizer of [
  { kind: "adam", learning_rate: 0.01 },
  { kind: "adamw", learning_rate: 0.01 },
  { kind: "sgd", learning_rate: 0.1, momentum: 0.9, nesterov: true },
])
  test(`a saved run goes on bit for bit with ${optimizer.kind}`, async () => {
    const config = {
      ...SMALL,
      optimizer,
      steps: 60,
      schedule: { kind: "cosine", warmup_steps: 5 },
      clip_norm: 1,
    };
    const checkpoint = await withTraining(config, (training) => {
      training.step(37);
      return training.save();
    });
    await withTraining(config, async (whole) => {
      finish(whole);
      const resumed = await restoreTraining(checkpoint);
      assert.equal(resumed.state.steps, 37);
      assert.deepEqual(resumed.config, whole.config);
      finish(resumed);
      assert.deepEqual(resumed.losses, whole.losses);
      assert.deepEqual(resumed.state, whole.state);
      assert.deepEqual(resumed.save(), whole.save());
      resumed.close();
    });
  });

test("divergence stops the run and says at which step and which node", async () => {
  const config = {
    ...SMALL,
    model: { ...SMALL.model, norm: "none" },
    optimizer: { kind: "sgd", learning_rate: 1000 },
    test_lengths: [4],
  };
  await withTraining(config, (training) => {
    const { status, steps, diverged } = finish(training);
    assert.equal(status, "diverged");
    assert.equal(diverged.step, steps);
    assert.ok(steps < 400);
    const trace = new Trace(training.snapshot());
    assert.ok(
      trace.flat(diverged.node).some((/** @type {number} */ x) => !Number.isFinite(x)),
      diverged.node,
    );
    for (const input of trace.node(diverged.node).inputs)
      if (!trace.node(input).op.startsWith("mask"))
        assert.ok(trace.flat(input).every(Number.isFinite), `${input} went wrong before ${diverged.node}`);
    assert.deepEqual(training.step(5), []);
  });
});

test("learned positions cannot be tested longer than they were trained, and say why", async () => {
  await withTraining({ ...SMALL, test_lengths: [5, 48] }, (training) => {
    training.step(1);
    assert.throws(() => training.test(48), {
      name: "QkvError",
      code: "range",
      message: /learned positions end at 6, and the sequence has 48 tokens/,
    });
    const tested = training.testLengths();
    assert.equal(typeof tested["5"], "number");
    assert.match(tested["48"], /learned positions end at 6/);
    assert.ok(training.step(1).length === 1, "the run goes on after a length that was refused");
  });
});

test("a task without a length says that it has none to test", async () => {
  await withTraining({ task: { kind: "lookup" }, model: { d_model: 8 }, batch: 2 }, (training) =>
    assert.throws(() => training.test(5), { code: "unsupported", message: /"lookup" has no length/ }),
  );
});

test("every other encoding is tested longer", async () => {
  for (const kind of Object.keys((await schema()).training.positional)) {
    if (kind === "learned") continue;
    await withTraining({ ...SMALL, model: { ...SMALL.model, positional: { kind } } }, (training) => {
      training.step(1);
      const accuracy = training.test(48);
      assert.ok(accuracy >= 0 && accuracy <= 1, kind);
    });
  }
});

for (const extra of [
  { norm: "pre_layer_norm", positional: { kind: "shaw", max_distance: 2 } },
  { norm: "post_layer_norm", activation: "gelu", positional: { kind: "t5", num_buckets: 8 } },
  { norm: "pre_rms_norm", activation: "gelu_tanh", positional: { kind: "rope" }, mask: "none" },
])
  test(`every cell of every node of a training step is explained: ${JSON.stringify(extra)}`, async () => {
    const config = {
      task: { kind: "previous_token", min_length: 3, max_length: 4, vocabulary: 3 },
      model: { d_model: 4, n_heads: 2, feed_forward: 5, mask: "causal", ...extra },
      optimizer: { kind: "adamw", learning_rate: 0.01 },
      clip_norm: 0.5,
      batch: 2,
      steps: 10,
    };
    await withTraining(config, (training) => {
      training.step(3);
      const trace = new Trace(training.snapshot());
      assert.ok(trace.has("block0.feed_forward.W_1.next") && trace.has("clip_factor"));
      for (const node of trace.nodes) {
        const [rows, cols] = node.shape;
        for (let row = 0; row < rows; row++)
          for (let col = 0; col < cols; col++) {
            const where = `${node.path} ${row},${col}`;
            const tree = training.explain(node.path, row, col);
            const value = trace.value(node.path, row, col);
            const found = evaluate(tree);
            if (Number.isFinite(value))
              assert.ok(
                Math.abs(found - value) <= 2e-5 * Math.max(1, Math.abs(value)),
                `${where}: ${found} ≠ ${value}`,
              );
            else assert.equal(found, value, where);
            for (const cell of cellsOf(tree))
              assert.ok(
                node.inputs.length === 0 || node.inputs.includes(cell.node),
                `${where} names ${cell.node}`,
              );
          }
      }
    });
  });

test("every task trains with every encoding", async () => {
  const { task, positional } = (await schema()).training;
  assert.ok(Object.keys(task).length >= 11 && Object.keys(positional).length >= 7);
  for (const kind of Object.keys(task))
    for (const encoding of Object.keys(positional)) {
      const length = task[kind].has_length ? { min_length: 5, max_length: 7 } : {};
      const mask = NEXT_TOKEN.has(kind) ? "causal" : "none";
      const config = {
        task: { kind, ...length, ...TASK_FIELDS[kind] },
        model: { d_model: 8, n_heads: 2, feed_forward: 8, mask, positional: { kind: encoding } },
        batch: 3,
        steps: 3,
      };
      await withTraining(config, (training) => {
        const { status, steps, accuracy } = finish(training);
        assert.equal(status, "steps", `${kind} with ${encoding}`);
        assert.equal(steps, 3);
        assert.ok(training.losses.every(Number.isFinite), `${kind} with ${encoding}`);
        assert.ok(accuracy >= 0 && accuracy <= 1);
      });
    }
});

test("tokens and classes have names", async () => {
  await withTraining({ ...SMALL, task: { kind: "examples", lines: ["ab → ba", "b → b"] } }, (training) => {
    const { inputs, outputs, rows, batch } = training.vocabulary;
    assert.deepEqual([...inputs].sort(), ["a", "b", "→"]);
    assert.deepEqual(outputs, inputs);
    assert.deepEqual([rows, batch], [4, 16]);
  });
});

test("the complete configuration gives the same run again", async () => {
  await withTraining({ ...SMALL, steps: 20 }, (first) =>
    withTraining(first.config, (second) => {
      finish(first);
      finish(second);
      assert.deepEqual(second.config, first.config);
      assert.deepEqual(second.losses, first.losses);
    }),
  );
});

const task = SMALL.task;
const model = SMALL.model;
const WRONG = /** @type {[string, any, string, RegExp][]} */ ([
  ["an unknown field", { taks: {} }, "config", /taks: unknown field/],
  ["an unknown field of a task", { task: { ...task, offset: 2 } }, "config", /task\.offset: unknown field/],
  ["an unknown field of the model", { model: { d_modell: 8 } }, "config", /model\.d_modell: unknown field/],
  [
    "an unknown field of the optimizer",
    { optimizer: { kind: "adam", momentum: 1 } },
    "config",
    /optimizer\.momentum: unknown field/,
  ],
  ["an unknown task", { task: { kind: "juggle" } }, "config", /task\.kind.*"juggle"/],
  ["an unknown encoding", { model: { positional: { kind: "tea" } } }, "config", /positional\.kind.*"tea"/],
  ["an unknown optimizer", { optimizer: { kind: "rmsprop" } }, "config", /optimizer\.kind.*"rmsprop"/],
  ["an unknown schedule", { schedule: { kind: "moon" } }, "config", /schedule\.kind.*"moon"/],
  ["an unknown norm", { model: { norm: "batch" } }, "config", /model\.norm.*"batch"/],
  ["a batch of none", { batch: 0 }, "range", /batch: must be a whole number from 1 to 1024, not 0/],
  ["half a step", { steps: 1.5 }, "range", /steps: must be a whole number/],
  [
    "a negative rate",
    { optimizer: { kind: "sgd", learning_rate: -1 } },
    "range",
    /learning_rate: must be a number from 0/,
  ],
  ["too long a sequence", { task: { ...task, length: 513 } }, "range", /task\.length: .*512, not 513/],
  ["a length and a range", { task: { ...task, min_length: 2 } }, "config", /task\.length: give a length, or/],
  [
    "lengths in the wrong order",
    { task: { kind: "copy", min_length: 9, max_length: 3 } },
    "range",
    /task\.min_length: 9 is above max_length, 3/,
  ],
  [
    "an offset beyond the sequence",
    { task: { kind: "copy_offset", length: 4, offset: 4 } },
    "range",
    /task\.offset: 4/,
  ],
  ["an accuracy above one", { stop_at_accuracy: 2 }, "range", /stop_at_accuracy/],
  ["a test length of nothing", { test_lengths: [0] }, "range", /test_lengths/],
  ["heads that do not divide", { model: { d_model: 7, n_heads: 2 } }, "config", /d_k|n_heads/],
  [
    "odd columns for rope",
    { model: { ...model, d_k: 3, positional: { kind: "rope" } } },
    "config",
    /even d_k/,
  ],
  [
    "answers in plain sight",
    { task: { kind: "repeat" }, model: { mask: "none" } },
    "config",
    /model\.mask: task "repeat"/,
  ],
  ["no examples", { task: { kind: "examples" } }, "config", /task\.lines/],
  [
    "an example without an arrow",
    { task: { kind: "examples", lines: ["ab"] } },
    "config",
    /task\.lines\[0\]: has no arrow/,
  ],
  ["nesterov without momentum", { optimizer: { kind: "sgd", nesterov: true } }, "config", /nesterov/],
  ["a text for a number", { batch: "7" }, "config", /batch: must be a whole number.*"7"/],
  ["what JSON cannot say", { seed: Number.NaN }, "numeric", /seed: NaN/],
]);

for (const [what, fields, code, message] of WRONG)
  test(`${what} is refused by name`, async () => {
    await assert.rejects(createTraining({ ...SMALL, ...fields }), { name: "QkvError", code, message });
  });

test("step and test refuse what is not a whole number", async () => {
  await withTraining(SMALL, (training) => {
    for (const count of [1.5, Number.NaN, "7", null, 0, -1, 1e9])
      assert.throws(
        () => training.step(count),
        (error) => error instanceof QkvError && error.code === "range",
        String(count),
      );
    assert.throws(() => training.test(0.5), { code: "range" });
    assert.throws(() => training.explain("loss", 0, 9), { code: "range" });
    assert.throws(() => training.explain("nothing", 0, 0), { code: "path" });
  });
});

test("a closed training says so", async () => {
  const training = await createTraining(SMALL);
  training.close();
  training.close();
  assert.throws(() => training.step(1), { name: "QkvError", code: "closed" });
});
