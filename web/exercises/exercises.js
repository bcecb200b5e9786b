// "Predict, then reveal": exercises as data. Each makes its numbers from a seed, hands them to the engine as a
// configuration, and is graded by what the engine computed. Words are in web/i18n under exercise-<id>.

import { BEGINNING } from "./beginning.js";
import { createDraw } from "./draw.js";
import { HEADS } from "./heads.js";
import { LEARNING } from "./learning.js";
import { MIXING } from "./mixing.js";
import { SCORES } from "./scores.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../engine/protocol.js").Explanation} Explanation */
/** @typedef {import("./draw.js").Draw} Draw */
/** @typedef {{path: string, row: number, col: number}} Cell */

/**
 * "What is the number?"
 * @typedef {object} NumberTask
 * @property {object} config       the engine's
 * @property {Cell} [cell]         the number that is asked for
 * @property {(trace: Trace) => Explanation} [tree]  asked for instead of a cell: something about the shapes
 * @property {Cell[]} [before]     cells on the way, explained first in the hints
 * @property {string[]} [scene]    paths to draw; left out, the operation that makes the cell
 * @property {{key: string, value: (trace: Trace) => number}[]} [slips]  known mistakes and what they give
 * @property {Record<string, string | number>} [words] arguments of the question's text
 */

/**
 * "Which one?"
 * @typedef {object} ChoiceTask
 * @property {object[]} configs    the engine's; the traces are compared
 * @property {string[]} [scene]    paths to draw
 * @property {number} [shown]      whose trace is drawn before the answer; 0
 * @property {boolean} [plain]     a matrix alone, without the operation that makes it
 * @property {Cell} [mark]         a cell to point at
 * @property {{key: string, args?: Record<string, any>}[]} options  texts exercise-option-<key>
 * @property {boolean} [many]      any number of options may be right
 * @property {(traces: Trace[]) => number[]} right  indices of options
 * @property {string} [reveal]     the path whose values before and after are shown with the answer
 * @property {number} [after]      whose trace is "after"; 1
 * @property {Record<string, string | number>} [words]
 */

/**
 * @typedef {object} Exercise
 * @property {string} id
 * @property {string} step         where it stands
 * @property {"number" | "choice"} kind
 * @property {(draw: Draw, words: string[]) => NumberTask | ChoiceTask} make  `words` are tokens in the
 *                                 learner's language; what is drawn must not depend on them
 */

/** @type {Exercise[]} */
export const EXERCISES = [...BEGINNING, ...SCORES, ...MIXING, ...HEADS, ...LEARNING];

/** @param {string} step */
export const exercisesOf = (step) => EXERCISES.filter((exercise) => exercise.step === step);

/** @param {Exercise} exercise @param {number} seed @param {string[]} words */
export const makeTask = ({ id, make }, seed, words) => make(createDraw(seed, id), words);
