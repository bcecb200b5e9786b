// Grading without the page: links, formulas, exercises, comparisons.
import assert from "node:assert/strict";
import test from "node:test";
import {
  compare,
  configFromLink,
  createLab,
  evaluate,
  exercises,
  formula,
  linkFromConfig,
} from "../../dist/node.mjs";
import { engineConfig } from "../../web/state/config.js";
import { defaults } from "../../web/state/schema.js";
import { writeLink } from "../../web/state/url.js";
import { CONFIG, refused, traceOf } from "./grading-support.mjs";

const A = "block0.attention.";
const H = `${A}head0.`;
test("a link gives the configuration that the page computes for it", async () => {
  const state = { ...defaults(), sentence: "a b c", d_k: 6, mask: "causal", temperature: 2, steps: 3 };
  const link = writeLink(state);
  for (const written of [
    link,
    `#${link}`,
    `https://example.org/lab/?utm_source=x#${link}`,
    `file:///lab.html?${link}`,
  ])
    assert.deepEqual(await configFromLink(written), engineConfig(state), written);
  assert.deepEqual((await configFromLink("https://example.org/lab/?seed=4#seed=5")).seed, 5);
  assert.deepEqual(await configFromLink(""), engineConfig(defaults()));
});

test("a weight of attention that was typed over stands among the computed ones", async () => {
  const path = `${H}attention`;
  const config = await configFromLink(`sentence=a b&edits=${path}@0,1=0.25`);
  const computed = (await traceOf({ ...config, override: {} })).matrix(path);
  assert.deepEqual((await traceOf(config)).matrix(path), [[computed[0][0], 0.25], computed[1]]);
});

test("a link that is wrong says which field and what is allowed", async () => {
  await refused(configFromLink("d_k=99"), /^d_k: 99 is not possible. Choose from 1 to 16/);
  await refused(configFromLink("nope=1"), /“nope”.*There are: /);
  await refused(configFromLink("positional=rope&d_k=3"), /^positional: RoPE/);
  await refused(configFromLink(/** @type {any} */ (7)), /^link: must be a text, not 7/);
  await refused(configFromLink("sentence=%20"), /^sentence: /);
});

