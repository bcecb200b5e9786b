// ./build.sh bench [ROUNDS] [step | forward]: one training step (forward, backward, Adam) and the forward pass alone, on one thread,
// in everything that is installed here. All start from the same weights and tokens, and their first losses are
// compared. The candidates take turns, round by round, and each number is the median of its quietest round: on a
// shared machine others can only make a program slower, for minutes at a time.
import { configOf, SIZES } from "../../web/cli/bench-sizes.js";
import { referenceOf } from "./reference.mjs";
import { at, machine, quietest, run, runPeer } from "./turns.mjs";

const rounds = Number(process.argv[2] ?? 3);
const only = process.argv[3];
if (!Number.isInteger(rounds) || rounds < 1 || (only && !["step", "forward"].includes(only))) {
  process.stderr.write(
    "usage: ./build.sh bench [ROUNDS] [step | forward] (ROUNDS: a whole number from 1), or ./build.sh bench scaling\n",
  );
  process.exit(2);
}

const native = (job) => {
  const printed = run(at("build/native/qkv_step"), [job.kind], JSON.stringify(configOf(job.size)));
  return printed === undefined ? undefined : { median_ms: printed };
};
const python = (job) => run("/usr/bin/python3", [at("tests/bench/pytorch.py")], JSON.stringify(job));

const OURS = "QKV Lab, WebAssembly (Node)";
/** By what is timed: each candidate takes a job and returns {median_ms, loss}. */
const CANDIDATES = {
  step: {
    [OURS]: (job) => runPeer("qkv", job),
    "QKV Lab, native": native,
    "PyTorch, native": python,
    "jax-js, WebAssembly": (job) => runPeer("jax", job),
    "TensorFlow.js, WebAssembly": (job) => runPeer("tfjs", job),
  },
  forward: {
    [OURS]: (job) => runPeer("qkv", job),
    "QKV Lab, native": native,
    "PyTorch, native": python,
    "ONNX Runtime Web": (job) => runPeer("onnx", job),
    "jax-js, WebAssembly": (job) => runPeer("jax", job),
    "TensorFlow.js, WebAssembly": (job) => runPeer("tfjs", job),
  },
};

for (const kind of ["step", "forward"]) if (only && only !== kind) delete CANDIDATES[kind];

const names = Object.keys(SIZES);
const jobs = {};
for (const name of names) {
  const reference = await referenceOf(SIZES[name]);
  jobs[name] = { size: SIZES[name], reference };
  jobs[name].onnx = python({ kind: "onnx", ...jobs[name] })?.onnx;
}

/** @type {Record<string, number[]>} */
const times = {};
let worst = 0;
for (let round = 0; round < rounds; ++round)
  for (const name of names)
    for (const [kind, candidates] of Object.entries(CANDIDATES))
      for (const [candidate, measure] of Object.entries(candidates)) {
        process.stderr.write(`round ${round + 1} of ${rounds}: ${name}, ${kind}, ${candidate}\n`);
        const result = measure({ kind, ...jobs[name] });
        if (!result) continue;
        const key = [kind, candidate, name].join();
        times[key] = [...(times[key] ?? []), result.median_ms];
        if (result.loss === undefined) continue;
        const apart = Math.abs(result.loss - jobs[name].reference.loss);
        worst = Math.max(worst, apart);
        if (apart > 1e-4) throw new Error(`${candidate}, ${name}: its first loss is ${apart} from ours`);
      }

const missing = new Set();
for (const [kind, candidates] of Object.entries(CANDIDATES)) {
  const title = kind === "step" ? "one step, ms (time ÷ ours)" : "forward alone, ms (time ÷ ours)";
  console.log(`| ${title} | ${names.join(" | ")} |\n|---|${names.map(() => "--:|").join("")}`);
  for (const candidate of Object.keys(candidates)) {
    const cells = names.map((name) => {
      const all = times[[kind, candidate, name].join()];
      if (!all) {
        missing.add(candidate);
        return "not installed";
      }
      const ms = quietest(all);
      const ratio = ms / quietest(times[[kind, OURS, name].join()]);
      return candidate === OURS ? ms.toPrecision(3) : `${ms.toPrecision(3)} (${ratio.toFixed(2)})`;
    });
    console.log(`| ${candidate} | ${cells.join(" | ")} |`);
  }
  console.log("");
}
const memory = names.map((name) => runPeer("qkv", { kind: "memory", size: SIZES[name] }).bytes);
console.log(
  `| MB of WebAssembly's memory after | ${names.join(" | ")} |\n|---|${names.map(() => "--:|").join("")}`,
);
for (const what of Object.keys(memory[0]))
  console.log(`| ${what} | ${memory.map((bytes) => (bytes[what] / 1e6).toFixed(1)).join(" | ")} |`);
console.log("");
console.log(`The median of each one's quietest of ${rounds} rounds, taking turns. ${machine()}.`);
console.log(
  `First losses from the same weights and tokens agree with ours within ${worst.toExponential(0)}.`,
);
if (missing.size) console.log(`Not installed: ${[...missing].join(", ")}.`);
