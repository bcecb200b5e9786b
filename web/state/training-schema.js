// The fields of chapters 8 and 9: what is trained, how, and what a comparison changes.

import { LAB, TRAINING } from "#schema";
import { declarationOf, fieldFrom, inOrder } from "./declared.js";

/** @typedef {import("./schema.js").Field} Field */
/** @typedef {import("./declared.js").Declared} Declared */

/** @param {number} fallback @param {number} low @param {number} high @returns {Field} */
const integer = (fallback, low, high) => ({ kind: "integer", fallback, low, high });
/** @param {readonly string[]} choices @param {string} [fallback] @returns {Field} */
const choice = (choices, fallback = choices[0]) => ({ kind: "choice", choices, fallback });

/** What there is, in the order in which it is taught. */
export const INITIALISERS = inOrder(Object.keys(LAB.init), ["xavier_uniform", "xavier_normal"]);
export const ENCODINGS = inOrder(Object.keys(LAB.positional), [
  "none",
  "sinusoidal",
  "learned",
  "shaw",
  "t5",
  "rope",
]);
export const OPTIMIZERS = inOrder(Object.keys(LAB.optimizer), ["sgd"]);
const TASKS = inOrder(Object.keys(TRAINING.task), [
  ...[
    "previous_token",
    "copy",
    "copy_offset",
    "reverse",
    "sort",
    "majority",
    "lookup",
    "two_offsets",
    "repeat",
  ],
  "addition",
]);

const MOMENTUM = 0.9;
/**
 * What learners know as optimizers of their own and PyTorch as settings of SGD.
 * @type {Record<string, object>}
 */
export const OF_SGD = {
  momentum: { kind: "sgd", momentum: MOMENTUM },
  nesterov: { kind: "sgd", momentum: MOMENTUM, nesterov: true },
};

/** The largest whole numbers that the page can draw, where the engine takes more. */
const MOST_DRAWN = /** @type {Record<string, number>} */ ({
  vocabulary: 64,
  offset: 32,
  keys: 16,
  values: 16,
  digits: 6,
});
const MOST_DRAWN_ELSE = 64;

/** The own fields of a task that the page offers: those of one value that do not follow from the rest. @param {string} task @returns {Declared[]} */
export const ownFields = (task) =>
  TRAINING.task[task].fields.filter(
    ({ kind, default: standard }) => kind !== "integers" && standard !== undefined,
  );

/** Tasks share a field of the same name, which then starts as the first of them has it. */
const TASK_FIELDS = Object.fromEntries(
  [...TASKS]
    .reverse()
    .flatMap((task) =>
      ownFields(task).map((field) => [
        `train_${field.name}`,
        fieldFrom(field, { high: MOST_DRAWN[field.name] ?? MOST_DRAWN_ELSE }),
      ]),
    ),
);

/** @param {string} name @param {Parameters<typeof fieldFrom>[1]} [page] */
const ofModel = (name, page) => fieldFrom(declarationOf(TRAINING.model, name), page);
/** @param {string} name @param {Parameters<typeof fieldFrom>[1]} [page] */
const ofRun = (name, page) => fieldFrom(declarationOf(TRAINING.fields, name), page);
/** @param {string} name */
const ofLength = (name) => fieldFrom(declarationOf(TRAINING.length, name), { fallback: 8, high: 64 });

/** What two runs can differ in: the fields of that name behind "train_". */
const DIFFERENCES = [
  ...["positional", "scale", "n_heads", "n_blocks", "init", "optimizer", "learning_rate", "feed_forward"],
  ...["norm", "mask", "d_model", "d_k"],
];

/** @type {Record<string, Field>} */
export const TRAINING_SCHEMA = {
  train_task: choice(TASKS),
  train_min_length: ofLength("min_length"),
  train_max_length: ofLength("max_length"),
  ...TASK_FIELDS,
  /** "auto": the page's, where there is one. */
  train_language: choice(["auto", ...(TASK_FIELDS.train_language.choices ?? [])]),
  train_positional: choice(ENCODINGS, "learned"),
  train_d_model: ofModel("d_model", { fallback: 16, high: 128 }),
  train_n_heads: ofModel("n_heads", { fallback: 2, high: 16 }),
  /** 0 stands for d_model / n_heads. */
  train_d_k: integer(0, 0, 128),
  train_n_blocks: ofModel("n_blocks", { fallback: 1, low: 1, high: 4 }),
  train_feed_forward: ofModel("feed_forward", { fallback: 0, high: 512 }),
  train_norm: ofModel("norm", { fallback: "pre_layer_norm" }),
  /** "auto": as the task needs it. */
  train_mask: choice(["auto", ...(declarationOf(TRAINING.model, "mask").choices ?? [])]),
  train_scale: { kind: "boolean", fallback: true },
  train_init: choice(INITIALISERS),
  train_optimizer: choice(
    inOrder([...OPTIMIZERS, ...Object.keys(OF_SGD)], ["sgd", ...Object.keys(OF_SGD)]),
    "adam",
  ),
  train_learning_rate: { kind: "number", fallback: 0.003, low: 0, high: 10 },
  train_schedule: choice(Object.keys(TRAINING.schedule), "constant"),
  /** The longest a gradient may be; 0 for any. */
  train_clip: { kind: "number", fallback: 0, low: 0, high: 1000 },
  train_batch: ofRun("batch", { fallback: 32, high: 128 }),
  train_steps: ofRun("steps", { fallback: 600, high: 20000 }),
  train_seed: ofRun("seed"),
  /** The share of held-out places to be right before it stops. */
  train_accuracy: ofRun("stop_at_accuracy", { fallback: 0.99 }),
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
  /** Steps a second, so that one can watch; "rising" begins with four and soon is faster. */
  train_pace: choice(["rising", "5", "25", "full"]),
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
