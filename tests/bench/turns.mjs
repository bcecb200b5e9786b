// What the benchmarks share: running a candidate as a program of its own, and naming the machine.
import { spawnSync } from "node:child_process";
import { cpus, loadavg, release } from "node:os";

export const at = (path) => new URL(`../../${path}`, import.meta.url).pathname;

/** @returns {any} what the program printed as JSON; undefined where it, or what it needs, is not installed */
export function run(program, args, input) {
  const { stdout, stderr, status, error } = spawnSync(program, args, {
    input,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (error?.code === "ENOENT" || status === 3) return undefined;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error ?? stderr}`);
  return JSON.parse(stdout);
}

/** @param {string} name of a program of peers/ @param {object} job */
export const runPeer = (name, job) =>
  run(process.execPath, [at(`tests/bench/peers/${name}.mjs`)], JSON.stringify(job));

/** On a shared machine others can only make a program slower, for minutes at a time. @param {number[]} rounds */
export const quietest = (rounds) => Math.min(...rounds);

const loadBefore = loadavg()[0];
export function machine() {
  const [cpu] = cpus();
  return (
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpu.model}, Linux ${release()}, ` +
    `Node ${process.version}; load average ${loadBefore.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after ` +
    "(the benchmark itself is 1)"
  );
}
