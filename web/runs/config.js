import { TRAINING } from "#schema";
import { FieldError, parseField } from "../state/schema.js";
import { OF_SGD, ownFields } from "../state/training-schema.js";

/** @typedef {Record<string, any>} State */

const LENGTHS = ["min_length", "max_length"];

/** Whether sequences of another length can be asked for. @param {string} task */
export const hasLength = (task) => TRAINING.task[task].has_length;

/** The fields that the chosen task has. @param {string} task */
export const taskFields = (task) =>
  [...ownFields(task).map(({ name }) => name), ...(hasLength(task) ? LENGTHS : [])].map(
    (name) => `train_${name}`,
  );

/** The task as the engine reads it. @param {State} state */
function taskOf({ train_task: kind, ...state }) {
  const own = ownFields(kind).map((field) => {
    const value = state[`train_${field.name}`];
    if (value === "auto")
      return [field.name, field.choices?.includes(state.lang) ? state.lang : field.default];
    return [field.name, field.kind === "texts" ? linesOf(value) : value];
  });
  const lengths = hasLength(kind) ? LENGTHS.map((name) => [name, state[`train_${name}`]]) : [];
  return { kind, ...Object.fromEntries([...own, ...lengths]) };
}

/** @param {string} text */
const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

const WARMUP_STEPS = 100;

/** What may stand between input and output. */
const ARROW = /→|->|=>|\t/;

/** @param {string[]} lines */
function checkLines(lines) {
  if (lines.length === 0) throw new FieldError("train_lines", "no-examples", {});
  const wrong = lines.findIndex((line) => !ARROW.test(line));
  if (wrong >= 0) throw new FieldError("train_lines", "no-arrow", { line: wrong + 1 });
}

/** Whether a person writes the examples. @param {string} task */
export const hasOwnExamples = (task) => taskFields(task).includes("train_lines");

/** Fewer own examples than this can hardly be divided: the same ones are then learned and asked. */
export const FEW_LINES = 16;

/** @param {State} state */
export const hasFewLines = (state) =>
  hasOwnExamples(state.train_task) && linesOf(state.train_lines).length < FEW_LINES;

/** @param {State} state */
const optimizerOf = ({ train_optimizer: kind, train_learning_rate: learning_rate }) => ({
  ...(OF_SGD[kind] ?? { kind }),
  learning_rate,
});

/** @param {State} state */
function positionalOf({ train_positional: kind, train_max_length, train_test_length, train_task }) {
  // A table has room for the longer sequences that are asked for at the end; those rows stay as they were drawn.
  const longer = hasLength(train_task) && train_test_length > train_max_length;
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
  if (hasOwnExamples(task)) checkLines(linesOf(state.train_lines));
  const mask = state.train_mask === "auto" ? TRAINING.task[task].mask : state.train_mask;
  const schedule = state.train_schedule;
  return {
    task: taskOf(state),
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
  const own = hasOwnExamples(state.train_task) ? linesOf(state.train_lines).length : EPOCH_EXAMPLES;
  return Math.max(1, Math.ceil(own / state.train_batch));
}

/** The state of a comparison's other run: one field is another. Throws FieldError for a value it cannot have. @param {State} state */
export function otherState(state) {
  const key = `train_${state.compare_field}`;
  return { ...state, [key]: parseField(key, state.compare_other) };
}
