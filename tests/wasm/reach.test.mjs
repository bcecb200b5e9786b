// Where a number goes is the reverse of how it came to be: over whole traces, every cell of every node.
import assert from "node:assert/strict";
import test from "node:test";
import { cellsOf, createLab, createTraining, schema } from "../../dist/node.mjs";

/** @typedef {{path: string, cells: [number, number][]}} Reached */

const nameOfCell = (/** @type {string} */ path, /** @type {number} */ row, /** @type {number} */ col) =>
  `${path} ${row},${col}`;

/**
 * @param {{path: string, shape: [number, number], inputs: string[]}[]} nodes
 * @param {(path: string, row: number, col: number) => any} explain
 * @param {(path: string, row: number, col: number) => Reached[]} reach
 */
function assertReverse(nodes, explain, reach) {
  /** @type {Map<string, Set<string>>} */
  const readers = new Map();
  const order = new Map(nodes.map(({ path }, i) => [path, i]));
  for (const { path, shape, inputs } of nodes)
    for (let row = 0; row < shape[0] && inputs.length > 0; row++)
      for (let col = 0; col < shape[1]; col++)
        for (const cell of cellsOf(explain(path, row, col))) {
          const from = nameOfCell(cell.node, cell.row, cell.col);
          if (!readers.has(from)) readers.set(from, new Set());
          readers.get(from)?.add(nameOfCell(path, row, col));
        }
  for (const { path, shape } of nodes)
    for (let row = 0; row < shape[0]; row++)
      for (let col = 0; col < shape[1]; col++) {
        const reached = reach(path, row, col);
        const places = reached.map((reader) => order.get(reader.path) ?? -1);
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
          "in the order of recording",
        );
        assert.ok(reached.every(({ cells }) => cells.length > 0));
        const named = reached.flatMap((reader) =>
          reader.cells.map(([r, c]) => nameOfCell(reader.path, r, c)),
        );
        const from = nameOfCell(path, row, col);
        assert.deepEqual(new Set(named), readers.get(from) ?? new Set(), from);
        assert.equal(new Set(named).size, named.length, `${from}: a cell twice`);
      }
}

const OPTIMIZERS = [
  { kind: "sgd", momentum: 0.9, nesterov: true, weight_decay: 0.01 },
  { kind: "adam", weight_decay: 0.1 },
  { kind: "adamw" },
];
const MASKS = [{ mask: "none" }, { mask: "causal" }, { mask: "padding", lengths: [2] }];

test("reach is the reverse of explain in every encoding, mask and optimizer", async () => {
  const { lab } = await schema();
  let n = 0;
  for (const kind of Object.keys(lab.positional))
    for (const mask of MASKS) {
      const opened = await createLab({
        ...{ tokens: ["the", "cat", "sat"], d_model: 4, n_heads: 2, d_k: 2, d_v: 1, ...mask },
        ...{ positional: { kind }, target: "next_token", optimizer: OPTIMIZERS[n++ % OPTIMIZERS.length] },
      });
      try {
        assertReverse(opened.trace.nodes, opened.explain.bind(opened), opened.reach.bind(opened));
      } finally {
        opened.close();
      }
    }
});

test("reach is the reverse of explain in a training step and in what is looked at", async () => {
  const training = await createTraining({
    task: { kind: "majority", min_length: 2, max_length: 3, vocabulary: 3 },
    model: { d_model: 4, feed_forward: 3, mask: "none", positional: { kind: "learned" } },
    ...{ batch: 2, steps: 2, clip_norm: 0.1 },
  });
  training.step(1);
  assertReverse(training.snapshot().nodes, training.explain.bind(training), training.reach.bind(training));
  assertReverse(
    training.look().nodes,
    training.explainLook.bind(training),
    training.reachLook.bind(training),
  );
  training.close();
});

test("a cell that is not there reaches nothing but an error", async () => {
  const lab = await createLab({ tokens: ["the", "cat"] });
  assert.throws(() => lab.reach("X", 0, 99), { code: "range" });
  assert.throws(() => lab.reach("X", 0.5, 0), { code: "range" });
  assert.throws(() => lab.reach("nothing", 0, 0), { code: "path", message: /no node "nothing"/ });
  lab.close();
});
