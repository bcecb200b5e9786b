import { FieldError, parseField } from "../state/schema.js";

/** @typedef {Record<string, any>} State */

/** A token can find its answer on both sides of it: these tasks look both ways unless they are told otherwise. */
const BOTH_WAYS = new Set(["reverse", "sort", "lookup"]);

/** The own fields of each task, from the page's fields. @type {Record<string, (state: State) => Record<string, any>>} */
const TASK_FIELDS = {
  previous_token: vocabulary,
  copy: vocabulary,
  copy_offset: (state) => ({ ...vocabulary(state), offset: state.train_offset }),
  reverse: vocabulary,
  sort: vocabulary,
  majority: vocabulary,
  lookup: (state) => ({ keys: state.train_keys, values: state.train_values }),
  two_offsets: vocabulary,
  repeat: vocabulary,
  addition: (state) => ({ digits: state.train_digits }),
  examples: (state) => ({ lines: linesOf(state.train_lines) }),
};

/** @param {State} state */
function vocabulary({ train_vocabulary, train_min_length, train_max_length }) {
  return { vocabulary: train_vocabulary, min_length: train_min_length, max_length: train_max_length };
}

/** The fields that the chosen task has. @param {string} task */
export function taskFields(task) {
  if (task === "lookup") return ["train_keys", "train_values"];
  if (task === "addition") return ["train_digits"];
  if (task === "examples") return [];
  const offset = task === "copy_offset" ? ["train_offset"] : [];
  return ["train_vocabulary", "train_min_length", "train_max_length", ...offset];
}

/** @param {string} text */
const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

const MOMENTUM = 0.9;
const WARMUP_STEPS = 100;

/** What may stand between input and output. */
const ARROW = /→|->|=>|\t/;

/** @param {string[]} lines */
function checkLines(lines) {
  if (lines.length === 0) throw new FieldError("train_lines", "no-examples", {});
  const wrong = lines.findIndex((line) => !ARROW.test(line));
  if (wrong >= 0) throw new FieldError("train_lines", "no-arrow", { line: wrong + 1 });
}

/** Fewer own examples than this can hardly be divided: the same ones are then learned and asked. */
export const FEW_LINES = 16;

/** @param {State} state */
export const hasFewLines = (state) =>
  state.train_task === "examples" && linesOf(state.train_lines).length < FEW_LINES;

/** @param {State} state */
function optimizerOf({ train_optimizer: kind, train_learning_rate: learning_rate }) {
  if (kind === "momentum" || kind === "nesterov")
    return { kind: "sgd", learning_rate, momentum: MOMENTUM, nesterov: kind === "nesterov" };
  return { kind, learning_rate };
}

/** @param {State} state */
function positionalOf({ train_positional: kind, train_max_length, train_test_length, train_task }) {
  // A table has room for the longer sequences that are asked for at the end; those rows stay as they were drawn.
  const longer = taskFields(train_task).includes("train_max_length") && train_test_length > train_max_length;
  return kind === "learned" && longer ? { kind, max_length: train_test_length } : { kind };
}

/**
 * The engine's training configuration for the page's fields. Throws FieldError where they do not fit together.
 * @param {State} state
 */
export function trainingConfig(state) {
  const { train_task: task, train_d_model: d_model, train_n_heads: n_heads, train_d_k: d_k } = state;
  if (state.train_min_length > state.train_max_length)
    throw new FieldError("train_min_length", "min-length", { high: state.train_max_length });
  if (d_k === 0 && d_model % n_heads)
    throw new FieldError("train_n_heads", "heads-divide", { d_model, n_heads });
  if (state.train_positional === "rope" && (d_k || d_model / n_heads) % 2)
    throw new FieldError("train_positional", "rope-odd", { d_k: d_k || d_model / n_heads });
  if (task === "examples") checkLines(linesOf(state.train_lines));
  const mask = state.train_mask === "auto" ? (BOTH_WAYS.has(task) ? "none" : "causal") : state.train_mask;
  const schedule = state.train_schedule;
  return {
    task: { kind: task, ...TASK_FIELDS[task](state) },
    model: {
      ...{ d_model, n_heads, mask },
      ...(d_k ? { d_k } : {}),
      n_blocks: state.train_n_blocks,
      feed_forward: state.train_feed_forward,
      norm: state.train_norm,
      positional: positionalOf(state),
      scale: state.train_scale,
      init: { kind: state.train_init },
    },
    optimizer: optimizerOf(state),
    schedule: schedule === "constant" ? { kind: schedule } : { kind: schedule, warmup_steps: WARMUP_STEPS },
    ...(state.train_clip > 0 ? { clip_norm: state.train_clip } : {}),
    batch: state.train_batch,
    steps: state.train_steps,
    seed: state.train_seed,
  };
}

/** How many examples there are between two looks at the whole: an epoch, for data that never repeat. */
const EPOCH_EXAMPLES = 1024;

/** Steps of one epoch: through all own examples once, or through 1,024 fresh ones. @param {State} state */
export function epochSteps(state) {
  const own = state.train_task === "examples" ? linesOf(state.train_lines).length : EPOCH_EXAMPLES;
  return Math.max(1, Math.ceil(own / state.train_batch));
}

/** The state of a comparison's other run: one field is another. Throws FieldError for a value it cannot have. @param {State} state */
export function otherState(state) {
  const key = `train_${state.compare_field}`;
  return { ...state, [key]: parseField(key, state.compare_other) };
}
