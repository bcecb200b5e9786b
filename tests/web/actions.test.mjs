// What a person does to the state, with the real engine and no page: transactions, undo, races, links.
import assert from "node:assert/strict";
import test from "node:test";
import { createLab, createTraining } from "../../dist/node.mjs";
import { evaluate } from "../../web/engine/explanation.js";
import { learn } from "../../web/engine/learned.js";
import { QkvError } from "../../web/engine/protocol.js";
import { Actions } from "../../web/state/actions.js";
import { defaults, FieldError } from "../../web/state/schema.js";
import { Store } from "../../web/state/store.js";
import { readLink } from "../../web/state/url.js";

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The engine as the page reaches it: answers come later, and in the order of the requests. */
class Client {
  /** @type {any} */
  #lab;
  delay = 1;
  opened = 0;

  async open(/** @type {object} */ config) {
    this.opened++;
    await pause(this.delay);
    if (this.#lab) this.#lab.open(config);
    else this.#lab = await createLab(config);
    return this.#lab.trace;
  }

  async learn(/** @type {any} */ config) {
    const training = await createTraining({ ...config, steps: 20 });
    return learn(/** @type {any} */ ({ train: () => training }), config);
  }

  async explain(/** @type {any} */ trace, /** @type {any} */ { path, row, col }) {
    await pause(this.delay);
    assert.equal(trace, this.#lab.trace, "a number is explained by the computation that it stands in");
    return { explanation: this.#lab.explain(path, row, col), reach: this.#lab.reach(path, row, col) };
  }
}

/** @param {Record<string, any>} [fields] */
async function started(fields = {}) {
  const store = new Store({
    ...defaults(),
    ...{ trace: null, explanation: null, reach: null, seen: null, undo: [], redo: [], problems: [] },
    ...{ term: null, walking: false, playing: false },
    ...fields,
  });
  const client = new Client();
  const actions = new Actions(store, /** @type {any} */ (client));
  await actions.start();
  /** Whatever is seen at any moment belongs together. */
  store.subscribe(({ cell, explanation, trace }) => {
    if (!cell || !explanation) return;
    const value = trace.value(cell.path, cell.row, cell.col);
    assert.ok(
      Math.abs(evaluate(explanation) - value) < 1e-4,
      `${cell.path}: ${evaluate(explanation)} ${value}`,
    );
  });
  return { store, actions, client };
}

const Q = { path: "block0.attention.Q", row: 1, col: 1 };
const K = { path: "block0.attention.head0.K", row: 0, col: 0 };

test("three seeds typed one after the other are undone one after the other", async () => {
  const { store, actions } = await started();
  for (const seed of ["2", "3", "4"]) await actions.setText("seed", seed);
  const seen = [];
  for (let i = 0; i < 4; i++) {
    await actions.undo();
    seen.push(store.state.seed);
  }
  assert.deepEqual(seen, [3, 2, 1, 1]);
  await actions.redo();
  assert.equal(store.state.seed, 2);
});

test("what is asked for while another computation is under way keeps its own entry", async () => {
  const { store, actions } = await started();
  await Promise.all([actions.set({ seed: 2 }), actions.set({ d_k: 5 }), actions.set({ seed: 3 })]);
  assert.deepEqual([store.state.seed, store.state.d_k, store.state.undo.length], [3, 5, 3]);
  await Promise.all([actions.undo(), actions.undo()]);
  assert.deepEqual([store.state.seed, store.state.d_k], [2, 4]);
});

test("a change back to what still stands there is a change when its turn comes", async () => {
  const { store, actions } = await started();
  await Promise.all([actions.set({ seed: 2 }), actions.set({ seed: 1 })]);
  assert.equal(store.state.seed, 1);
  assert.equal(store.state.undo.length, 2);
});

test("the same value again computes nothing and remembers nothing", async () => {
  const { store, actions, client } = await started();
  await actions.set({ seed: 2 });
  await actions.set({ seed: 2 });
  assert.equal(client.opened, 2);
  assert.equal(store.state.undo.length, 1);
});

test("a refused change leaves everything, and what comes after it is taken", async () => {
  const { store, actions } = await started();
  await actions.selectCell(Q);
  const { trace, explanation } = store.state;
  await Promise.all([actions.set({ sentence: "   " }), actions.set({ convention: "columns" })]);
  assert.equal(store.state.trace, trace);
  assert.equal(store.state.explanation, explanation);
  assert.equal(store.state.undo.length, 0);
  assert.equal(store.state.problems[0].kind, "no-tokens");
  await actions.set({ sentence: "one two" });
  assert.deepEqual(store.state.problems, []);
  assert.deepEqual(store.state.trace.config.tokens, ["one", "two"]);
});

test("an open number is explained anew by the computation that replaces its own", async () => {
  const { store, actions } = await started();
  await actions.selectCell(Q);
  await actions.set({ seed: 7 });
  assert.deepEqual(store.state.cell, Q);
  const value = store.state.trace.value(Q.path, Q.row, Q.col);
  assert.ok(Math.abs(evaluate(store.state.explanation) - value) < 1e-5);
});

test("an open number whose matrix has shrunk is closed without a word", async () => {
  const { store, actions } = await started();
  await actions.selectCell({ ...Q, col: 7 });
  await actions.set({ d_k: 1 });
  assert.equal(store.state.cell, null);
  assert.equal(store.state.explanation, null);
  assert.deepEqual(store.state.problems, []);
});

test("Back brings the number with its own derivation", async () => {
  const { store, actions } = await started({ step: "queries" });
  await actions.selectCell(Q);
  const first = store.state.explanation;
  await actions.moveStep(1);
  assert.equal(store.state.cell, null);
  await actions.selectCell(K);
  const back = readLink("step=queries&cell=block0.attention.Q@1,1");
  await actions.follow(back.fields, []);
  assert.equal(store.state.step, "queries");
  assert.deepEqual(store.state.cell, Q);
  assert.deepEqual(store.state.explanation, first);
  assert.ok(store.state.reach.length > 0);
});

test("a link names a number that is not there: it is said, and later links are heard", async () => {
  const { store, actions } = await started();
  await actions.follow(readLink("step=scores&cell=nope@9,9").fields, []);
  assert.equal(store.state.step, "scores");
  assert.equal(store.state.cell, null);
  assert.deepEqual(
    store.state.problems.map((/** @type {any} */ p) => [p.field, p.kind, p.fromLink]),
    [["cell", "no-cell", true]],
  );
  await actions.follow(readLink("step=queries&cell=block0.attention.Q@0,0").fields, []);
  assert.deepEqual(store.state.cell, { path: "block0.attention.Q", row: 0, col: 0 });
  assert.deepEqual(store.state.problems, []);
});

test("a link with another head count and one of its numbers comes as a whole", async () => {
  const { store, actions } = await started();
  await actions.selectCell(Q);
  const path = "block0.attention.head3.Q";
  await actions.follow(readLink(`step=split&n_heads=4&head=3&cell=${path}@0,1`).fields, []);
  assert.deepEqual([store.state.n_heads, store.state.cell.path], [4, path]);
});

test("a number that the first link names is open when the page is there", async () => {
  const { store } = await started({ step: "queries", cell: Q });
  assert.deepEqual(store.state.cell, Q);
  assert.ok(store.state.explanation);
});

test("of many numbers pointed at quickly the last one is opened, the others are not asked for", async () => {
  const { store, actions } = await started();
  await Promise.all([0, 1, 2, 3].map((row) => actions.selectCell({ ...Q, row })));
  assert.equal(store.state.cell.row, 3);
});

test("steps chosen quickly one after the other are all gone", async () => {
  const { store, actions } = await started();
  await Promise.all([actions.moveStep(1), actions.moveStep(1), actions.moveStep(1)]);
  assert.equal(store.state.step, "encodings");
});

test("a wrong value from outside is said above, one typed into a control beside it", async () => {
  const { store, actions } = await started();
  assert.ok((await actions.set({ sentence: " " }, "host")) instanceof FieldError, "the host hears of it too");
  await actions.setText("seed", "-1");
  assert.deepEqual(
    store.state.problems.map((/** @type {any} */ p) => [p.field, Boolean(p.fromLink)]),
    [
      ["sentence", true],
      ["seed", false],
    ],
  );
});

test("an engine that was closed meanwhile has nothing to say; any other failure is said", async () => {
  const { store, actions, client } = await started();
  for (const [code, kinds] of /** @type {[string, string[]][]} */ ([
    ["closed", []],
    ["engine", ["engine"]],
  ])) {
    client.open = async () => {
      throw new QkvError(code, "gone");
    };
    await actions.set({ seed: store.state.seed + 1 });
    assert.deepEqual(
      store.state.problems.map((/** @type {any} */ p) => p.kind),
      kinds,
    );
  }
});

test("a number typed over a cell, over another, and taken back", async () => {
  const { store, actions } = await started();
  const W = { path: "block0.attention.W_Q", row: 0, col: 0 };
  await Promise.all([actions.editCell(W, "0.5"), actions.editCell({ ...W, col: 1 }, "−2")]);
  assert.equal(store.state.trace.value(W.path, 0, 0), 0.5);
  assert.equal(store.state.trace.value(W.path, 0, 1), -2);
  await actions.resetCell(W);
  assert.deepEqual(
    store.state.edits.map((/** @type {any} */ edit) => edit.value),
    [-2],
  );
  await actions.undo();
  assert.equal(store.state.edits.length, 2);
});

test("learned weights come with a sentence of theirs, and what was typed over the random ones goes", async () => {
  const { store, actions } = await started();
  const W = { path: "block0.attention.W_Q", row: 0, col: 0 };
  await actions.editCell(W, "0.5");
  await actions.takeStep();
  await actions.set({ weights: "learned" });
  const { state } = store;
  assert.deepEqual(state.problems, []);
  assert.deepEqual(state.trace.config.tokens, state.learned.sentences[0]);
  assert.equal(state.trace.value(W.path, 0, 0), state.learned.parameters[W.path][0][0]);
  assert.deepEqual([state.edits, state.steps], [[], 0]);
  await actions.undo();
  assert.deepEqual([store.state.weights, store.state.steps, store.state.edits.length], ["random", 1, 1]);
  assert.equal(store.state.learned, null);
});

test("a sentence that the learned weights never met is refused, and can be had with random ones", async () => {
  const { store, actions } = await started({ sentence: "the cat sat" });
  await actions.set({ weights: "learned" });
  assert.equal(store.state.weights, "random");
  const [problem] = store.state.problems;
  assert.deepEqual([problem.field, problem.kind, problem.args.word], ["weights", "not-learned", "cat"]);
  const [known] = problem.args.known.split("\n");
  await actions.set({ weights: "learned", sentence: known });
  assert.deepEqual([store.state.weights, store.state.problems], ["learned", []]);
  await actions.setText("sentence", "a bird");
  assert.equal(store.state.sentence, known);
  await actions.set({ weights: "random", sentence: "a bird" });
  assert.deepEqual([store.state.trace.config.tokens, store.state.problems], [["a", "bird"], []]);
});

test("who changes the page's language keeps the learned sentence and its numbers", async () => {
  const { store, actions } = await started({ weights: "learned" });
  const { values } = store.state.trace;
  await actions.set({ lang: "zh" });
  assert.equal(store.state.lang, "zh");
  assert.deepEqual(store.state.trace.values, values);
});

test("another width is learned anew", async () => {
  const { store, actions } = await started({ weights: "learned" });
  await actions.set({ d_model: 8, n_heads: 1 });
  assert.deepEqual(store.state.trace.node("block0.attention.W_Q").shape, [8, 4]);
  assert.equal(store.state.learned.parameters["block0.attention.W_Q"].length, 8);
});
