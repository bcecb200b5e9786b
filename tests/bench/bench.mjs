// ./build.sh bench [ROUNDS]: one training step (forward, backward, Adam) on one thread, in everything that is
// installed here, as one Markdown table. The candidates take turns, round by round, so that a machine that is
// slow for a while is slow for all of them; each number is the median of the rounds' medians.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { configOf, SIZES } from "../../web/cli/bench-sizes.js";

const at = (path) => new URL(`../../${path}`, import.meta.url).pathname;
const rounds = Number(process.argv[2] ?? 3);
if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write("usage: ./build.sh bench [ROUNDS], a whole number from 1\n");
  process.exit(2);
}

/** @returns {number | undefined} what the program printed; undefined where it is not installed */
function timed(program, args, input) {
  const { stdout, stderr, status, error } = spawnSync(program, args, { input, encoding: "utf8" });
  if (error || status === 3) return undefined;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  const printed = JSON.parse(stdout);
  return typeof printed === "number" ? printed : printed.median_ms;
}

/** Each takes the name of a size and returns the median milliseconds of a step. */
const CANDIDATES = {
  "QKV Lab, WebAssembly (Node)": (name) =>
    timed(process.execPath, [at("dist/cli.mjs"), "bench", "--size", name, "--json"]),
  "QKV Lab, native": (name) =>
    existsSync(at("build/native/qkv_step"))
      ? timed(at("build/native/qkv_step"), [], JSON.stringify(configOf(SIZES[name])))
      : undefined,
  "PyTorch, native": (name) =>
    timed("/usr/bin/python3", [at("tests/bench/pytorch_step.py")], JSON.stringify(SIZES[name])),
};

/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const load = loadavg()[0];
const names = Object.keys(SIZES);
/** @type {Record<string, Record<string, number[]>>} */
const times = Object.fromEntries(Object.keys(CANDIDATES).map((c) => [c, {}]));
for (let round = 0; round < rounds; ++round)
  for (const name of names)
    for (const [candidate, run] of Object.entries(CANDIDATES)) {
      process.stderr.write(`round ${round + 1} of ${rounds}: ${name}, ${candidate}\n`);
      const time = run(name);
      if (time !== undefined) times[candidate][name] = [...(times[candidate][name] ?? []), time];
    }

const [ours] = Object.keys(CANDIDATES);
const lines = [
  `| one step, ms (time ÷ ours) | ${names.join(" | ")} |`,
  `|---|${names.map(() => "--:|").join("")}`,
];
for (const [candidate, bySize] of Object.entries(times)) {
  const cells = names.map((name) => {
    if (!bySize[name]) return "not installed";
    const ms = median(bySize[name]);
    const ratio = ms / median(times[ours][name]);
    return candidate === ours ? ms.toPrecision(3) : `${ms.toPrecision(3)} (${ratio.toFixed(2)})`;
  });
  lines.push(`| ${candidate} | ${cells.join(" | ")} |`);
}
const [cpu] = cpus();
process.stdout.write(
  `${lines.join("\n")}\n\nMedians of ${rounds} rounds, taking turns. ${cpus().length} × ${cpu.model}, ` +
    `Linux ${release()}, Node ${process.version}; load average ${load.toFixed(1)} before and ` +
    `${loadavg()[0].toFixed(1)} after (this benchmark itself is 1).\n`,
);
