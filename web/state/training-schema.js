// The fields of chapters 8 and 9: what is trained, how, and what a comparison changes.

/** @typedef {import("./schema.js").Field} Field */

/** @param {number} fallback @param {number} low @param {number} high @returns {Field} */
const integer = (fallback, low, high) => ({ kind: "integer", fallback, low, high });
/** @param {number} fallback @param {number} low @param {number} high @returns {Field} */
const number = (fallback, low, high) => ({ kind: "number", fallback, low, high });
/** @param {readonly string[]} choices @param {string} [fallback] @returns {Field} */
const choice = (choices, fallback = choices[0]) => ({ kind: "choice", choices, fallback });

export const INITIALISERS = [
  "xavier_uniform",
  "xavier_normal",
  "he_uniform",
  "he_normal",
  "normal",
  "uniform",
  "zeros",
  "identity",
];

export const TASKS = [
  "previous_token",
  "copy",
  "copy_offset",
  "reverse",
  "sort",
  "majority",
  "lookup",
  "two_offsets",
  "repeat",
  "addition",
  "examples",
];

/** What two runs can differ in: the fields of that name behind "train_". */
export const DIFFERENCES = [
  "positional",
  "scale",
  "n_heads",
  "n_blocks",
  "init",
  "optimizer",
  "learning_rate",
  "feed_forward",
  "norm",
  "mask",
  "d_model",
  "d_k",
];

/** @satisfies {Record<string, Field>} */
export const TRAINING_SCHEMA = {
  train_task: choice(TASKS),
  train_min_length: integer(8, 1, 64),
  train_max_length: integer(8, 1, 64),
  train_vocabulary: integer(10, 2, 64),
  train_offset: integer(3, 1, 32),
  train_keys: integer(8, 1, 16),
  train_values: integer(8, 2, 16),
  train_digits: integer(2, 1, 6),
  /** One example in a line: "input → output". */
  train_lines: { kind: "text", fallback: "" },
  train_positional: choice(["none", "sinusoidal", "learned", "shaw", "t5", "rope", "alibi"], "learned"),
  train_d_model: integer(16, 1, 128),
  train_n_heads: integer(2, 1, 16),
  /** 0 stands for d_model / n_heads. */
  train_d_k: integer(0, 0, 128),
  train_n_blocks: integer(1, 1, 4),
  train_feed_forward: integer(0, 0, 512),
  train_norm: choice(["none", "pre_layer_norm", "post_layer_norm", "pre_rms_norm"], "pre_layer_norm"),
  /** "auto": as the task needs it. */
  train_mask: choice(["auto", "none", "causal"]),
  train_scale: { kind: "boolean", fallback: true },
  train_init: choice(INITIALISERS),
  train_optimizer: choice(["sgd", "momentum", "nesterov", "adam", "adamw"], "adam"),
  train_learning_rate: number(0.003, 0, 10),
  train_schedule: choice(["constant", "warmup", "cosine"]),
  /** The longest a gradient may be; 0 for any. */
  train_clip: number(0, 0, 1000),
  train_batch: integer(32, 1, 128),
  train_steps: integer(600, 1, 20000),
  train_seed: integer(1, 0, 4294967295),
  /** The share of held-out places to be right before it stops. */
  train_accuracy: number(0.99, 0, 1),
  /** Sequences of this length are tried at the end of a comparison; 0 for none. */
  train_test_length: integer(0, 0, 128),
  compare_field: choice(DIFFERENCES),
  /** The other run's value of that field. */
  compare_other: { kind: "text", fallback: "none" },
};

/**
 * What is looked at, which no result depends on.
 * @satisfies {Record<string, Field>}
 */
export const TRAINING_VIEW = {
  /** Which of the held-out examples is looked at. */
  train_example: integer(0, 0, 127),
  /** Which matrix is looked at while it learns. */
  train_node: { kind: "path", fallback: "block0.attention.head0.W_QK" },
  /** Steps a second, so that one can watch. */
  train_pace: choice(["5", "25", "full"], "25"),
  train_log: { kind: "boolean", fallback: false },
  /** What is opened of a step. */
  train_scene: choice([
    "input",
    "queries",
    "scores",
    "attention",
    "mix",
    "output",
    "logits",
    "d_logits",
    "d_attention",
    "d_weights",
    "update",
  ]),
  train_block: integer(0, 0, 3),
};
