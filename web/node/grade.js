// Answers graded by a rubric, with results as Gradescope reads them.
import { QkvError } from "../engine/protocol.js";
import { publicNumber } from "../engine/trace.js";
import { TWO_DECIMALS } from "../exercises/check.js";
import { LANGUAGES, translate } from "../i18n/index.js";
import { compare, isClose, nodeNamed, tolerancesOf } from "./compare.js";
import * as exercises from "./exercises.js";
import { createLab } from "./lab.js";
import { configFromLink, stateFromLink } from "./links.js";
import { numberOf, shown } from "./matrices.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../i18n/index.js").Translator} Say */

/**
 * Asks for one answer: a cell, a matrix, or an exercise of the page.
 * @typedef {object} RubricTest
 * @property {string} name
 * @property {number} [max_score] 1
 * @property {object} [config]    what the engine computes; or
 * @property {string} [link]      the link of the page that computes it
 * @property {string} [node]      a matrix of it by its path
 * @property {number} [row]       with `col`: one cell
 * @property {number} [col]
 * @property {string | {id: string, seed?: number, lang?: string}} [exercise]  by its id; numbers and language are then
 *                                those of `link`, where there is one
 * @property {number} [atol]      how far an answer may be off: |answer − value| ≤ atol + rtol · |value|; 0.01
 * @property {number} [rtol]      0
 */

/** @typedef {{lang?: string, tests: RubricTest[]}} Rubric */

/** @typedef {{name: string, score: number, max_score: number, output: string}} TestResult */

const RUBRIC_FIELDS = ["lang", "tests"];
const TEST_FIELDS = ["name", "max_score", "config", "link", "node", "row", "col", "exercise", "atol", "rtol"];

/** @param {string} field @param {string} wanted @param {unknown} value @returns {never} */
function refuse(field, wanted, value) {
  throw new QkvError("config", `${field}: ${wanted}, not ${shown(value)}`);
}

/** @param {unknown} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {string} field @param {any} value @param {string[]} known */
function checkFields(field, value, known) {
  if (!isObject(value)) refuse(field, "must be an object", value);
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new QkvError(
      "config",
      `${field}: there is no field ${shown(unknown)}; there are ${known.join(", ")}`,
    );
}

/** What is wrong within a test is said with the test's place before it. @template T @param {string} field @param {() => T | Promise<T>} work @returns {Promise<T>} */
async function within(field, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QkvError)) throw error;
    throw new QkvError(error.code, `${field}.${error.message}`);
  }
}

/** @param {string} field @param {any} test */
function checkTest(field, test) {
  checkFields(field, test, TEST_FIELDS);
  const { name, max_score = 1, node, row, col, exercise, config, link } = test;
  if (typeof name !== "string" || name === "") refuse(`${field}.name`, "must be a text", name);
  if (!(typeof max_score === "number" && max_score >= 0 && Number.isFinite(max_score)))
    refuse(`${field}.max_score`, "must be a number from 0 on", max_score);
  if ((node === undefined) === (exercise === undefined))
    throw new QkvError("config", `${field}: needs either a node or an exercise`);
  if (node !== undefined && (config === undefined) === (link === undefined))
    throw new QkvError("config", `${field}: needs either a config or a link to find the node in`);
  if (exercise !== undefined && config !== undefined)
    throw new QkvError(
      "config",
      `${field}.config: an exercise brings its own; a link may say its numbers and language`,
    );
  if ((row === undefined) !== (col === undefined))
    throw new QkvError(
      "config",
      `${field}: row and col name a cell together; without both the whole matrix is asked for`,
    );
  if (exercise !== undefined && row !== undefined)
    throw new QkvError("config", `${field}.row: belongs to a node; an exercise says itself what it asks for`);
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
      got: String(publicNumber(got)),
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
  checkFields("rubric", rubric, RUBRIC_FIELDS);
  const { tests, lang = LANGUAGES[0] } = rubric;
  if (!LANGUAGES.includes(lang)) refuse("rubric.lang", `must be one of ${LANGUAGES.join(", ")}`, lang);
  if (!Array.isArray(tests) || tests.length === 0)
    refuse("rubric.tests", "must be a list of at least one test", tests);
  for (const [i, test] of tests.entries()) checkTest(`rubric.tests[${i}]`, test);
  const names = tests.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new QkvError("config", `rubric.tests: there are two tests named ${shown(twice)}`);
  checkFields("answers", answers, names);

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
