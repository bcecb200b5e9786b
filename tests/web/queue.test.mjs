import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { Queue } from "../../web/state/queue.js";

const later = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("work is done in the order in which it was asked for, one piece at a time", async () => {
  const queue = new Queue();
  /** @type {string[]} */
  const seen = [];
  const work = (/** @type {string} */ name, /** @type {number} */ ms) =>
    queue.add(async () => {
      seen.push(`${name} begins`);
      await later(ms);
      seen.push(`${name} ends`);
      return name;
    });
  assert.deepEqual(await Promise.all([work("slow", 5), work("quick", 0)]), ["slow", "quick"]);
  assert.deepEqual(seen, ["slow begins", "slow ends", "quick begins", "quick ends"]);
});

test("of a kind of which the newest counts, what has not begun is left out", async () => {
  const queue = new Queue();
  const done = [1, 2, 3].map((number) => queue.add(async () => number, "look"));
  const other = queue.add(async () => "other");
  assert.deepEqual(await Promise.all([...done, other]), [undefined, undefined, 3, "other"]);
});

test("a failure is told to whoever asked, and the queue goes on", async () => {
  const queue = new Queue();
  const failing = queue.add(async () => {
    throw new Error("no");
  });
  const next = queue.add(async () => "yes");
  await assert.rejects(failing, /no/);
  assert.equal(await next, "yes");
});

test("a failure that nobody listens to is not swallowed", async () => {
  const code = `
    import { Queue } from ${JSON.stringify(new URL("../../web/state/queue.js", import.meta.url).href)};
    new Queue().add(async () => { throw new Error("nobody listens"); });`;
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", code], { encoding: "utf8" });
  assert.notEqual(run.status, 0);
  assert.match(run.stderr, /nobody listens/);
});
