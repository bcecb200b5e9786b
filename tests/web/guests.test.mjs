// The lab in a notebook and on slides: what ties it to their objects, with small ones in their place.
import assert from "node:assert/strict";
import test from "node:test";
import { forget, tie } from "../../web/host/anywidget.js";
import { createPlugin } from "../../web/host/reveal.js";

/** An event with a detail, which Node 18 has none of. @param {string} name @param {unknown} detail */
const told = (name, detail) => Object.assign(new Event(name), { detail });

/** What behaves like <qkv-lab>: state in, events out. */
class FakeLab extends EventTarget {
  /** @type {Record<string, any>} */
  state = { step: "tokens", d_k: 4, scale: true };
  /** @type {Record<string, string>} */
  attributes = {};
  /** @type {object[]} */
  sets = [];
  whenReady = Promise.resolve(this);
  getState() {
    return { ...this.state };
  }
  /** @param {Record<string, any>} partial */
  async setState(partial) {
    this.sets.push(partial);
    if (partial.d_k > 16) throw Object.assign(new Error("d_k: 99 is not possible"), { code: "out-of-range" });
    this.change(partial, "host");
  }
  /** @param {Record<string, any>} partial @param {string} source */
  change(partial, source) {
    this.state = { ...this.state, ...partial };
    this.dispatchEvent(
      told("qkv-change", { state: this.getState(), changed: Object.keys(partial), link: "", source }),
    );
  }
  /** @param {string} path */
  matrix(path) {
    if (path !== "X") throw Object.assign(new Error(`no node "${path}"`), { code: "path" });
    return [[this.state.d_k, Number.NEGATIVE_INFINITY]];
  }
  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  /** @param {string} name */
  removeAttribute(name) {
    delete this.attributes[name];
  }
}

/** A widget's model as anywidget hands it over. @param {Record<string, any>} traits */
function modelOf(traits) {
  const events = new EventTarget();
  /** @type {Map<() => void, number>} */
  const listening = new Map();
  return {
    traits,
    saved: 0,
    listening,
    get: (/** @type {string} */ name) => traits[name],
    set(/** @type {string} */ name, /** @type {unknown} */ value) {
      const same = JSON.stringify(traits[name]) === JSON.stringify(value);
      traits[name] = value;
      if (!same) events.dispatchEvent(new Event(`change:${name}`));
    },
    save_changes() {
      this.saved++;
    },
    on(/** @type {string} */ name, /** @type {() => void} */ listener) {
      listening.set(listener, 1);
      events.addEventListener(name, listener);
    },
    off(/** @type {string} */ name, /** @type {() => void} */ listener) {
      listening.delete(listener);
      events.removeEventListener(name, listener);
    },
  };
}

const settle = () => new Promise((done) => setTimeout(done, 5));

test("a notebook's widget begins with what the model asks for, and says what the lab has", async () => {
  const model = modelOf({
    state: { d_k: 8 },
    attributes: { view: "figure", link: false, eager: true },
    paths: ["X"],
  });
  const lab = new FakeLab();
  const untie = tie(model, lab);
  await settle();
  assert.deepEqual(lab.attributes, { view: "figure", eager: "" });
  assert.deepEqual(lab.sets, [{ d_k: 8 }]);
  assert.deepEqual(model.traits.state, { step: "tokens", d_k: 8, scale: true });
  assert.deepEqual(model.traits.matrices, { X: [[8, "-Infinity"]] });
  untie();
  assert.equal(model.listening.size, 0);
});

test("state, matrices and answers go both ways, and two views of a model do not set each other off", async () => {
  const model = modelOf({ state: {}, paths: ["X"] });
  const labs = [new FakeLab(), new FakeLab()];
  const untie = labs.map((lab) => tie(model, lab));
  await settle();
  labs[0].change({ d_k: 2 }, "user");
  await settle();
  assert.deepEqual(
    labs.map(({ state }) => state.d_k),
    [2, 2],
  );
  assert.equal(model.traits.matrices.X[0][0], 2);
  model.set("state", { scale: false });
  await settle();
  assert.deepEqual(
    labs.map(({ state }) => state.scale),
    [false, false],
  );
  assert.deepEqual(model.traits.state, { step: "tokens", d_k: 2, scale: false });
  assert.ok(
    labs.every(({ sets }) => sets.length <= 2),
    "no loop",
  );
  labs[1].dispatchEvent(told("qkv-exercise", { id: "scores-cell", correct: true }));
  assert.equal(model.traits.exercise.correct, true);
  for (const each of untie) each();
  const { saved } = model;
  labs[0].change({ d_k: 9 }, "user");
  model.set("state", { d_k: 1 });
  await settle();
  assert.deepEqual([model.saved, labs[0].state.d_k, labs[1].state.d_k], [saved, 9, 2]);
});

test("what the notebook asks for and cannot have is said, and the state stays", async () => {
  const model = modelOf({ state: {} });
  const untie = tie(model, new FakeLab());
  await settle();
  model.set("state", { d_k: 99 });
  await settle();
  assert.deepEqual(model.traits.error, { code: "out-of-range", message: "d_k: 99 is not possible" });
  assert.equal(model.traits.state.d_k, 4);
  model.set("paths", ["X", "nope"]);
  assert.deepEqual(model.traits.error, { code: "path", message: 'no node "nope"' });
  assert.deepEqual(Object.keys(model.traits.matrices), ["X"]);
  untie();
});

