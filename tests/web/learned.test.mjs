// Learned weights in the lesson: which training gives them, what they make of a sentence, and how they are shown.
import assert from "node:assert/strict";
import test from "node:test";
import { createLab, createTraining } from "../../dist/node.mjs";
import { between } from "../../web/components/blend.js";
import { ExampleTrace } from "../../web/engine/example-trace.js";
import { learn } from "../../web/engine/learned.js";
import { RISING, stepsBy } from "../../web/engine/pace.js";
import { unpadded } from "../../web/engine/unpadded.js";
import { placesOf, planOf } from "../../web/map/plan.js";
import { snapOf } from "../../web/runs/curve.js";
import { engineConfig, sentenceOf } from "../../web/state/config.js";
import { cutIntoWords, languagesOf, learnedConfig, written } from "../../web/state/learned.js";
import { defaults, FieldError } from "../../web/state/schema.js";

/** The engine as learn() asks for it. @param {object} config */
async function learned(config) {
  const training = await createTraining(config);
  return learn(/** @type {any} */ ({ train: () => training }), config);
}
const start = defaults();
/** Enough to have moved every weight. @param {Record<string, any>} fields @param {string} language */
const brief = (fields, language) => ({ ...learnedConfig({ ...start, ...fields }, language), steps: 30 });

for (const [lang, steps] of /** @type {[string, number][]} */ ([
  ["en", 150],
  ["zh", 310],
]))
  test(`at the lesson's widths every new sentence is answered right after ${steps} steps, ${lang}`, async () => {
    const training = await createTraining(learnedConfig(start, lang));
    training.step(training.config.steps);
    const { evaluations, accuracy } = training.state;
    assert.equal(evaluations.find((each) => each.accuracy === 1)?.step, steps);
    assert.ok((accuracy ?? 0) > 0.99, `${accuracy}`);
    training.close();
  });

for (const positional of ["none", "sinusoidal", "learned", "shaw", "t5", "rope", "alibi"])
  for (const mask of ["none", "causal"])
    test(`the lesson computes what the trained model computes: ${positional}, mask ${mask}`, async () => {
      const state = { ...start, positional, mask, weights: "learned" };
      const config = brief(state, "en");
      const model = await learned(config);
      const training = await createTraining(config);
      training.step(30);
      const look = new ExampleTrace(training.look(), training.vocabulary, 0);
      for (const [i, tokens] of model.sentences.entries()) {
        const lab = await createLab(engineConfig({ ...state, learned: model, sentence: written(tokens) }));
        assert.deepEqual(lab.trace.config.tokens, tokens);
        const seen = unpadded(look.at(i));
        assert.deepEqual(seen.config.tokens, tokens);
        for (const path of ["X", "block0.attention.head1.attention", "block0.attention.output"]) {
          const [mine, theirs] = [lab.trace.flat(path), seen.flat(path)];
          assert.equal(mine.length, theirs.length, path);
          for (const [k, x] of mine.entries())
            assert.ok(Math.abs(x - theirs[k]) < 1e-6, `${path}: ${x} ${theirs[k]}`);
        }
        lab.close();
      }
      training.close();
    });

test("the same training gives the same weights again, to the bit", async () => {
  const config = brief({}, "zh");
  assert.deepEqual(await learned(config), await learned(config));
});

test("without a sentence the model brings one of its own; steps go on from its weights", async () => {
  const model = await learned(brief({}, "en"));
  const state = { ...start, weights: "learned", learned: model };
  assert.equal(sentenceOf(state), model.sentences[0].join(" "));
  const [before, after] = await Promise.all(
    [0, 1].map(async (steps) => (await createLab(engineConfig({ ...state, steps }))).trace),
  );
  const W = "block0.attention.W_Q";
  assert.deepEqual(before.matrix(`${W}.next`), after.matrix(W));
  assert.deepEqual(
    before.matrix(W).map((row) => row.map(Math.fround)),
    model.parameters[W].map((row) => row.map(Math.fround)),
  );
});

test("Chinese words are found without spaces, the longest first; what was never met is named", async () => {
  const { words } = await learned(brief({}, "zh"));
  const sentence = "今天桌子，他们在裙子旁边看见了一";
  const { tokens } = cutIntoWords(sentence, words);
  assert.deepEqual(tokens, ["今天", "桌子", "，", "他们", "在", "裙子", "旁边", "看见了", "一"]);
  assert.equal(written(tokens), sentence);
  assert.equal(cutIntoWords("今天 桌子", words).unknown, null);
  assert.equal(cutIntoWords("今天桌子飞了", words).unknown, "飞了");
});

test("a sentence with another word is refused, with sentences that could be taken", async () => {
  const model = await learned(brief({}, "en"));
  const state = { ...start, weights: "learned", learned: model, sentence: "the keys to the castle still" };
  assert.throws(
    () => engineConfig(state),
    (error) =>
      error instanceof FieldError &&
      error.problem === "not-learned" &&
      error.args.word === "castle" &&
      String(error.args.known).split("\n").length === 8,
  );
});

test("the page's language is learned first, and one without sentences has the others", () => {
  assert.equal(languagesOf("zh")[0], "zh");
  assert.equal(languagesOf("en")[0], "en");
  assert.deepEqual([...languagesOf("de")].sort(), ["en", "zh"]);
});

for (const positional of ["none", "sinusoidal", "learned", "shaw", "t5", "rope", "alibi"])
  test(`the map holds every node of a model that learns, once: ${positional}`, async () => {
    const training = await createTraining(brief({ positional }, "en"));
    const trace = unpadded(new ExampleTrace(training.look(), training.vocabulary, 0));
    const held = placesOf(planOf(trace), [0, 1]).flatMap(({ nodes }) => nodes);
    assert.deepEqual([...held].sort(), trace.nodes.map(({ path }) => path).sort());
    training.close();
  });

test("it learns slowly at first and is through in a quarter of a minute", () => {
  assert.equal(stepsBy(RISING, 0), 0);
  assert.ok(stepsBy(RISING, 1000) >= 4 && stepsBy(RISING, 1000) <= 5);
  assert.ok(stepsBy(RISING, 15_000) > 400);
  assert.equal(stepsBy({ perSecond: 25 }, 2000), 50);
});

test("between two states every number is on its way; what is hidden changes at once", () => {
  const [from, to] = [
    [0, 1, Number.NEGATIVE_INFINITY, 3].map(Number),
    [1, 1, 2, Number.NEGATIVE_INFINITY],
  ].map((list) => Float32Array.from(list));
  assert.deepEqual([...between(from, to, 0.25)], [0.25, 1, 2, Number.NEGATIVE_INFINITY]);
  assert.equal(between(from, to, 1), to);
});

test("a curve snaps where it falls suddenly, and nowhere where it only slopes", () => {
  const noise = (/** @type {number} */ i) => 0.02 * Math.sin(7 * i);
  const fall = Array.from({ length: 300 }, (_, i) => 1 / (1 + Math.exp((i - 120) / 6)) + noise(i));
  const at = snapOf(fall) ?? 0;
  assert.ok(Math.abs(at - 120) < 8, `${at}`);
  assert.equal(snapOf(Array.from({ length: 300 }, (_, i) => 1 - i / 300 + noise(i))), null);
  assert.equal(snapOf(Array.from({ length: 300 }, (_, i) => Math.exp(-i / 12) + noise(i))), null);
  assert.equal(snapOf([1, 0.5]), null);
});
