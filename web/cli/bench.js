import { createTraining } from "../node/index.js";
import { UsageError } from "./usage-error.js";

/**
 * Three sizes of a transformer: what is trained and timed.
 * @type {Record<string, {batch: number, tokens: number, d_model: number, n_heads: number, n_blocks: number, vocabulary: number}>}
 */
const SIZES = {
  S: { batch: 16, tokens: 8, d_model: 16, n_heads: 2, n_blocks: 1, vocabulary: 10 },
  M: { batch: 32, tokens: 16, d_model: 32, n_heads: 4, n_blocks: 2, vocabulary: 16 },
  L: { batch: 32, tokens: 32, d_model: 64, n_heads: 4, n_blocks: 2, vocabulary: 16 },
};

/** Long enough for V8 to have replaced its quickly compiled code by the optimised one. */
const WARM_UP_MS = 1500;
const MEASURE_MS = 2000;
const FEWEST_STEPS = 51;

/** The training that is timed: pre-LN blocks, a last LayerNorm, ReLU, Adam. @param {typeof SIZES.S} size */
function configOf({ batch, tokens, d_model, n_heads, n_blocks, vocabulary }) {
  return {
    task: { kind: "copy", length: tokens, vocabulary },
    model: {
      d_model,
      n_heads,
      n_blocks,
      feed_forward: 4 * d_model,
      activation: "relu",
      norm: "pre_layer_norm",
      positional: { kind: "learned" },
      mask: "none",
    },
    optimizer: { kind: "adam", learning_rate: 0.001 },
    batch,
    // Nothing is evaluated while it is timed.
    steps: 1_000_000,
    evaluate_every: 1_000_000,
  };
}

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
  const sorted = numbers.toSorted((a, b) => a - b);
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
