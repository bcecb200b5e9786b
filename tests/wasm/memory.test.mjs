import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import createModule from "../../build/wasm/qkv.mjs";
import { handleOf } from "../../web/engine/handle.js";

// Below the API, where the engine's memory can be seen: the shipped artefact itself.
const wasmBinary = await readFile(new URL("../../dist/qkv.wasm", import.meta.url));
const config = JSON.stringify({
  tokens: ["a", "b", "c", "d"],
  target: "next_token",
  optimizer: { kind: "adam" },
  mask: "causal",
});

async function engine() {
  const module = await createModule({ wasmBinary, locateFile: (name) => name });
  const bytes = (session) => session.values().value.buffer.byteLength;
  return { module, bytes };
}

test("memory does not grow over 10,000 runs", async () => {
  const { module, bytes } = await engine();
  const session = handleOf(module, "Session");
  for (let i = 0; i < 100; i++) session.open(config);
  const before = bytes(session);
  for (let i = 0; i < 10_000; i++) assert.equal(session.open(config).error, undefined);
  assert.equal(bytes(session), before);
  session.delete();
});

test("memory does not grow over 1,000 sessions created and deleted", async () => {
  const { module, bytes } = await engine();
  const round = () => {
    const session = handleOf(module, "Session");
    session.open(config);
    const size = bytes(session);
    session.delete();
    return size;
  };
  for (let i = 0; i < 50; i++) round();
  const before = round();
  for (let i = 0; i < 1_000; i++) round();
  assert.equal(round(), before);
});

test("an object that was deleted answers with an error, and its place is used again", async () => {
  const { module } = await engine();
  const [first, second] = [handleOf(module, "Session"), handleOf(module, "Session")];
  first.open(config);
  first.delete();
  assert.equal(first.open(config).error.code, "closed");
  assert.equal(second.open(config).error, undefined);
  const third = handleOf(module, "Session");
  assert.equal(third.structure().error.code, "config", "a new one knows nothing of the old one");
  third.delete();
  third.delete();
  second.delete();
  assert.equal(module.Session_values(17).error.code, "closed");
});

test("an error leaks nothing and is returned, not thrown", async () => {
  const { module, bytes } = await engine();
  const session = handleOf(module, "Session");
  session.open(config);
  const wrong = JSON.stringify({ tokens: ["a"], d_model: "x".repeat(2000) });
  for (let i = 0; i < 100; i++) session.open(wrong);
  const before = bytes(session);
  for (let i = 0; i < 20_000; i++) assert.equal(session.open(wrong).error.code, "config");
  assert.equal(bytes(session), before);
  session.delete();
});

const training = JSON.stringify({
  task: { kind: "previous_token", length: 6, vocabulary: 5 },
  model: { d_model: 8, n_heads: 2 },
  batch: 4,
  steps: 10_000,
  evaluate_every: 100,
});

test("memory does not grow over 2,000 training steps", async () => {
  const { module, bytes } = await engine();
  const run = handleOf(module, "Training");
  run.open(training);
  // The first evaluation records a tape of its own.
  for (let i = 0; i < 200; i++) run.step(1);
  run.explain("loss", 0, 0);
  run.save();
  const before = bytes(run);
  for (let i = 0; i < 2_000; i++) assert.equal(run.step(1).error, undefined);
  for (let i = 0; i < 200; i++) for (const call of ["save", "parameters", "state"]) run[call]();
  assert.equal(JSON.parse(run.state().value).steps, 2_200);
  assert.equal(bytes(run), before);
  run.delete();
});

test("memory does not grow over trainings created, tested longer, refused and deleted", async () => {
  const { module, bytes } = await engine();
  const round = () => {
    const run = handleOf(module, "Training");
    run.open(training);
    run.step(3);
    run.test(20);
    assert.equal(run.restore("no checkpoint").error.code, "config");
    assert.equal(run.setParameters("\0".repeat(100)).error.code, "config");
    const size = bytes(run);
    run.delete();
    return size;
  };
  for (let i = 0; i < 50; i++) round();
  const before = round();
  for (let i = 0; i < 500; i++) round();
  assert.equal(round(), before);
});
