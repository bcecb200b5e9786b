import { TRAINING_SCHEMA } from "../state/training-schema.js";

// The comparisons that make a point, as data: a configuration, the one difference, and what was promised of it.
// Their words are in web/i18n under preset-<id>-title and -look. Seen first with tools/trials.mjs: docs/trials.md.

/** @typedef {import("./verdict.js").Outcome} Outcome */

/**
 * @typedef {object} Preset
 * @property {Record<string, any>} fields  over the defaults: the configuration of run A
 * @property {string} field   what differs, without "train_"
 * @property {string} other   its value in run B
 * @property {(a: Outcome, b: Outcome) => boolean} promise  whether it came as it was promised
 */

/** One block of attention alone, so that what is seen is what attention can do. */
const BASE = { train_d_model: 32, train_n_heads: 4, train_min_length: 12, train_max_length: 12 };
/** The page as it opens: the token before each place, with a learned table of positions. */
const DEFAULTS = {};

const LOOKUP = {
  train_task: "lookup",
  train_positional: "none",
  train_d_model: 64,
  train_batch: 64,
};

const learned = (/** @type {Outcome} */ run) => run.reached !== null;

/** @type {Record<string, Preset>} */
export const PRESETS = {
  order: {
    fields: DEFAULTS,
    field: "positional",
    other: "none",
    promise: (a, b) => learned(a) && b.accuracy < 0.6,
  },
  agreement: {
    fields: {
      train_task: "sentences",
      train_positional: "sinusoidal",
      train_norm: "none",
      train_learning_rate: 0.01,
      train_steps: 4000,
    },
    field: "positional",
    other: "none",
    promise: (a, b) => learned(a) && b.accuracy < 0.9,
  },
  absolute: {
    fields: { ...BASE, train_task: "reverse", train_positional: "learned" },
    field: "positional",
    other: "rope",
    promise: (a, b) => learned(a) && b.accuracy < 0.6,
  },
  length: {
    fields: {
      ...BASE,
      train_task: "copy_offset",
      train_positional: "shaw",
      train_min_length: 6,
      train_test_length: 48,
    },
    field: "positional",
    other: "sinusoidal",
    promise: (a, b) => learned(a) && learned(b) && (a.longer ?? 0) > 0.95 && (b.longer ?? 1) < 0.6,
  },
  heads: {
    fields: { ...BASE, train_task: "two_offsets", train_positional: "sinusoidal", train_n_heads: 2 },
    field: "n_heads",
    other: "1",
    promise: (a, b) => learned(a) && b.accuracy < 0.75,
  },
  blocks: {
    fields: {
      ...BASE,
      train_task: "repeat",
      train_positional: "sinusoidal",
      train_min_length: 16,
      train_max_length: 16,
      train_n_heads: 1,
      train_n_blocks: 2,
    },
    field: "n_blocks",
    other: "1",
    promise: (a, b) => learned(a) && b.accuracy < 0.8,
  },
  root: {
    fields: { ...LOOKUP, train_n_heads: 1 },
    field: "scale",
    other: "0",
    promise: (a, b) => a.accuracy > b.accuracy + 0.1 && (b.first?.saturated ?? 0) > 0.2,
  },
  root_small: {
    // 16 heads of d_k = 4 are as wide in all, and W_Q is drawn alike.
    fields: { ...LOOKUP, train_n_heads: 16 },
    field: "scale",
    other: "0",
    promise: (a, b) => learned(a) && learned(b) && (b.first?.saturated ?? 1) < 0.05,
  },
  init: {
    fields: DEFAULTS,
    field: "init",
    other: "zeros",
    promise: (a, b) => learned(a) && b.accuracy < 0.6,
  },
  optimizer: {
    fields: DEFAULTS,
    field: "optimizer",
    other: "sgd",
    promise: (a, b) => learned(a) && b.accuracy < 0.6,
  },
};

/** What a preset makes of the page's fields: all of them, so that nothing is left from before. @param {string} id */
export function presetFields(id) {
  const { fields, field, other } = PRESETS[id];
  const own = Object.entries(TRAINING_SCHEMA).map(([key, { fallback }]) => [key, fallback]);
  return { ...Object.fromEntries(own), ...fields, compare_field: field, compare_other: other };
}

/** With another seed, or longer, it is still the same question. */
const FREE = new Set(["train_seed", "train_steps"]);

/**
 * The preset that the page's fields are, or "custom".
 * @param {Record<string, any>} state
 */
export const presetOf = (state) =>
  Object.keys(PRESETS).find((id) =>
    Object.entries(presetFields(id)).every(([key, value]) => FREE.has(key) || state[key] === value),
  ) ?? "custom";
