// The page's exercises without the page: the same numbers from the same seed, the same rules, the same words.
import { QkvError } from "../engine/protocol.js";
import { checkChoice, checkNumber, numberAsked } from "../exercises/check.js";
import { EXERCISES, exercisesOf, makeTask } from "../exercises/exercises.js";
import { LANGUAGES, translate } from "../i18n/index.js";
import { fieldOf } from "../state/schema.js";
import { tolerancesOf } from "./compare.js";
import { createLab } from "./lab.js";
import { shown } from "./matrices.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../exercises/exercises.js").NumberTask} NumberTask */
/** @typedef {import("../exercises/exercises.js").ChoiceTask} ChoiceTask */

/** @typedef {{id: string, step: string, kind: "number" | "choice"}} Listed */

/**
 * An exercise with its numbers: plain data, which can be kept and checked later.
 * @typedef {object} MadeExercise
 * @property {string} id
 * @property {string} step
 * @property {"number" | "choice"} kind
 * @property {number} seed
 * @property {string} lang
 * @property {string} question
 * @property {string[]} [options]     of a choice; an answer is an index, a text of these, or a list of them
 * @property {boolean} [many]         any number of options may be right
 * @property {object[]} configs       what the engine computes for it
 * @property {string[]} scene         paths of the matrices that are shown with the question
 * @property {{path: string, row: number, col: number}} [cell] the number that is asked for
 */

/**
 * @typedef {object} Checked
 * @property {string} id
 * @property {string} step
 * @property {number} seed
 * @property {unknown} response
 * @property {boolean} answered  an empty answer, or what is no number, is not an attempt
 * @property {boolean} correct
 * @property {{raw: number, min: number, max: number, scaled: number}} score
 * @property {string | null} slip  the known mistake that the answer shows
 * @property {string} feedback     what the page says, as plain text
 */

/** A text of the page without the marks of mathematics and stress. @param {string} text */
const plain = (text) => text.replace(/`([^`]+)`|\*([^*]+)\*/g, "$1$2");

/** @param {{id: string, step: string, kind: "number" | "choice"}} exercise @returns {Listed} */
const listed = ({ id, step, kind }) => ({ id, step, kind });

/**
 * The exercises of a step, or all of them.
 * @param {string} [step]
 * @returns {Listed[]}
 */
export function list(step) {
  if (step === undefined) return EXERCISES.map(listed);
  const { choices = [] } = fieldOf("step");
  if (!choices.includes(step))
    throw new QkvError("config", `step: there is no step ${shown(step)}; there are ${choices.join(", ")}`);
  return exercisesOf(step).map(listed);
}

/** @param {any} given */
function askedFor(given) {
  if (typeof given !== "object" || given === null)
    throw new QkvError("config", `exercise: must be {id, seed}, not ${shown(given)}`);
  const { id, seed = 1, lang = LANGUAGES[0] } = given;
  const exercise = EXERCISES.find((each) => each.id === id);
  if (!exercise)
    throw new QkvError(
      "config",
      `id: there is no exercise ${shown(id)}; there are ${EXERCISES.map((each) => each.id).join(", ")}`,
    );
  const { low = 0, high = 0 } = fieldOf("exercise_seed");
  if (!(Number.isInteger(seed) && seed >= low && seed <= high))
    throw new QkvError("range", `seed: must be a whole number from ${low} to ${high}, not ${shown(seed)}`);
  if (!LANGUAGES.includes(lang))
    throw new QkvError("config", `lang: must be one of ${LANGUAGES.join(", ")}, not ${shown(lang)}`);
  const t = (/** @type {string} */ key, /** @type {any} */ args) => plain(translate(lang, key, args));
  const task = makeTask(exercise, seed, t("exercise-words", {}).split(" "));
  return { exercise, seed, lang, t, task };
}

/**
 * @param {{id: string, seed?: number, lang?: string}} which `seed` as the page counts them ("numbers 1"); throws
 *   QkvError naming what is wrong
 * @returns {MadeExercise}
 */
export function make(which) {
  const { exercise, seed, lang, t, task } = askedFor(which);
  const made = { ...listed(exercise), seed, lang, question: t(`exercise-${exercise.id}`, task.words) };
  if ("configs" in task) {
    const options = task.options.map(({ key, args }) => t(`exercise-option-${key}`, args));
    return { ...made, options, many: task.many ?? false, configs: task.configs, scene: task.scene ?? [] };
  }
  const { config, cell } = task;
  return {
    ...made,
    configs: [config],
    scene: task.scene ?? (cell ? [cell.path] : []),
    ...(cell ? { cell } : {}),
  };
}

/** What the engine computes for an exercise. @param {NumberTask | ChoiceTask} task @returns {Promise<Trace[]>} */
const tracesOf = (task) =>
  Promise.all(
    ("configs" in task ? task.configs : [task.config]).map(async (config) => {
      const lab = await createLab(config);
      lab.close();
      return lab.trace;
    }),
  );

/** @param {unknown} answer @param {string[]} options @returns {number[]} */
function chosenOf(answer, options) {
  if (answer === null || answer === undefined || answer === "") return [];
  const chosen = (Array.isArray(answer) ? answer : [answer]).map((each) => {
    const index = typeof each === "number" ? each : options.indexOf(each);
    if (!Number.isInteger(index) || options[index] === undefined)
      throw new QkvError(
        "value",
        `answer: must be an option's number from 0 to ${options.length - 1}, or its text, or a list of these, not ${shown(each)}`,
      );
    return index;
  });
  return [...new Set(chosen)];
}

/**
 * What the page would say to an answer.
 * @param {{id: string, seed?: number, lang?: string}} exercise from make(), or what make() takes
 * @param {unknown} answer a number, or a text with one as it is typed on the page ("3/4"); of a choice an option's
 *   index or text, or a list of them. Throws QkvError for what is none of these
 * @param {{atol?: number, rtol?: number}} [tolerance] of a number, in place of two decimals
 * @returns {Promise<Checked>}
 */
export async function check(exercise, answer, tolerance = {}) {
  const { exercise: known, seed, t, task } = askedFor(exercise);
  const { id, step } = known;
  const allowed = tolerancesOf(tolerance);
  const isChoice = "configs" in task;
  const options = isChoice ? task.options.map((o) => t(`exercise-option-${o.key}`, o.args)) : [];
  const chosen = isChoice ? chosenOf(answer, options) : [];
  if (!isChoice && !["number", "string"].includes(typeof answer) && answer !== null && answer !== undefined)
    throw new QkvError("value", `answer: must be a number, or a text with one, not ${shown(answer)}`);
  const traces = await tracesOf(task);
  const { lead, more, ...verdict } = isChoice
    ? checkChoice(id, task, traces, chosen)
    : checkNumber(task, traces[0], /** @type {string | number} */ (answer ?? ""), allowed);
  const raw = verdict.correct ? 1 : 0;
  const words = [t(lead, {}), ...(more ? [t(more, task.words)] : [])];
  return {
    ...{ id, step, seed, response: answer },
    ...verdict,
    score: { raw, min: 0, max: 1, scaled: raw },
    feedback: words.join(t("space", {})),
  };
}

/**
 * The answer, for a key: the number, or the indices of the right options.
 * @param {{id: string, seed?: number, lang?: string}} exercise
 * @returns {Promise<number | number[]>}
 */
export async function solve(exercise) {
  const { task } = askedFor(exercise);
  const traces = await tracesOf(task);
  return "configs" in task ? task.right(traces) : numberAsked(task, traces[0]);
}