for (const [what, config] of /** @type {[string, any][]} */ ([
  ["plain values", { ...CONFIG, seed: 9, mask: "causal", steps: 2 }],
  ["a factor", { ...CONFIG, scale: 0.25 }],
  [
    "no division, a padding mask, a head switched off",
    { ...CONFIG, scale: false, mask: "padding", lengths: [2], ablate: [1] },
  ],
  [
    "a given X without tokens",
    {
      X: [
        [1, 2],
        [3, -4.5],
      ],
      n_heads: 1,
    },
  ],
  [
    "given weights and attention",
    {
      ...{ tokens: ["a", "b"], d_model: 2, n_heads: 1, positional: { kind: "none" } },
      parameters: {
        [`${A}W_Q`]: [
          [1, 0],
          [0, 1e-7],
        ],
      },
      override: {
        [`${H}attention`]: [
          [1, 0],
          [0.25, 0.75],
        ],
      },
      edits: [{ node: `${A}W_Q`, row: 0, col: 1, value: 7 }],
    },
  ],
]))
  test(`a configuration goes through a link and computes the same: ${what}`, async () => {
    const link = await linkFromConfig(config);
    assert.match(link, /^#step=tokens&/);
    assert.deepEqual(compare(await traceOf(config), await traceOf(await configFromLink(link))), []);
  });

test("a link opens the step and the language that are asked for", async () => {
  assert.match(await linkFromConfig(CONFIG, { step: "scale", lang: "zh" }), /^#lang=zh&step=scale&/);
  await refused(linkFromConfig(CONFIG, { step: "nope" }), /^step: “nope” is not possible/);
});

test("what a link cannot say is refused by name", async () => {
  const adam = (/** @type {object} */ more) => ({ ...CONFIG, optimizer: { kind: "adam", ...more } });
  await refused(linkFromConfig(adam({ betas: [0.8, 0.999] })), /^optimizer\.betas: a link can only say/);
  await refused(
    linkFromConfig({ ...CONFIG, positional: { kind: "sinusoidal", base: 100 } }),
    /^positional\.base: /,
  );
  await refused(
    linkFromConfig({ ...CONFIG, d_model: 64 }),
    /^d_model: 64 is not possible. Choose from 1 to 32/,
  );
  await refused(linkFromConfig({ ...CONFIG, tokens: ["two words", "b", "c"] }), /^tokens: /);
  await refused(linkFromConfig({ ...CONFIG, ablate: [0, 1] }), /^ablate: /);
  await refused(linkFromConfig({ ...CONFIG, nope: 1 }), /nope/);
});

test("a formula with names or numbers, as text or for LaTeX", async () => {
  const lab = await createLab({
    X: [
      [1, -2],
      [3, 4],
    ],
    n_heads: 1,
    positional: { kind: "none" },
    tokens: ["a", "b"],
  });
  const score = lab.explain(`${H}scaled`, 0, 1);
  assert.match(formula(score), /^block0\.attention\.head0\.scores\[0, 1\] \/ /);
  assert.match(formula(score, { format: "latex" }), /^\\frac\{\\mathrm\{scores\}\^\{\(0\)\}_\{0,1\}\}\{/);
  const q = lab.explain(`${A}Q`, 0, 0);
  assert.match(formula(q, { format: "latex" }), /^\\mathrm\{input\}_\{0,0\} \\cdot W\^\{Q\}_\{0,0\} \+ /);
  assert.match(formula(q, { numbers: true }), / \+ \(-2\) × /);
  assert.match(formula(q, { format: "latex", numbers: true }), / \+ \\left\(-2\\right\) \\cdot /);
  lab.close();
  assert.throws(
    () => formula(score, /** @type {any} */ ({ format: "html" })),
    /^QkvError: format: must be one of text, latex, not "html"/,
  );
  assert.throws(() => formula(/** @type {any} */ (null)), /tree: must be an explanation/);
});

test("brackets stand in LaTeX where the value needs them", async () => {
  const lab = await createLab({ ...CONFIG, mask: "causal", positional: { kind: "alibi" } });
  for (const { path, shape } of lab.trace.nodes) {
    const tree = lab.explain(path, shape[0] - 1, 0);
    const text = formula(tree, { numbers: true })
      .replaceAll(/(?<![\w.])Infinity/g, "(1/0)")
      .replaceAll("×", "*")
      .replaceAll("−", "-")
      .replaceAll("^", "**")
      .replaceAll(/\b(max|min|exp|log|sqrt|sin|cos|tanh)\(/g, "Math.$1(");
    const want = evaluate(tree);
    const got = Function(`return ${text}`)();
    assert.ok(
      Object.is(got, want) || Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want)),
      `${path}: ${text}`,
    );
    const latex = formula(tree, { format: "latex" });
    assert.equal(latex.split("{").length, latex.split("}").length, latex);
  }
  lab.close();
});

test("the first difference is where a mistake was made, not where it shows", async () => {
  const trace = await traceOf(CONFIG);
  const matrices = () => Object.fromEntries(trace.nodes.map(({ path }) => [path, trace.matrix(path)]));
  assert.deepEqual(compare(trace, matrices()), []);
  assert.deepEqual(compare(trace, JSON.parse(JSON.stringify(trace))), []);
  const unscaled = await traceOf({ ...CONFIG, scale: false });
  const wrong = compare(trace, unscaled);
  assert.deepEqual(
    [...new Set(wrong.map(({ path }) => path))],
    [0, 1].map((h) => `${A}head${h}.scaled`),
  );
  assert.equal(Math.fround(wrong[0].want), trace.value(`${H}scaled`, 0, 0));
  assert.equal(wrong[0].got, unscaled.matrix(`${H}scaled`)[0][0]);
  // Handed in without what lies between, a mistake shows where it can be seen first.
  const only = {
    [`${H}attention`]: unscaled.matrix(`${H}attention`),
    [`${A}output`]: unscaled.matrix(`${A}output`),
  };
  assert.deepEqual([...new Set(compare(trace, only).map(({ path }) => path))], [`${H}attention`]);
  assert.deepEqual(compare(trace, { loss: trace.value("loss", 0, 0) + 0.3 }, { atol: 0.5 }), []);
});

test("what cannot be compared is refused by name", async () => {
  const trace = await traceOf(CONFIG);
  for (const [student, options, message] of /** @type {[any, any, RegExp][]} */ ([
    [null, {}, /^student: must be a trace/],
    [
      { scores: [[1]] },
      {},
      /^student: there is no node "scores"; is it block0\.attention\.head0\.scores or /,
    ],
    [{ X: [[1, 2]] }, {}, /^X: must be 3 × 4 numbers, not 1 × 2/],
    [{ X: [[1, 2, 3, 4], [1], [2]] }, {}, /^X: must be 3 × 4 numbers, not rows of different lengths/],
    [{ loss: "1" }, {}, /^loss\[0, 0\]: must be a number, "Infinity"/],
    [{}, { atol: -1 }, /^atol: must be a number from 0 on, not -1/],
  ]))
    assert.throws(() => compare(trace, student, options), { name: "QkvError", message });
});

test("every exercise is made, solved, and checked by its own answer", async () => {
  assert.ok(exercises.list().length > 20);
  assert.deepEqual(exercises.list("scores"), [
    { id: "scores-cell", step: "scores", kind: "number" },
    { id: "scores-key", step: "scores", kind: "choice" },
  ]);
  for (const { id } of exercises.list())
    for (const lang of ["en", "zh"]) {
      const made = exercises.make({ id, seed: 7, lang });
      assert.doesNotMatch(`${made.question} ${made.options ?? ""}`, /[`*]|undefined|exercise-/, id);
      const right = await exercises.check(JSON.parse(JSON.stringify(made)), await exercises.solve(made));
      assert.equal(right.correct, true, id);
      assert.deepEqual(right.score, { raw: 1, min: 0, max: 1, scaled: 1 });
      const wrong = await exercises.check(made, made.kind === "choice" ? [] : 12345);
      assert.equal(wrong.correct, false, id);
      assert.doesNotMatch(wrong.feedback, /[`*]|undefined|exercise-/, id);
    }
});

test("a known mistake gets the page's words, a fraction is read, the tolerance can be another", async () => {
  const made = exercises.make({ id: "scale-cell", seed: 3 });
  const trace = await traceOf(made.configs[0]);
  const { row = 0, col = 0 } = made.cell ?? {};
  const score = trace.value(`${H}scores`, row, col);
  const value = trace.value(`${H}scaled`, row, col);
  const slip = await exercises.check(made, score);
  assert.equal(slip.slip, "undivided");
  assert.match(slip.feedback, /^Too (large|small)\. That is the score itself\./);
  const root = Math.round(score / value);
  assert.equal((await exercises.check(made, `${score}/${root}`)).correct, true);
  assert.equal((await exercises.check(made, value + 0.3, { atol: 0.5 })).correct, true);
  assert.deepEqual(
    [await exercises.check(made, ""), await exercises.check(made, "x")].map(({ answered }) => answered),
    [false, false],
  );
});

test("an option is chosen by its number, its text, or a list", async () => {
  const made = exercises.make({ id: "mask-zero", seed: 2 });
  const right = /** @type {number[]} */ (await exercises.solve(made));
  const texts = right.map((i) => made.options?.[i]);
  assert.equal((await exercises.check(made, texts)).correct, true);
  assert.equal((await exercises.check(made, [...right].reverse())).correct, true);
  await refused(exercises.check(made, 99), /^answer: must be an option's number from 0 to/);
});

test("an exercise that there is not is refused by name", async () => {
  assert.throws(() => exercises.list("nope"), /step: there is no step "nope"; there are map, tokens/);
  assert.throws(
    () => exercises.make(/** @type {any} */ ({})),
    /id: there is no exercise nothing; there are tokens-count/,
  );
  assert.throws(
    () => exercises.make({ id: "loss-cell", seed: 1.5 }),
    /seed: must be a whole number from 0 to 9999/,
  );
  assert.throws(() => exercises.make({ id: "loss-cell", lang: "xx" }), /lang: must be one of en, zh/);
  await refused(exercises.check({ id: "loss-cell" }, /** @type {any} */ ({})), /^answer: must be a number/);
});