test("a lab that cannot run, and a widget closed before its lab was ready, leave nothing behind", async () => {
  const model = modelOf({ state: {} });
  const broken = new FakeLab();
  broken.whenReady = Promise.reject(Object.assign(new Error("no WebAssembly"), { code: "engine" }));
  const untie = tie(model, broken);
  await settle();
  assert.equal(model.traits.error.code, "engine");
  untie();
  const early = new FakeLab();
  tie(model, early)();
  await settle();
  assert.equal(model.listening.size, 0);
  forget(model);
  assert.deepEqual([model.traits.cell, model.traits.error], [null, null]);
});

/** A fragment as the plugin reads it. @param {string} fields @param {number} index @param {string} [lab] */
function fragmentOf(fields, index, lab) {
  const attributes = /** @type {Record<string, string | undefined>} */ ({
    "data-qkv": fields,
    "data-fragment-index": String(index),
    "data-qkv-for": lab,
  });
  const fragment = {
    visible: false,
    classList: { contains: () => fragment.visible },
    getAttribute: (/** @type {string} */ name) => attributes[name] ?? null,
  };
  return fragment;
}

/** A deck whose only slide has these labs, the first of which a selector alone does not name. @param {ReturnType<typeof fragmentOf>[]} fragments @param {Record<string, FakeLab>} labs @param {object} [config] */
function deckOf(fragments, labs, config = {}) {
  /** @type {Map<string, Set<() => void>>} */
  const listeners = new Map();
  const slide = {
    querySelectorAll: () => fragments,
    querySelector: (/** @type {string} */ selector) => labs[selector] ?? null,
  };
  const deck = {
    config: /** @type {any} */ (config),
    listeners,
    getCurrentSlide: () => slide,
    getConfig: () => deck.config,
    isFocused: () => false,
    configure(/** @type {object} */ options) {
      deck.config = { ...deck.config, ...options };
    },
    on: (/** @type {string} */ name, /** @type {() => void} */ listener) => {
      if (!listeners.has(name)) listeners.set(name, new Set());
      listeners.get(name)?.add(listener);
    },
    off: (/** @type {string} */ name, /** @type {() => void} */ listener) =>
      listeners.get(name)?.delete(listener),
    async tell(/** @type {string} */ name) {
      for (const listener of listeners.get(name) ?? []) listener();
      await settle();
    },
  };
  return deck;
}

test("fragments set fields in their order, and take them back", async () => {
  const [late, early] = [fragmentOf("step=softmax&scale=0", 1), fragmentOf("#step=scale&d_k=16", 0)];
  const other = fragmentOf("d_k=2", 2, "#b");
  const [lab, second] = [new FakeLab(), new FakeLab()];
  const plugin = createPlugin();
  const deck = deckOf([late, early, other], { "qkv-lab": lab, "#b": second });
  plugin.init(deck);
  await deck.tell("ready");
  assert.deepEqual(lab.sets, [], "nothing is shown yet");
  early.visible = true;
  await deck.tell("fragmentshown");
  assert.deepEqual(lab.sets.at(-1), { step: "scale", d_k: "16" });
  lab.state.d_k = 16;
  late.visible = other.visible = true;
  await deck.tell("fragmentshown");
  assert.deepEqual(lab.sets.at(-1), { step: "softmax", scale: "0" });
  assert.deepEqual(second.sets, [{ d_k: "2" }]);
  lab.state.scale = false;
  late.visible = early.visible = false;
  await deck.tell("fragmenthidden");
  assert.deepEqual(lab.state, { step: "tokens", d_k: 4, scale: true });
  plugin.destroy();
  assert.ok([...deck.listeners.values()].every(({ size }) => size === 0));
});

test("keys in a lab are the lab's, but for the remote control's; the deck's own condition still holds", () => {
  const key = (/** @type {string} */ name, /** @type {string} */ where) => ({
    key: name,
    composedPath: () => [{ localName: where }],
  });
  const plugin = createPlugin();
  const deck = deckOf([], {}, { keyboardCondition: (/** @type {any} */ event) => event.key !== "x" });
  const own = deck.config.keyboardCondition;
  plugin.init(deck);
  const allowed = (/** @type {string} */ name, /** @type {string} */ where) =>
    deck.config.keyboardCondition(key(name, where));
  assert.deepEqual(
    [allowed("b", "qkv-lab"), allowed("PageDown", "qkv-lab"), allowed("b", "body"), allowed("x", "body")],
    [false, true, true, false],
  );
  plugin.destroy();
  assert.equal(deck.config.keyboardCondition, own);
  const focused = deckOf([], {}, { keyboardCondition: "focused" });
  plugin.init(focused);
  assert.equal(focused.config.keyboardCondition(key("b", "body")), false);
  plugin.destroy();
});

test("the entry is a plugin, and a fragment without a lab, or with a wrong field, hurts nobody", async () => {
  const { default: entry } = await import("../../dist/reveal.js");
  assert.equal(entry.id, "qkv-lab");
  const [lost, wrong] = [fragmentOf("d_k=3", 0, "#nowhere"), fragmentOf("d_k=99", 1)];
  lost.visible = wrong.visible = true;
  const deck = deckOf([lost, wrong], { "qkv-lab": new FakeLab() });
  entry.init(deck);
  await deck.tell("slidechanged");
  deck.getCurrentSlide = () => /** @type {any} */ (undefined);
  await deck.tell("slidechanged");
  entry.destroy();
});
