import assert from "node:assert/strict";
import test from "node:test";
import { isSumOfProducts, runningSums, sumSoFar } from "../../web/engine/explanation.js";

const cell = (/** @type {number} */ value) => ({ op: "cell", node: "X", row: 0, col: 0, value });
const product = (/** @type {number} */ a, /** @type {number} */ b) => ({
  op: "product",
  args: [cell(a), cell(b)],
});
const tree = /** @type {any} */ ({ op: "sum", args: [product(1, 2), product(3, -1), product(0.5, 4)] });

test("the running sum ends at the sum, and does not give it away before", () => {
  assert.ok(isSumOfProducts(tree));
  assert.deepEqual(runningSums(tree), [2, -1, 1]);
  assert.deepEqual(
    [0, 1, 2, null].map((term) => sumSoFar(tree, term)),
    [2, -1, null, null],
  );
});

test("what is no sum of products is shown whole", () => {
  assert.equal(sumSoFar(/** @type {any} */ ({ op: "exp", args: [cell(1)] }), 0), null);
  assert.equal(sumSoFar(null, 0), null);
});
