// What small models show about attention, as one table: `node tools/trials.mjs [name…] [--quick]`.
// Needs a build (dist/node.mjs). --quick takes only a few steps: whether it runs, not what it shows.
import { parseArgs } from "node:util";
import { mean, offsetWeights, percent } from "./trials/measures.mjs";
import { saturationRows, sgdRows } from "./trials/scaling.mjs";
import { BASE, TRAININGS } from "./trials/trainings.mjs";

/** @typedef {import("./trials/trainings.mjs").Row} Row */

const QUICK_STEPS = 4;

/** The engine as everybody gets it. */
const api = await import(new URL("../dist/node.mjs", import.meta.url).href).catch(() => {
  console.error("trials: dist/node.mjs is missing; run ./build.sh build first");
  process.exit(2);
});

/** @param {Record<string, any>} task @param {Row} row @param {number} seed @param {boolean} quick */
function configOf(task, row, seed, quick) {
  const config = { ...BASE, ...row.run, task, model: { ...BASE.model, ...row.model }, seed };
  if (quick) config.steps = QUICK_STEPS;
  return config;
}

/** One run to its end. @param {Record<string, any>} config @param {string} [also] */
async function train(config, also) {
  const training = await api.createTraining(config);
  while (training.state.status === "running") training.step(100);
  const { status, steps, accuracy, diverged } = training.state;
  const test = diverged ? {} : training.testLengths();
  const measured = also === "offset_weights" ? offsetWeights(new api.Trace(training.snapshot())) : "";
  training.close();
  return { status, steps, accuracy, diverged, test, measured };
}

/** @param {Awaited<ReturnType<typeof train>>} result */
function describe({ status, steps, accuracy, diverged, test, measured }) {
  if (status === "diverged") return `diverged at step ${diverged.step}, ${diverged.node}`;
  const reached = status === "accuracy" ? `${steps} steps` : `${percent(accuracy)} after ${steps}`;
  const longer = Object.entries(test).map(([length, share]) => `${percent(share)} at ${length}`);
  return [...longer, reached, measured].filter(Boolean).join("; ");
}

/** @param {Record<string, any>} task @param {Row} row @param {boolean} quick @returns {Promise<string[]>} */
async function trainingRow(task, row, quick) {
  const seeds = row.seeds ?? [1];
  const results = [];
  for (const seed of quick ? seeds.slice(0, 1) : seeds)
    results.push(await train(configOf(task, row, seed, quick), row.also));
  if (results.length === 1) return [row.name, describe(results[0]), row.expected];
  const reached = results.map((result) => result.accuracy);
  return [row.name, `mean ${percent(mean(reached))} (${reached.map(percent).join(", ")})`, row.expected];
}

/** Every trial by name: its title and its rows. @type {Record<string, {title: string, rows: (quick: boolean) => AsyncGenerator<string[]>}>} */
const TRIALS = {
  ...Object.fromEntries(
    Object.entries(TRAININGS).map(([name, { title, task, rows }]) => [
      name,
      {
        title,
        async *rows(/** @type {boolean} */ quick) {
          for (const row of rows) yield await trainingRow(task, row, quick);
        },
      },
    ]),
  ),
  sqrt_d_k: {
    title:
      "√d_k at step 1 of the lookup, d_model = d_k, 5 seeds: per-row measures, and one norm that misleads",
    async *rows(quick) {
      yield* await saturationRows(api, quick);
    },
  },
  sgd: {
    title: "SGD 0.5 at d_model = d_k = 128",
    async *rows(quick) {
      yield* await sgdRows(api, quick);
    },
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } },
});
const unknown = positionals.find((name) => !Object.hasOwn(TRIALS, name));
if (unknown !== undefined) {
  console.error(`trials: there is no trial "${unknown}"; there are ${Object.keys(TRIALS).join(", ")}`);
  process.exit(2);
}
console.log("| trial | configuration | this engine | first trial |\n| --- | --- | --- | --- |");
for (const name of positionals.length ? positionals : Object.keys(TRIALS)) {
  console.log(`| **${name}** | *${TRIALS[name].title}* | | |`);
  for await (const row of TRIALS[name].rows(values.quick)) console.log(`| | ${row.join(" | ")} |`);
}
