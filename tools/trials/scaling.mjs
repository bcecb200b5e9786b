// The trials about √d_k that are no race to an accuracy: what step 1 looks like, and what SGD makes of it.
import { mean, median, percent, saturation } from "./measures.mjs";

const SEEDS = [1, 2, 3, 4, 5];

/** @type {Record<number, string>} */
const EXPECTED = {
  4: "almost no difference",
  64: "0% → 41%; gain 0.13 → 0.02; norm rises",
  256: "0% → 62%; gain → 6e-5; norm rises",
};

/**
 * Step 1 of the lookup, with d_model = d_k so that queries and keys have numbers of variance 1.
 * @param {any} api dist/node.mjs @param {boolean} quick
 * @returns {Promise<string[][]>} rows of the table
 */
export async function saturationRows({ createTraining, Trace }, quick) {
  const rows = [];
  for (const d_k of quick ? [4] : [4, 64, 256]) {
    const [scaled, unscaled] = [[], []].map(() => /** @type {ReturnType<typeof saturation>[]} */ ([]));
    for (const seed of SEEDS)
      for (const [scale, to] of /** @type {const} */ ([
        [true, scaled],
        [false, unscaled],
      ])) {
        const training = await createTraining({
          task: { kind: "lookup" },
          model: {
            d_model: d_k,
            n_heads: 1,
            d_k,
            feed_forward: 0,
            positional: { kind: "none" },
            mask: "none", // behind a causal mask the first row is saturated by having one key
            scale,
          },
          batch: 64,
          steps: 1,
          seed,
        });
        training.step(1);
        to.push(saturation(new Trace(training.snapshot())));
        training.close();
      }
    const read = (/** @type {typeof scaled} */ runs) => [
      percent(mean(runs.map((run) => run.saturated))),
      median(runs.flatMap((run) => run.gains)).toPrecision(2),
      mean(runs.map((run) => run.norm)).toPrecision(3),
    ];
    const [before, after] = [read(scaled), read(unscaled)];
    rows.push([
      `d_k = ${d_k}, scaled → unscaled`,
      `rows above 0.99: ${before[0]} → ${after[0]}; gain ${before[1]} → ${after[1]}; ` +
        `norm of the whole gradient ${before[2]} → ${after[2]}`,
      EXPECTED[d_k],
    ]);
  }
  return rows;
}

/** One layer of attention and a squared error: nothing that would hold the numbers in bounds. */
const LAYER = {
  tokens: ["the", "cat", "sat", "on", "the", "mat", "and", "then"],
  d_model: 128,
  n_heads: 1,
  d_k: 128,
  target: "next_token",
  optimizer: { kind: "sgd", learning_rate: 0.5 },
};

/**
 * SGD with a learning rate of 0.5 at d_model = d_k = 128.
 * @param {any} api dist/node.mjs @param {boolean} quick
 * @returns {Promise<string[][]>}
 */
export async function sgdRows({ createLab, createTraining }, quick) {
  const rows = [];
  const seeds = quick ? 2 : 20;
  for (const scale of [true, false]) {
    let diverged = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const lab = await createLab({ ...LAYER, scale, seed, steps: quick ? 2 : 100 });
      diverged += Number.isFinite(lab.trace.value("loss", 0, 0)) ? 0 : 1;
      lab.close();
    }
    rows.push([
      `one layer, no norm, ${scale ? "scaled" : "unscaled"}`,
      `${diverged} of ${seeds} seeds diverge within 100 steps`,
      scale ? "does not diverge" : "diverges",
    ]);
  }
  const steps = quick ? 2 : 200;
  for (const scale of [true, false]) {
    const reached = [];
    let diverged = 0;
    for (const seed of quick ? [1] : SEEDS) {
      const training = await createTraining({
        task: { kind: "lookup" },
        model: { d_model: 128, n_heads: 1, feed_forward: 0, positional: { kind: "none" }, scale },
        optimizer: { kind: "sgd", learning_rate: 0.5 },
        batch: 64,
        steps,
        seed,
        evaluate_every: steps,
      });
      while (training.state.status === "running") training.step(100);
      const { status, accuracy } = training.state;
      if (status === "diverged") diverged++;
      reached.push(accuracy ?? 0);
      training.close();
    }
    rows.push([
      `pre-LN block, lookup, ${scale ? "scaled" : "unscaled"}`,
      `${diverged} of ${reached.length} seeds diverge; mean ${percent(mean(reached))} after ${steps}`,
      "(not tried)",
    ]);
  }
  return rows;
}
