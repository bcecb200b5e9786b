import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

const CLI = new URL("../../dist/cli.mjs", import.meta.url).pathname;

/** @param {string[]} args @param {unknown} config given on standard input */
function train(args, config) {
  const input = typeof config === "string" ? config : JSON.stringify(config);
  return spawnSync(process.execPath, [CLI, "train", ...args], { input, encoding: "utf8", maxBuffer: 1e9 });
}

/** @param {string} stdout */
const lines = (stdout) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const CONFIG = {
  task: { kind: "previous_token", length: 6, vocabulary: 5 },
  model: { d_model: 16, n_heads: 2, positional: { kind: "learned" } },
  optimizer: { kind: "adam", learning_rate: 0.01 },
  batch: 16,
  steps: 60,
};

test("train prints every step, accuracy where it was evaluated, and the end", () => {
  const { stdout, stderr, status } = train(["-"], { ...CONFIG, test_lengths: [4, 48] });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  const all = lines(stdout);
  const last = all.pop();
  assert.equal(all.length, 60);
  for (const [i, line] of all.entries()) {
    assert.equal(line.step, i + 1);
    assert.ok(Number.isFinite(line.loss));
    assert.equal("accuracy" in line, [25, 50, 60].includes(line.step));
  }
  assert.deepEqual(Object.keys(last), ["done", "steps", "accuracy", "test", "loss_sha256"]);
  assert.equal(last.done, "steps");
  assert.equal(last.steps, 60);
  assert.equal(last.accuracy, all[59].accuracy);
  assert.ok(last.test["4"] > 0);
  assert.match(last.test["48"], /learned positions end at 6/);
});

test("loss_sha256 is that of the printed losses as little-endian floats", () => {
  const all = lines(train(["-"], CONFIG).stdout);
  const last = all.pop();
  const bytes = Buffer.alloc(4 * all.length);
  for (const [i, { loss }] of all.entries()) bytes.writeFloatLE(loss, 4 * i);
  assert.equal(createHash("sha256").update(bytes).digest("hex"), last.loss_sha256);
});

test("train stops at the accuracy that was asked for", () => {
  const last = lines(train(["-"], { ...CONFIG, steps: 1000, stop_at_accuracy: 0.95 }).stdout).at(-1);
  assert.equal(last.done, "accuracy");
  assert.ok(last.accuracy >= 0.95 && last.steps < 1000);
});

test("a run that diverges ends with the step and the node, status 0", () => {
  const { stdout, status } = train(["-"], {
    ...CONFIG,
    model: { ...CONFIG.model, norm: "none" },
    optimizer: { kind: "sgd", learning_rate: 1000 },
    test_lengths: [4],
  });
  assert.equal(status, 0);
  const all = lines(stdout);
  const last = all.pop();
  assert.equal(last.done, "diverged");
  assert.equal(last.diverged.step, last.steps);
  assert.equal(typeof last.diverged.node, "string");
  assert.deepEqual(last.test, {});
  assert.equal(all.length, last.steps);
});

test("--out writes the trained parameters as safetensors", () => {
  const folder = mkdtempSync(join(tmpdir(), "qkv-"));
  try {
    const file = join(folder, "model.safetensors");
    assert.equal(train(["-", "--out", file], CONFIG).status, 0);
    const bytes = readFileSync(file);
    const length = Number(bytes.readBigUInt64LE(0));
    assert.equal(length % 8, 0);
    const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
    assert.deepEqual(header["embedding.W_E"].shape, [5, 16]);
    let end = 0;
    for (const { dtype, data_offsets } of Object.values(header)) {
      assert.equal(dtype, "F32");
      end = Math.max(end, data_offsets[1]);
    }
    assert.equal(8 + length + end, bytes.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const WRONG = /** @type {[string, string[], unknown, RegExp][]} */ ([
  ["a file that is not there", ["/no/such/file"], {}, /cannot read \/no\/such\/file/],
  ["no file", [], {}, /give the configuration's file/],
  ["what is not JSON", ["-"], "{", /not JSON/],
  ["a list", ["-"], [], /must be an object/],
  ["an unknown field", ["-"], { stepz: 5 }, /stepz: unknown field/],
  ["an unknown task", ["-"], { task: { kind: "juggle" } }, /task\.kind.*juggle/],
  ["a range", ["-"], { batch: 1e9 }, /batch: must be a whole number from 1 to 1024/],
  [
    "too much memory",
    ["-"],
    { task: { kind: "copy", length: 512 }, model: { d_model: 1024 }, batch: 1024 },
    /memory|large|numbers/,
  ],
  [
    "a folder that is not there",
    ["-", "--out", "/no/such/folder/x"],
    { ...CONFIG, steps: 1 },
    /--out: cannot write/,
  ],
]);

for (const [what, args, config, message] of WRONG)
  test(`train with ${what} ends with status 2 and one clear line`, () => {
    const { stderr, status } = train(args, config);
    assert.equal(status, 2);
    assert.match(stderr, message);
    assert.equal(stderr.trim().split("\n").length, 1, stderr);
  });
