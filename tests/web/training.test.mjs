import assert from "node:assert/strict";
import test from "node:test";
import { createTraining } from "../../dist/node.mjs";
import { ExampleTrace } from "../../web/engine/example-trace.js";
import { readState, writeState } from "../../web/runs/files.js";
import { Timeline } from "../../web/runs/timeline.js";
import { verdictOf } from "../../web/runs/verdict.js";

const moment = (/** @type {number} */ step, size = 1000) => ({ step, checkpoint: new Uint8Array(size) });

test("a timeline keeps within its budget, and the first and the newest moment always", () => {
  const timeline = new Timeline(20_000);
  for (let step = 0; step <= 1000; step += timeline.stride) {
    timeline.add(moment(step));
    assert.ok(timeline.bytes <= 20_000);
    assert.equal(timeline.newest?.step, step);
  }
  const { steps } = timeline;
  assert.equal(steps[0], 0);
  assert.ok(steps.length > 8, `${steps}`);
  const gaps = steps.slice(1, -1).map((step, i) => step - steps[i]);
  assert.ok(Math.max(...gaps) <= 2 * Math.min(...gaps), `evenly thinned: ${steps}`);
  assert.equal(
    timeline.nearest(500)?.step,
    steps.reduce((a, b) => (Math.abs(b - 500) < Math.abs(a - 500) ? b : a)),
  );
});

test("moments larger than the budget leave the first and the newest", () => {
  const timeline = new Timeline(5_000);
  for (let step = 0; step < 9; step++) timeline.add(moment(step, 4_000));
  assert.deepEqual(timeline.steps, [0, 8]);
});

test("a moment at an earlier step replaces what came after it", () => {
  const timeline = new Timeline();
  for (const step of [0, 1, 2, 3]) timeline.add(moment(step));
  timeline.add(moment(1));
  assert.deepEqual(timeline.steps, [0, 1]);
});

test("one example of a batch: its rows, its tokens, its answers, and the way to the others", async () => {
  const training = await createTraining({
    task: { kind: "reverse", length: 4, vocabulary: 8 },
    model: { d_model: 8, n_heads: 2, mask: "none", feed_forward: 0, positional: { kind: "learned" } },
    // A batch of 8 examples with d_model = 8: what is stacked cannot be told by the number of rows alone.
    batch: 8,
  });
  training.step(2);
  const snapshot = training.snapshot();
  const trace = new ExampleTrace(snapshot, training.vocabulary, 3);
  const whole = (/** @type {string} */ path) => snapshot.nodes.find((node) => node.path === path);
  assert.deepEqual(trace.node("block0.attention.head0.scores").shape, [4, 4]);
  assert.deepEqual(trace.node("block0.attention.head0.dK").shape, [4, 4]);
  assert.deepEqual(trace.node("block0.attention.W_Q").shape, whole("block0.attention.W_Q")?.shape);
  assert.deepEqual(trace.node("block0.attention.dW_Q").shape, whole("block0.attention.dW_Q")?.shape);
  assert.deepEqual(trace.node("embedding.dW_E").shape, [8, 8]);
  assert.deepEqual(trace.node("P_rows").shape, [4, 8]);
  assert.deepEqual(trace.node("dP_rows").shape, [4, 8]);
  assert.deepEqual(trace.matrix("P_rows"), trace.matrix("P"));
  const tokens = trace.flat("tokens");
  assert.deepEqual(trace.config.tokens, Array.from(tokens, String));
  for (const { wanted, share } of trace.answers()) {
    assert.ok(share > 0 && share <= 1);
    assert.ok(wanted !== null);
  }
  assert.deepEqual(
    trace.answers().map((answer) => answer.wanted),
    [...trace.config.tokens].reverse(),
  );
  const path = "block0.attention.Q";
  assert.equal(trace.toBatch(path, 1), 3 * 4 + 1);
  assert.equal(trace.fromBatch(path, trace.toBatch(path, -2)), -2);
  assert.deepEqual(trace.placeOf(path, -2), { example: 2, row: 2 });
  assert.equal(trace.value(path, -2, 5), trace.at(2).value(path, 2, 5));
  training.close();
});

test("with every encoding, what stands there for each example is told from what all share", async () => {
  for (const kind of ["none", "sinusoidal", "learned", "shaw", "t5", "rope", "alibi"]) {
    const training = await createTraining({
      task: { kind: "previous_token", length: 5, vocabulary: 7 },
      model: { d_model: 8, n_heads: 2, feed_forward: 4, positional: { kind } },
      batch: 3,
    });
    training.step(1);
    const snapshot = training.snapshot();
    const trace = new ExampleTrace(snapshot, training.vocabulary, 1);
    const shared = /relative_(K|V|bias)|^optimizer|^embedding|^unembedding|W_|norm/;
    for (const { path, shape } of snapshot.nodes)
      if (shape[0] === 15 && !shared.test(path))
        assert.equal(trace.node(path).shape[0], 5, `${kind}: ${path}`);
    training.close();
  }
});

test("a saved run reads back; what is not one is refused by name", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  const text = writeState({ train_task: "copy" }, 7, bytes);
  assert.deepEqual(readState(text), { fields: { train_task: "copy" }, checkpoint: bytes });
  const file = JSON.parse(text);
  for (const [change, why] of /** @type {[object, RegExp][]} */ ([
    [{ kind: "other" }, /"kind"/],
    [{ version: 2 }, /"version"/],
    [{ fields: null }, /"fields"/],
    [{ fields: { a: 1 } }, /"fields"/],
    [{ checkpoint: 5 }, /"checkpoint"/],
    [{ checkpoint: "?" }, /base64/],
  ]))
    assert.throws(() => readState(JSON.stringify({ ...file, ...change })), why);
  assert.throws(() => readState("null"), /"kind"/);
});

test("a verdict says what the numbers say", () => {
  const base = {
    steps: 100,
    accuracy: 0.5,
    reached: null,
    longer: null,
    first: null,
    last: null,
    diverged: null,
  };
  const keys = (/** @type {object} */ a, /** @type {object} */ b) =>
    verdictOf({ ...base, ...a }, { ...base, ...b }).map(({ key }) => key);
  assert.deepEqual(keys({ reached: 50, accuracy: 1 }, { reached: 200, accuracy: 1 }), ["verdict-faster"]);
  assert.deepEqual(keys({ reached: 50, accuracy: 1 }, { reached: 60, accuracy: 1 }), ["verdict-same-speed"]);
  assert.deepEqual(keys({}, { reached: 60, accuracy: 1 }), ["verdict-only"]);
  assert.deepEqual(keys({ accuracy: 0.7 }, {}), ["verdict-better"]);
  assert.deepEqual(keys({ accuracy: 0.52 }, {}), ["verdict-same"]);
  assert.deepEqual(keys({ longer: 1 }, { longer: 0.3 }), ["verdict-same", "verdict-longer"]);
  assert.deepEqual(keys({ diverged: { step: 3, node: "loss" } }, {}), ["verdict-diverged"]);
});
