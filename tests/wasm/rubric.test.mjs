// Rubrics and answers, the command line that grades them, and the worked example.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { exercises, grade } from "../../dist/node.mjs";
import { CONFIG, refused, traceOf } from "./grading-support.mjs";

const H = "block0.attention.head0.";
const RUBRIC = {
  tests: [
    { name: "cell", max_score: 2, config: CONFIG, node: `${H}scaled`, row: 0, col: 1 },
    { name: "matrix", max_score: 3, config: CONFIG, node: `${H}attention`, atol: 0.005 },
    { name: "exercise", link: "exercise_seed=3&lang=zh", exercise: "scale-cell" },
  ],
};

test("a rubric's own configuration is that of the tests that bring none", async () => {
  const [node, trace] = ["loss", await traceOf(CONFIG)];
  const tests = [
    { name: "a", node },
    { name: "b", node, config: { ...CONFIG, seed: 2 } },
    { name: "c", exercise: "loss-cell" },
  ];
  const loss = trace.value(node, 0, 0);
  const graded = await grade(
    { config: CONFIG, tests: tests.map((test) => ({ ...test, atol: 1e-6 })) },
    { a: loss, b: loss },
  );
  assert.deepEqual(
    graded.tests.map(({ score }) => score),
    [1, 0, 0],
  );
});

test("a rubric grades right, wrong, missing and unreadable answers", async () => {
  const trace = await traceOf(CONFIG);
  const cell = trace.value(`${H}scaled`, 0, 1);
  const matrix = trace.matrix(`${H}attention`);
  const exercise = await exercises.solve({ id: "scale-cell", seed: 3 });
  const all = await grade(RUBRIC, { cell, matrix, exercise });
  assert.equal(all.score, 6);
  assert.deepEqual(
    all.tests.map(({ name, score, max_score }) => [name, score, max_score]),
    [
      ["cell", 2, 2],
      ["matrix", 3, 3],
      ["exercise", 1, 1],
    ],
  );
  const wrong = matrix.map((row) => [...row]);
  wrong[1][2] += 0.01;
  const some = await grade(RUBRIC, { cell: "a", matrix: wrong });
  assert.equal(some.score, 0);
  assert.match(some.tests[0].output, /scaled\[0, 1\]: must be a number/);
  assert.match(some.tests[1].output, /attention\[1, 2\] is .* in your answer\. Too large\./);
  assert.equal(some.tests[2].output, "No answer.");
  const flat = await grade(RUBRIC, { matrix: matrix[0] });
  assert.match(flat.tests[1].output, /must be 3 × 3 numbers, not 1 × 3/);
});

for (const [what, rubric, answers, message] of /** @type {[string, any, any, RegExp][]} */ ([
  ["no object", [], {}, /^rubric: must be an object, not \[\]/],
  ["no tests", {}, {}, /^rubric\.tests: must be a list of at least one test, not nothing/],
  [
    "an unknown field",
    { tests: [{ name: "a", points: 1 }] },
    {},
    /^rubric\.tests\[0\]: there is no field "points"; there are name, /,
  ],
  ["no name", { tests: [{}] }, {}, /^rubric\.tests\[0\]\.name: must be a text/],
  ["nothing to ask", { tests: [{ name: "a" }] }, {}, /needs either a node or an exercise/],
  ["no configuration", { tests: [{ name: "a", node: "X" }] }, {}, /needs either a config or a link/],
  [
    "half a cell",
    { tests: [{ name: "a", node: "X", config: CONFIG, row: 0 }] },
    {},
    /row and col name a cell together/,
  ],
  [
    "a cell outside",
    { tests: [{ name: "a", node: "X", config: CONFIG, row: 3, col: 0 }] },
    {},
    /^rubric\.tests\[0\]\.row: must be a whole number from 0 to 2, not 3/,
  ],
  [
    "a node that is not",
    { tests: [{ name: "a", node: "Y", config: CONFIG }] },
    {},
    /^rubric\.tests\[0\]\.node: there is no node "Y"/,
  ],
  [
    "a bad configuration",
    { tests: [{ name: "a", node: "X", config: { d_model: 0, tokens: ["a"] } }] },
    {},
    /^rubric\.tests\[0\]\.d_model: /,
  ],
  [
    "a bad link",
    { tests: [{ name: "a", node: "X", link: "d_k=0" }] },
    {},
    /^rubric\.tests\[0\]\.d_k: 0 is not possible/,
  ],
  [
    "no such exercise",
    { tests: [{ name: "a", exercise: "x" }] },
    {},
    /^rubric\.tests\[0\]\.id: there is no exercise "x"/,
  ],
  [
    "a bad score",
    { tests: [{ name: "a", exercise: "loss-cell", max_score: -1 }] },
    {},
    /max_score: must be a number from 0 on, not -1/,
  ],
  [
    "a name twice",
    { tests: [1, 2].map(() => ({ name: "a", exercise: "loss-cell" })) },
    {},
    /two tests named "a"/,
  ],
  [
    "an answer too many",
    RUBRIC,
    { b: 1 },
    /^answers: there is no field "b"; there are cell, matrix, exercise/,
  ],
  ["answers in a list", RUBRIC, [1], /^answers: must be an object, not \[1\]/],
]))
  test(`a rubric or answers are refused by name: ${what}`, () => refused(grade(rubric, answers), message));

