import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";

const TRIALS = new URL("../../tools/trials.mjs", import.meta.url).pathname;

/** @param {string[]} args */
const run = (...args) => spawnSync(process.execPath, [TRIALS, ...args], { encoding: "utf8" });

test("every trial runs and prints its row beside what is expected", () => {
  const { stdout, stderr, status } = run("--quick");
  assert.equal(status, 0, stderr);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  assert.ok(rows.length > 40, `${rows.length} rows`);
  for (const row of rows) assert.equal(row.length, 6, row.join("|"));
  for (const [, trial, configuration, result, expected] of rows.slice(2))
    if (!trial) assert.ok(configuration && result && expected, `${configuration}: ${result}, ${expected}`);
  assert.doesNotMatch(stdout, /NaN|undefined|diverged at/);
});

test("trials can be chosen by name, and a wrong name lists them", () => {
  assert.match(run("--quick", "two_offsets").stdout, /two_offsets/);
  assert.doesNotMatch(run("--quick", "two_offsets").stdout, /previous_token/);
  const { stderr, status } = run("juggling");
  assert.equal(status, 2);
  assert.match(stderr, /no trial "juggling"; there are sentences, previous_token, /);
});
