import assert from "node:assert/strict";
import test from "node:test";
import { cellsOf, createLab, evaluate, QkvError } from "../../dist/node.mjs";

const CONFIG = {
  tokens: ["the", "cat", "sat", "down"],
  d_model: 6,
  n_heads: 2,
  d_k: 5,
  d_v: 2,
  mask: "causal",
  target: "next_token",
  optimizer: { kind: "adam", learning_rate: 0.01 },
};
const A = "block0.attention.";

test("the trace has every node that the public format names", async () => {
  const { trace } = await createLab(CONFIG);
  const paths = ["X", "P", "input", "output", "W_Q", "W_K", "W_V", "W_O", "Q", "K", "V", "concat"].map(
    (name) => (trace.has(name) ? name : A + name),
  );
  for (const head of [0, 1])
    for (const name of ["Q", "K", "V", "scores", "scaled", "masked", "attention", "Z"])
      paths.push(`${A}head${head}.${name}`);
  for (const name of ["W_Q", "W_K", "W_V", "W_O"])
    paths.push(`${A}d${name}`, `${A}${name}.m`, `${A}${name}.v`, `${A}${name}.next`);
  for (const path of [...paths, "loss"]) assert.ok(trace.has(path), path);
});

test("inputs come before what is made from them, and shapes are those of the formula", async () => {
  const { trace } = await createLab(CONFIG);
  const seen = new Set();
  for (const node of trace.nodes) {
    for (const input of node.inputs) assert.ok(seen.has(input), `${node.path} before ${input}`);
    seen.add(node.path);
  }
  assert.deepEqual(trace.node(`${A}W_Q`).shape, [6, 10]);
  assert.deepEqual(trace.node(`${A}W_V`).shape, [6, 4]);
  assert.deepEqual(trace.node(`${A}W_O`).shape, [4, 6]);
  assert.deepEqual(trace.node(`${A}head1.scores`).shape, [4, 4]);
});

test("every cell of every node is explained by the cells of its inputs", async () => {
  const lab = await createLab({ ...CONFIG, steps: 2 });
  for (const node of lab.trace.nodes) {
    const [rows, cols] = node.shape;
    for (let row = 0; row < rows; row++)
      for (let col = 0; col < cols; col++) {
        const tree = lab.explain(node.path, row, col);
        const value = lab.trace.value(node.path, row, col);
        if (Number.isFinite(value)) {
          const difference = Math.abs(evaluate(tree) - value);
          assert.ok(
            difference <= 1e-5 * Math.max(1, Math.abs(value)),
            `${node.path} ${row},${col}: ${difference}`,
          );
        } else assert.equal(evaluate(tree), value, `${node.path} ${row},${col}`);
        for (const cell of cellsOf(tree))
          assert.ok(
            node.inputs.length === 0 || node.inputs.includes(cell.node),
            `${node.path} names ${cell.node}`,
          );
      }
  }
});

test("rows of attention sum to one and hidden weights are exactly zero", async () => {
  const { trace } = await createLab(CONFIG);
  for (const [i, row] of trace.matrix(`${A}head0.attention`).entries()) {
    assert.ok(Math.abs(row.reduce((a, b) => a + b) - 1) < 1e-6);
    for (let j = i + 1; j < row.length; j++) assert.equal(row[j], 0);
  }
});

test("the public JSON reads back to the same floats and writes −∞ as a text", async () => {
  const { trace } = await createLab(CONFIG);
  const back = JSON.parse(JSON.stringify(trace));
  assert.deepEqual(Object.keys(back), ["config", "nodes"]);
  for (const node of back.nodes)
    for (const [r, row] of node.values.entries())
      for (const [c, value] of row.entries())
        assert.ok(
          Math.fround(Number(value)) === trace.value(node.path, r, c),
          `${node.path} ${r},${c}: ${value}`,
        );
  const masked = back.nodes.find((/** @type {any} */ n) => n.path === `${A}head0.masked`);
  assert.equal(masked.values[0][3], "-Infinity");
});

test("the complete configuration gives the same trace again", async () => {
  const first = await createLab(CONFIG);
  const second = await createLab(first.trace.config);
  assert.deepEqual(second.trace.config, first.trace.config);
  assert.deepEqual(second.trace.values, first.trace.values);
});

test("a refused configuration leaves the last good one", async () => {
  const lab = await createLab(CONFIG);
  assert.throws(() => lab.open({ ...CONFIG, d_model: 1.5 }), {
    name: "QkvError",
    code: "range",
    message: /d_model.*1\.5/,
  });
  assert.ok(Number.isFinite(lab.trace.value("loss", 0, 0)));
  assert.equal(lab.explain("loss", 0, 0).op, "quotient");
});

test("what JSON cannot say is refused by name", async () => {
  await assert.rejects(createLab({ tokens: ["a"], X: [[NaN, 1]] }), { code: "numeric", message: /NaN/ });
  await assert.rejects(createLab({ tokens: ["a"], seed: Infinity }), { code: "numeric", message: /seed/ });
  await assert.rejects(createLab({ tokens: ["a"], nonsense: 1 }), {
    code: "config",
    message: /nonsense: unknown field/,
  });
  const lab = await createLab(CONFIG);
  assert.throws(() => lab.explain("loss", 0.5, 0), { code: "range" });
  assert.throws(() => lab.explain("loss", 0, 7), { code: "range" });
  assert.throws(() => lab.explain("nothing", 0, 0), { code: "path" });
});

test("a closed lab says so", async () => {
  const lab = await createLab(CONFIG);
  lab.close();
  lab.close();
  assert.throws(
    () => lab.explain("loss", 0, 0),
    (error) => error instanceof QkvError && error.code === "closed",
  );
});
