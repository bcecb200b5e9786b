// ./build.sh bench scaling [ROUNDS]: how the time of a training step grows with length, width and batch, beside how its
// arithmetic grows. It is the processor's time, since long steps wait for other programs and short ones do not.
// An exponent is the slope of a least-squares line through the logarithms. Writes docs/scaling.svg.
import { writeFile } from "node:fs/promises";
import { SIZES } from "../../web/cli/bench-sizes.js";
import { plot } from "./scaling-plot.mjs";
import { at, machine, quietest, runPeer } from "./turns.mjs";

const ROUNDS = Number(process.argv[2] ?? 3);
const base = { ...SIZES.M, batch: 8, n_blocks: 1 };
const SWEEPS = {
  tokens: [8, 16, 32, 64, 128],
  d_model: [16, 32, 64, 128, 256],
  batch: [4, 8, 16, 32, 64],
};

/** Multiplications and additions of a step's products: forward, and twice as many backward. */
function operations({ batch, tokens, d_model, n_blocks, vocabulary }) {
  const perToken = n_blocks * (12 * d_model ** 2 + 2 * tokens * d_model) + d_model * vocabulary;
  return 3 * 2 * batch * tokens * perToken;
}

/** @param {number[]} x @param {number[]} y */
function exponent(x, y) {
  const [u, v] = [x.map(Math.log), y.map(Math.log)];
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [mu, mv] = [mean(u), mean(v)];
  return mean(u.map((value, i) => (value - mu) * (v[i] - mv))) / mean(u.map((value) => (value - mu) ** 2));
}

const lines = [];
const sweeps = [];
for (const [what, values] of Object.entries(SWEEPS)) {
  const sizes = values.map((value) => ({ ...base, [what]: value }));
  const times = values.map(() => []);
  for (let round = 0; round < ROUNDS; ++round)
    for (const [i, size] of sizes.entries()) {
      process.stderr.write(`round ${round + 1} of ${ROUNDS}: ${what} ${values[i]}\n`);
      times[i].push(runPeer("qkv", { kind: "step", size }).cpu_ms);
    }
  const ms = times.map(quietest);
  const work = sizes.map(operations);
  const [ofTime, ofWork] = [exponent(values, ms), exponent(values, work)];
  // The arithmetic at the speed of the largest size.
  const ideal = work.map((w) => (w / work[work.length - 1]) * ms[ms.length - 1]);
  sweeps.push({ what, values, ms, ideal, exponent: ofTime, ofWork });
  lines.push(
    `| ${what} | ${values.join(", ")} | ${ms.map((t) => t.toPrecision(3)).join(", ")} | ` +
      `${ms.map((t, i) => (work[i] / t / 1e6).toFixed(0)).join(", ")} | ` +
      `${ofTime.toFixed(2)} | ${ofWork.toFixed(2)} |`,
  );
}
console.log("| what grows | values | processor ms a step | GFLOP/s | exponent of time | of arithmetic |");
console.log("|---|---|---|---|--:|--:|");
console.log(lines.join("\n"));
const { batch, tokens, d_model, n_heads, vocabulary } = base;
console.log(
  `\nOtherwise batch ${batch}, ${tokens} tokens, d_model ${d_model}, ${n_heads} heads, one block, vocabulary ` +
    `${vocabulary}. The median of each one's quietest of ${ROUNDS} rounds, taking turns. ${machine()}.`,
);
await writeFile(
  at("docs/scaling.svg"),
  plot(sweeps, "Processor time of one training step. Dashed: the arithmetic, at the largest size's speed."),
);
