// What the programs of this folder share. Each reads a job, {kind, size, reference}, from its standard input and
// prints {median_ms, cpu_ms, loss}; where its library is not installed it exits with 3.
import { readFileSync } from "node:fs";

/** The model, tokens and loss are those of reference.mjs. */
export const job = JSON.parse(readFileSync(0, "utf8"));

const WARM_UP_MS = 1500;
const MEASURE_MS = 2000;
const FEWEST = 21;

/** Imports a library, or ends the program where there is none. @param {string} name @returns {Promise<any>} */
export async function library(name) {
  try {
    return await import(name);
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    process.exit(3);
  }
}

/** @param {() => any} step @param {number} milliseconds */
async function repeat(step, milliseconds) {
  const times = [];
  const start = performance.now();
  for (let before = start; before - start < milliseconds || times.length < FEWEST; ) {
    await step();
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  return times;
}

/** Warms up, measures and prints. @param {() => any} step @param {number} loss of the reference's tokens, before any step */
export async function report(step, loss) {
  await repeat(step, WARM_UP_MS);
  const before = process.cpuUsage();
  const times = (await repeat(step, MEASURE_MS)).sort((a, b) => a - b);
  const { user, system } = process.cpuUsage(before);
  const cpu_ms = (user + system) / 1000 / times.length;
  process.stdout.write(`${JSON.stringify({ median_ms: times[times.length >> 1], cpu_ms, loss })}\n`);
  process.exit(0);
}
