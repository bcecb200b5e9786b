// Whether an answer is right, and what is said to it: one rule for the page and for whoever grades without one.

import { evaluate } from "../engine/explanation.js";
import { FieldError, parseNumber } from "../state/schema.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("./exercises.js").NumberTask} NumberTask */
/** @typedef {import("./exercises.js").ChoiceTask} ChoiceTask */

/**
 * @typedef {object} Verdict
 * @property {boolean} answered   an empty field, or what is no number, is not an attempt
 * @property {boolean} correct
 * @property {string} lead        what is said first: a message of web/i18n
 * @property {string | null} more what is said then
 * @property {string | null} slip the known mistake that the answer shows
 */

/** How far a number may be off: |typed − value| ≤ atol + rtol · |value|. @typedef {{atol?: number, rtol?: number}} Tolerance */

/** Two decimals, rounded either way. */
export const TWO_DECIMALS = 0.01;

const ROUNDING = 1e-6;

/** The number that is asked for. @param {NumberTask} task @param {Trace} trace */
export function numberAsked({ cell, tree }, trace) {
  if (cell) return trace.value(cell.path, cell.row, cell.col);
  if (tree) return evaluate(tree(trace));
  throw new Error("an exercise asks for a cell or for a tree");
}

/**
 * @param {NumberTask} task @param {Trace} trace @param {string | number} answer as it was typed
 * @param {Tolerance} [tolerance]
 * @returns {Verdict}
 */
export function checkNumber(task, trace, answer, { atol = TWO_DECIMALS, rtol = 0 } = {}) {
  /** @type {number} */
  let typed;
  try {
    typed = parseNumber("answer", String(answer), -1e9, 1e9);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return { answered: false, correct: false, lead: "exercise-no-number", more: null, slip: null };
  }
  const near = (/** @type {number} */ value) =>
    Math.abs(typed - value) <= atol + rtol * Math.abs(value) + ROUNDING;
  const value = numberAsked(task, trace);
  if (near(value)) return { answered: true, correct: true, lead: "exercise-right", more: null, slip: null };
  const known = task.slips?.find((each) => near(each.value(trace)));
  const slip = known?.key ?? (near(-value) ? "sign" : null);
  return {
    answered: true,
    correct: false,
    lead: typed > value ? "exercise-too-large" : "exercise-too-small",
    more: slip ? `exercise-slip-${slip}` : "exercise-try-hint",
    slip,
  };
}

/**
 * @param {string} id the exercise's
 * @param {ChoiceTask} task @param {Trace[]} traces one for each of its configurations
 * @param {number[]} chosen indices of options
 * @returns {Verdict}
 */
export function checkChoice(id, task, traces, chosen) {
  const said = { answered: true, correct: false, slip: null };
  if (chosen.length === 0) return { ...said, answered: false, lead: "exercise-choose", more: null };
  const right = task.right(traces);
  const isRight = (/** @type {number} */ option) => right.includes(option);
  if (chosen.every(isRight) && right.every((option) => chosen.includes(option)))
    return { ...said, correct: true, lead: "exercise-right", more: `exercise-${id}-right` };
  const lead = task.many && chosen.every(isRight) ? "exercise-not-all" : "exercise-wrong";
  return { ...said, lead, more: `exercise-${id}-wrong` };
}
