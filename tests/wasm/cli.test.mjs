import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";

const CLI = new URL("../../dist/cli.mjs", import.meta.url).pathname;

/** @param {string[]} args @param {unknown} [config] given on standard input */
function run(args, config) {
  const input = typeof config === "string" ? config : JSON.stringify(config ?? {});
  return spawnSync(process.execPath, [CLI, ...args], { input, encoding: "utf8", maxBuffer: 1e9 });
}

const CONFIG = {
  X: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  n_heads: 1,
  d_k: 2,
  d_v: 2,
  scale: true,
};

test("trace prints the trace, also from parameters and a target", () => {
  const W_Q = [
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const { stdout, status } = run(["trace", "-"], {
    ...CONFIG,
    positional: { kind: "none" },
    parameters: { "block0.attention.W_Q": W_Q },
    target: [
      [0, 0, 0],
      [1, 1, 1],
    ],
  });
  assert.equal(status, 0);
  const nodes = Object.fromEntries(JSON.parse(stdout).nodes.map((/** @type {any} */ n) => [n.path, n]));
  assert.deepEqual(nodes["block0.attention.W_Q"].values, W_Q);
  assert.deepEqual(nodes["block0.attention.Q"].values, [
    [4, 5],
    [10, 11],
  ]);
  assert.equal(nodes["block0.attention.dW_Q"].gradient_of, "block0.attention.W_Q");
  assert.equal(nodes.loss.values.length, 1);
});

test("explain prints names and numbers, a tree, or all trees", () => {
  const text = run(["explain", "-", "--node", "block0.attention.Q", "--cell", "1,0"], CONFIG).stdout;
  assert.match(text, /^block0\.attention\.Q\[1, 0\] = /);
  assert.match(text, /input\[1, 0\] × block0\.attention\.W_Q\[0, 0\] \+ /);
  const tree = JSON.parse(
    run(["explain", "-", "--node", "block0.attention.Q", "--cell", "1,0", "--json"], CONFIG).stdout,
  );
  assert.equal(tree.op, "sum");
  assert.deepEqual(tree.args[0].args[0].node, "input");
  const all = JSON.parse(
    run(["explain", "-", "--node", "block0.attention.head0.attention", "--cell", "all"], CONFIG).stdout,
  );
  assert.deepEqual([all.cells.length, all.cells[0].length], [2, 2]);
});

const WRONG = /** @type {[string[], unknown, RegExp][]} */ ([
  [["trace", "/no/such/file"], null, /cannot read \/no\/such\/file/],
  [["trace", "-"], "{", /not JSON/],
  [["trace", "-"], { tokenz: ["a"] }, /tokenz: unknown field/],
  [["trace", "-"], { tokens: [] }, /tokens: give at least one token/],
  [["trace", "-"], { tokens: ["a"], d_model: 0 }, /d_model: must be a whole number from 1 to 1024, not 0/],
  [["trace", "-"], { tokens: ["a"], d_model: 1e9 }, /d_model: must be a whole number from 1 to 1024/],
  [["trace", "-"], { tokens: ["a"], d_model: "abc" }, /d_model: must be a whole number.*"abc"/],
  [["trace", "-"], { X: [[1, 2], [3]] }, /X\[1\]: has 1 numbers/],
  [
    ["trace", "-"],
    { X: [[1, 2]], n_heads: 1, target: [[1]] },
    /target: is \[1 × 1\], must be n × d_model, \[1 × 2\]/,
  ],
  [
    ["trace", "-"],
    { X: [[1, 2]], n_heads: 1, parameters: { W_Q: [[1]] } },
    /parameters\.W_Q: this model has no such parameter/,
  ],
  [
    ["trace", "-"],
    { tokens: ["a"], target: "same_token", optimizer: { kind: "rmsprop" } },
    /optimizer\.kind: must be one of/,
  ],
  [["explain", "-", "--node", "X", "--cell", "x"], CONFIG, /--cell: must be ROW,COL/],
  [["explain", "-", "--node", "Y", "--cell", "0,0"], CONFIG, /no node "Y"/],
  [["explain", "-", "--cell", "0,0"], CONFIG, /--node/],
  [["dance"], null, /no command "dance"/],
  [["bench"], null, /--size: must be S, M or L, not ""/],
  [["bench", "--size", "XL"], null, /--size: must be S, M or L, not "XL"/],
  [["bench", "file.json", "--size", "S"], null, /bench takes no configuration/],
  [["trace", "-", "--nonsense"], CONFIG, /nonsense/],
]);

for (const [args, config, message] of WRONG)
  test(`${args.join(" ")} ${JSON.stringify(config)} ends with status 2 and one clear line`, () => {
    const { status, stderr, stdout } = run(args, config);
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.equal(stderr.trim().split("\n").length, 1, stderr);
  });
