import assert from "node:assert/strict";
import test from "node:test";
import { renormalised } from "../../web/state/attention-row.js";

const sum = (/** @type {number[]} */ row) => Number(row.reduce((a, b) => a + b, 0).toFixed(9));

test("a weight that is set takes its share, the others keep their proportions and the row adds up to 1", () => {
  const row = renormalised([0.2, 0.3, 0.5], 0, 0.6);
  assert.deepEqual(row, [0.6, 0.15, 0.25]);
  for (const share of [0, 0.001, 0.123456, 1 / 3, 0.99999, 1])
    for (let col = 0; col < 4; col++) {
      const next = renormalised([0.1, 0.6333, 0.1667, 0.1], col, share);
      assert.equal(sum(next), 1);
      assert.ok(next.every((x) => x >= 0 && x <= 1));
      assert.ok(Math.abs(next[col] - share) < 1e-4);
    }
});

test("where the others have nothing they share evenly, and what is hidden stays hidden", () => {
  assert.deepEqual(renormalised([1, 0, 0], 0, 0.5), [0.5, 0.25, 0.25]);
  assert.deepEqual(
    renormalised([1, 0, 0], 0, 0.5, (col) => col === 2),
    [0.5, 0.5, 0],
  );
  assert.deepEqual(
    renormalised([1, 0, 0], 0, 0.5, (col) => col > 0),
    [1, 0, 0],
    "a word that sees only itself",
  );
  assert.deepEqual(renormalised([0.25, 0.25, 0.5], 1, 7), [0, 1, 0]);
});
