import { createTraining } from "../node/index.js";
import { configOf, SIZES } from "./bench-sizes.js";
import { UsageError } from "./usage-error.js";

/** Long enough for V8 to have replaced its quickly compiled code by the optimised one. */
const WARM_UP_MS = 1500;
const MEASURE_MS = 2000;
const FEWEST_STEPS = 51;

/**
 * Takes steps one by one until both are passed.
 * @param {import("../engine/core.js").Training} training @param {number} milliseconds @param {number} fewest
 * @returns {number[]} how long each took, in milliseconds
 */
function timeSteps(training, milliseconds, fewest) {
  const times = [];
  const start = performance.now();
  for (let before = start; before - start < milliseconds || times.length < fewest; ) {
    training.step(1);
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  return times;
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The time of one training step (forward, backward, update), on one thread.
 * @param {string | undefined} name S, M or L @param {boolean} json @param {(text: string) => void} print
 */
export async function bench(name, json, print) {
  const size = name !== undefined && Object.hasOwn(SIZES, name) ? SIZES[name] : undefined;
  if (!size) throw new UsageError(`--size: must be S, M or L, not ${JSON.stringify(name ?? "")}`);
  const training = await createTraining(configOf(size));
  timeSteps(training, WARM_UP_MS, FEWEST_STEPS);
  const times = timeSteps(training, MEASURE_MS, FEWEST_STEPS);
  training.close();
  const ms = Number(median(times).toPrecision(4));
  if (json) return print(`${JSON.stringify({ size: name, median_ms: ms, steps: times.length, ...size })}\n`);
  const { batch, tokens, d_model, n_heads, n_blocks, vocabulary } = size;
  print(
    `${name}: ${ms} ms for one training step (median of ${times.length}; batch ${batch}, ${tokens} tokens, ` +
      `d_model ${d_model}, n_heads ${n_heads}, n_blocks ${n_blocks}, vocabulary ${vocabulary}, Adam)\n`,
  );
}