const EXAMPLE = new URL("../../examples/grading/", import.meta.url).pathname;
const CLI = new URL("../../dist/cli.mjs", import.meta.url).pathname;

/** @param {string} command @param {string[]} args @param {string} [input] */
const run = (command, args, input) =>
  spawnSync(command, args, {
    cwd: EXAMPLE,
    input,
    encoding: "utf8",
    env: { ...process.env, QKV_LAB: `"${process.execPath}" "${CLI}"` },
  });

/** @param {string} json */
const scores = (json) => JSON.parse(json).tests.map((/** @type {any} */ { score }) => score);

test("the worked example grades a file of answers, on the command line and in Python", () => {
  const { stdout, status } = run(process.execPath, [CLI, "grade", "rubric.json", "answers.json"]);
  assert.equal(status, 0);
  assert.deepEqual(scores(stdout), [3, 3, 0, 0, 1]);
  assert.equal(JSON.parse(stdout).score, 7);
  assert.deepEqual(JSON.parse(run("python3", ["grade.py", "answers.json"]).stdout), JSON.parse(stdout));
});

test("the worked example runs a student's program and writes Gradescope's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "qkv-grading-"));
  try {
    const results = join(folder, "results.json");
    const { status, stderr } = run("python3", ["grade.py", "submission.py", results]);
    assert.equal(status, 0, stderr);
    const { score, tests } = JSON.parse(readFileSync(results, "utf8"));
    assert.equal(score, 6);
    assert.match(
      tests[1].output,
      /^9 numbers are wrong\. The first is block0\.attention\.head0\.attention\[0, 0\]/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

for (const [what, args, message] of /** @type {[string, string[], RegExp][]} */ ([
  ["no rubric", [], /^qkv-lab: give the rubric's file, or - for standard input\n$/],
  ["no answers", ["rubric.json"], /^qkv-lab: give the answers' file/],
  ["a file that is not there", ["nope.json", "answers.json"], /^qkv-lab: cannot read nope\.json: /],
  ["what is not JSON", ["rubric.json", "README.md"], /^qkv-lab: README\.md: not JSON: /],
  [
    "a rubric as answers",
    ["rubric.json", "rubric.json"],
    /^qkv-lab: answers: there is no field "config"; there are scores, /,
  ],
  ["both from standard input", ["-", "-"], /^qkv-lab: only one of the two can be standard input/],
  [
    "three files",
    ["rubric.json", "answers.json", "more.json"],
    /one rubric and one file of answers at a time/,
  ],
]))
  test(`grade ends with one clear line: ${what}`, () => {
    const { status, stderr, stdout } = run(process.execPath, [CLI, "grade", ...args], "{}");
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
    assert.equal(stderr.split("\n").length, 2);
  });
