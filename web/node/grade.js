// Answers graded by a rubric, with results as Gradescope reads them.
import { QkvError } from "../engine/protocol.js";
import { TWO_DECIMALS } from "../exercises/check.js";
import { translate } from "../i18n/index.js";
import { compare, isClose, nodeNamed, tolerancesOf } from "./compare.js";
import * as exercises from "./exercises.js";
import { createLab } from "./lab.js";
import { configFromLink, stateFromLink } from "./links.js";
import { numberOf } from "./matrices.js";
import { checkFields, readRubric, refuse } from "./rubric.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../i18n/index.js").Translator} Say */
/** @typedef {import("./rubric.js").Rubric} Rubric */
/** @typedef {import("./rubric.js").RubricTest} RubricTest */

/** @typedef {{name: string, score: number, max_score: number, output: string}} TestResult */

/** Of a wrong number, when it is said. */
const DIGITS = 6;

/** What is wrong within a test is said with the test's place before it. @template T @param {string} field @param {() => T | Promise<T>} work @returns {Promise<T>} */
async function within(field, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QkvError)) throw error;
    throw new QkvError(error.code, `${field}.${error.message}`);
  }
}

/** @param {number} index @param {number} size @param {string} field */
function checkIndex(index, size, field) {
  if (!(Number.isInteger(index) && index >= 0 && index < size))
    refuse(field, `must be a whole number from 0 to ${size - 1}`, index);
}

/** @typedef {{correct: boolean, output: string}} Graded */

/** What is no answer at all is said to whoever gave it; it stops nobody else's grading. @param {() => Graded | Promise<Graded>} work @returns {Promise<Graded>} */
async function graded(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QkvError)) throw error;
    return { correct: false, output: error.message };
  }
}

/** @param {RubricTest} test @param {Trace} trace @param {unknown} answer @param {Say} t */
function gradeNode({ node, row, col, ...given }, trace, answer, t) {
  const { path, shape } = nodeNamed(trace, node, "node");
  const { atol = TWO_DECIMALS, rtol = 0 } = tolerancesOf(given);
  const cell = row !== undefined && col !== undefined ? { row, col } : null;
  if (cell)
    for (const [i, key] of /** @type {const} */ (["row", "col"]).entries())
      checkIndex(cell[key], shape[i], key);
  const named = cell ? `${path}[${row}, ${col}]` : path;
  return graded(() => {
    const wrong = cell
      ? differenceAt(trace, { path, ...cell }, numberOf(named, answer), atol, rtol)
      : compare(trace, { [path]: answer }, { atol, rtol });
    if (wrong.length === 0) return { correct: true, output: t("exercise-right") };
    const [{ row, col, got, want }] = wrong;
    const place = t("grading-first", {
      cell: `${path}[${row}, ${col}]`,
      got: String(Number(got.toPrecision(DIGITS))),
      count: wrong.length,
    });
    return {
      correct: false,
      output: [place, t(got > want ? "exercise-too-large" : "exercise-too-small")].join(t("space")),
    };
  });
}

/**
 * @param {Trace} trace @param {{path: string, row: number, col: number}} cell @param {number} got
 * @param {number} atol @param {number} rtol
 */
function differenceAt(trace, cell, got, atol, rtol) {
  const want = trace.value(cell.path, cell.row, cell.col);
  return isClose(got, want, atol, rtol) ? [] : [{ ...cell, want, got }];
}

/** @param {RubricTest} test @param {string} lang the rubric's @param {unknown} answer @returns {Promise<Graded>} */
function gradeExercise({ exercise, link, atol, rtol }, lang, answer) {
  const linked = link === undefined ? {} : stateFromLink(link);
  const which = { lang: link === undefined ? lang : linked.lang, seed: linked.exercise_seed ?? 1 };
  const made = exercises.make({
    ...which,
    ...(typeof exercise === "object" ? exercise : { id: String(exercise) }),
  });
  tolerancesOf({ atol, rtol });
  return graded(async () => {
    const { correct, feedback } = await exercises.check(made, answer, { atol, rtol });
    return { correct, output: feedback };
  });
}

/** The traces of a rubric's configurations, each computed once. */
function createTraces() {
  /** @type {Map<string, Promise<Trace>>} */
  const traces = new Map();
  /** @param {RubricTest} test */
  const compute = async ({ config, link }) => {
    const lab = await createLab(
      link === undefined ? /** @type {object} */ (config) : await configFromLink(link),
    );
    lab.close();
    return lab.trace;
  };
  return (/** @type {RubricTest} */ test) => {
    const key = JSON.stringify([test.config, test.link]);
    if (!traces.has(key)) traces.set(key, compute(test));
    return /** @type {Promise<Trace>} */ (traces.get(key));
  };
}

/**
 * Grades answers. A wrong, missing or unreadable answer gets no points and a line that says why; what is wrong with
 * the rubric, or with the answers as a whole, is thrown as a QkvError that names it.
 * @param {Rubric} rubric
 * @param {Record<string, unknown>} answers by the names of the rubric's tests: a number, or rows of numbers
 * @returns {Promise<{score: number, tests: TestResult[]}>} as Gradescope's results.json has it
 */
export async function grade(rubric, answers) {
  const { tests, lang } = readRubric(rubric);
  checkFields(
    "answers",
    answers,
    tests.map(({ name }) => name),
  );

  /** @type {Say} */
  const t = (key, args) => translate(lang, key, args);
  const traceOf = createTraces();
  /** @type {TestResult[]} */
  const results = [];
  for (const [i, test] of tests.entries()) {
    const { name, max_score = 1 } = test;
    const answer = Object.hasOwn(answers, name) ? answers[name] : null;
    // Without an answer the rubric is checked all the same.
    const judged = await within(`rubric.tests[${i}]`, async () =>
      test.node === undefined
        ? gradeExercise(test, lang, answer)
        : gradeNode(test, await traceOf(test), answer, t),
    );
    const { correct, output } = answer === null ? { correct: false, output: t("grading-none") } : judged;
    results.push({ name, score: correct ? max_score : 0, max_score, output });
  }
  return { score: results.reduce((sum, { score }) => sum + score, 0), tests: results };
}
