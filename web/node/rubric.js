// What an autograder is asked to look at, and whether that can be asked.
import { QkvError } from "../engine/protocol.js";
import { LANGUAGES } from "../i18n/index.js";
import { shown } from "./matrices.js";

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

/**
 * @typedef {object} Rubric
 * @property {string} [lang]    what is said to an answer is said in it; "en"
 * @property {object} [config]  for all tests that ask for a node and bring neither a config nor a link; or
 * @property {string} [link]
 * @property {RubricTest[]} tests
 */

const RUBRIC_FIELDS = ["lang", "config", "link", "tests"];
const TEST_FIELDS = ["name", "max_score", "config", "link", "node", "row", "col", "exercise", "atol", "rtol"];

/** @param {string} field @param {string} wanted @param {unknown} value @returns {never} */
export function refuse(field, wanted, value) {
  throw new QkvError("config", `${field}: ${wanted}, not ${shown(value)}`);
}

/** @param {unknown} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {string} field @param {any} value @param {string[]} known */
export function checkFields(field, value, known) {
  if (!isObject(value)) refuse(field, "must be an object", value);
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new QkvError(
      "config",
      `${field}: there is no field ${shown(unknown)}; there are ${known.join(", ")}`,
    );
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

/** A test for a node that brings no configuration has the rubric's. @param {any} test @param {any} rubric */
const completed = (test, { config, link }) =>
  isObject(test) && test.node !== undefined && test.config === undefined && test.link === undefined
    ? { ...test, config, link }
    : test;

/**
 * The tests of a rubric, each with what it is about. Throws QkvError naming what is wrong.
 * @param {Rubric} rubric
 * @returns {{tests: RubricTest[], lang: string}}
 */
export function readRubric(rubric) {
  checkFields("rubric", rubric, RUBRIC_FIELDS);
  const { tests, lang = LANGUAGES[0] } = rubric;
  if (!LANGUAGES.includes(lang)) refuse("rubric.lang", `must be one of ${LANGUAGES.join(", ")}`, lang);
  if (!Array.isArray(tests) || tests.length === 0)
    refuse("rubric.tests", "must be a list of at least one test", tests);
  const complete = tests.map((test) => completed(test, rubric));
  for (const [i, test] of complete.entries()) checkTest(`rubric.tests[${i}]`, test);
  const names = complete.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new QkvError("config", `rubric.tests: there are two tests named ${shown(twice)}`);
  return { tests: complete, lang };
}
