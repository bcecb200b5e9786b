// Our own engine in WebAssembly. "forward" is what its evaluation does for each batch of held-out examples: drawing
// them, the forward pass, and comparing the answers.
import { readFile } from "node:fs/promises";
import createModule from "../../../build/wasm/qkv.mjs";
import { configOf } from "../../../web/cli/bench-sizes.js";
import { handleOf } from "../../../web/engine/handle.js";
import { job, report } from "./measure.mjs";

const HELD_OUT = 256; // examples of one evaluation, as in train/trainer.cpp

const wasmBinary = await readFile(new URL("../../../build/wasm/qkv.wasm", import.meta.url));
const module = await createModule({ wasmBinary, locateFile: (name) => name });
const training = handleOf(module, "Training");
const opened = training.open(JSON.stringify({ ...configOf(job.size), ...job.changes }));
if (opened.error) throw new Error(opened.error.message);
if (job.kind === "memory") {
  // As somebody does it: train, look at held-out examples, open a whole step. Memory grows and is not given back.
  const after = {
    "training and evaluating": () => {
      training.step(3);
      training.evaluate();
    },
    "and a look at held-out examples": () => training.look(),
    "and a whole step opened": () => training.values(),
  };
  const bytes = {};
  for (const [what, act] of Object.entries(after)) {
    act();
    bytes[what] = training.losses().value.buffer.byteLength;
  }
  process.stdout.write(`${JSON.stringify({ bytes })}\n`);
} else if (job.kind === "forward") {
  const batches = HELD_OUT / job.size.batch;
  let runs = 0;
  // As many evaluations as make one batch: time is taken of every batches-th.
  training.evaluate();
  const before = performance.now();
  while (performance.now() - before < 1500) training.evaluate();
  const times = [];
  for (const start = performance.now(); performance.now() - start < 2000 || runs < 21; runs++) {
    const from = performance.now();
    training.evaluate();
    times.push((performance.now() - from) / batches);
  }
  times.sort((a, b) => a - b);
  process.stdout.write(`${JSON.stringify({ median_ms: times[times.length >> 1] })}\n`);
} else {
  await report(() => training.step(1), job.reference?.loss);
}
