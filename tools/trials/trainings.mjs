// The trials that are training runs, as data. What a row does not say is in BASE; `expected` is what was seen in the
// first trial, with other code: order and gaps should be the same, single numbers need not be.

/** One block of attention alone, so that what is seen is what attention can do. */
export const BASE = {
  model: { d_model: 32, n_heads: 4, n_blocks: 1, feed_forward: 0, norm: "pre_layer_norm", mask: "causal" },
  optimizer: { kind: "adam", learning_rate: 0.003 },
  batch: 32,
  steps: 1500,
  evaluate_every: 25,
  stop_at_accuracy: 0.99,
};

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} expected
 * @property {Record<string, any>} model  over BASE.model
 * @property {Record<string, any>} [run]  over BASE
 * @property {number[]} [seeds]           [1] unless given; the mean is reported
 * @property {string} [also]              a measure of the trained model: see measures.mjs
 * @typedef {object} Trial
 * @property {string} title
 * @property {Record<string, any>} task
 * @property {Row[]} rows
 */

/** @param {string} kind @param {object} [fields] */
const at = (kind, fields) => ({ positional: { kind, ...fields } });

const BOTH_WAYS = { mask: "none" };
const LONG = { steps: 3000 };
const FIVE_SEEDS = [1, 2, 3, 4, 5];

/** As small as what it is to show allows: neither norm nor feed-forward layer. */
const BARE = { norm: "none", n_heads: 2 };
const QUICK_ADAM = { optimizer: { kind: "adam", learning_rate: 0.01 }, stop_at_accuracy: 1 };

/** @type {Record<string, Trial>} */
export const TRAININGS = {
  sentences: {
    title: "small English sentences: the verb agrees with the first noun, not with the nearer one",
    task: { kind: "sentences", language: "en" },
    rows: [
      {
        name: "sinusoidal, d_model 16",
        expected: "50 to 100 steps",
        model: { ...BARE, d_model: 16, ...at("sinusoidal") },
        run: QUICK_ADAM,
      },
      {
        name: "sinusoidal, d_model 6, d_k 4, d_v 3",
        expected: "150 to 250 steps",
        model: { ...BARE, d_model: 6, d_k: 4, d_v: 3, ...at("sinusoidal") },
        run: QUICK_ADAM,
      },
      {
        name: "none, d_model 16",
        expected: "72 to 84% after 4,000",
        model: { ...BARE, d_model: 16, ...at("none") },
        run: { ...QUICK_ADAM, steps: 4000 },
      },
    ],
  },
  previous_token: {
    title: "previous token, causal: steps to 99%, or what was reached",
    task: { kind: "previous_token", length: 12, vocabulary: 10 },
    rows: [
      { name: "none", expected: "stays at 40%", model: at("none") },
      { name: "learned", expected: "75 steps", model: at("learned") },
      { name: "Shaw", expected: "75 steps", model: at("shaw", { max_distance: 8 }) },
      { name: "RoPE", expected: "100 steps", model: at("rope") },
      { name: "sinusoidal", expected: "125 steps", model: at("sinusoidal") },
      { name: "T5", expected: "250 steps", model: at("t5") },
      { name: "ALiBi", expected: "about 96% after 1,500", model: at("alibi") },
    ],
  },
  reverse: {
    title: "reverse, bidirectional: absolute and relative positions answer different questions",
    task: { kind: "reverse", length: 12, vocabulary: 10 },
    rows: [
      { name: "learned", expected: "100 steps", model: { ...at("learned"), ...BOTH_WAYS } },
      { name: "sinusoidal", expected: "about 325 steps", model: { ...at("sinusoidal"), ...BOTH_WAYS } },
      {
        name: "Shaw, max_distance 8",
        expected: "below 40% after 3,000",
        model: { ...at("shaw", { max_distance: 8 }), ...BOTH_WAYS },
        run: LONG,
      },
      {
        name: "T5",
        expected: "below 40% after 3,000",
        model: { ...at("t5"), ...BOTH_WAYS },
        run: LONG,
      },
      {
        name: "RoPE",
        expected: "below 40% after 3,000",
        model: { ...at("rope"), ...BOTH_WAYS },
        run: LONG,
      },
      {
        name: "Shaw, max_distance 16",
        expected: "(not tried)",
        model: { ...at("shaw", { max_distance: 16 }), ...BOTH_WAYS },
        run: LONG,
      },
      {
        name: "RoPE, feed_forward 128",
        expected: "(not tried)",
        model: { ...at("rope"), ...BOTH_WAYS, feed_forward: 128 },
        run: LONG,
      },
    ],
  },
  copy_offset: {
    title: "copy from t−3, trained on lengths 6 to 12, tested at 48",
    task: { kind: "copy_offset", offset: 3, min_length: 6, max_length: 12, vocabulary: 10 },
    rows: [
      ["Shaw", "100%", at("shaw", { max_distance: 8 })],
      ["RoPE", "93%", at("rope")],
      ["T5", "75%", at("t5")],
      ["sinusoidal", "44%", at("sinusoidal")],
      // A table for 48 positions, of which the last 36 are never trained; without it the length is refused.
      ["learned, max_length 48", "32%", at("learned", { max_length: 48 })],
      ["none", "22%", at("none")],
      ["ALiBi", "18%", at("alibi")],
    ].map(([name, percent, model]) => ({
      name: /** @type {string} */ (name),
      expected: `${percent} at 48`,
      model: /** @type {object} */ (model),
      run: { test_lengths: [48] },
    })),
  },
  two_offsets: {
    title: "two-offset copy (t−1 and t−3, a question each): one head, or two of the same total width",
    task: { kind: "two_offsets", offsets: [1, 3], length: 12, vocabulary: 10 },
    rows: /** @type {[string, object, string?][]} */ ([
      ["rope", {}],
      ["sinusoidal", {}],
      ["learned", {}],
      ["learned, feed_forward 128", { feed_forward: 128 }, "(not tried)"],
    ]).flatMap(([name, model, expected]) =>
      [1, 2].map((n_heads) => ({
        name: `${name}, ${n_heads === 1 ? "one head" : "two heads"}`,
        expected: expected ?? (n_heads === 1 ? "stays at 62%" : "100% in about 150 steps"),
        model: { ...at(name.split(",")[0]), ...model, n_heads },
        also: "offset_weights",
      })),
    ),
  },
  repeat: {
    title: "repeat with a random period, 16 tokens: induction needs two blocks",
    task: { kind: "repeat", length: 16, vocabulary: 10 },
    rows: ["sinusoidal", "learned"].flatMap((kind) => [
      {
        name: `${kind}, one block, two heads`,
        expected: "at most 70%",
        model: { ...at(kind), n_blocks: 1, n_heads: 2 },
      },
      {
        name: `${kind}, two blocks, one head each`,
        expected: "at least 97% in about 225 steps",
        model: { ...at(kind), n_blocks: 2, n_heads: 1 },
      },
    ]),
  },
  lookup: {
    title: "key→value lookup, 8 keys × 8 values, no encoding, d_k = 64, batch 64, 2,000 steps, 5 seeds",
    task: { kind: "lookup", keys: 8, values: 8 },
    rows: [
      ["with √d_k", "mean 94%", true],
      ["without", "mean 71%", false],
    ].map(([name, expected, scale]) => ({
      name: /** @type {string} */ (name),
      expected: /** @type {string} */ (expected),
      model: { ...at("none"), n_heads: 1, d_k: 64, scale },
      run: { batch: 64, steps: 2000, evaluate_every: 500, stop_at_accuracy: undefined },
      seeds: FIVE_SEEDS,
    })),
  },
};
