import { EXERCISES, exercisesOf } from "../exercises/exercises.js";
import { readAddress } from "../state/address.js";
import { defaults, FieldError, isField, linkProblem } from "../state/schema.js";
import { opened, readFields } from "../state/url.js";
import { viewDefaults } from "../state/view-schema.js";

/** @typedef {Record<string, any>} Fields */

/** The word of the map that is lit before anybody has pointed at one: seen at once is what the map is for. */
const FIRST_LIT = 2;

/** The step of an exercise that stands alone. @param {Fields} fields */
const ofExercise = (fields) => {
  const step = EXERCISES.find(({ id }) => id === fields.exercise)?.step;
  return step && !fields.step ? { ...fields, step } : fields;
};

/** An exercise that does not exist cannot be shown. @param {Fields} fields @returns {FieldError[]} */
export function exerciseProblems({ exercise, step }) {
  if (!exercise || EXERCISES.some(({ id }) => id === exercise)) return [];
  const some = step ? exercisesOf(step) : EXERCISES;
  const choices = some.map(({ id }) => id).join(", ");
  return [new FieldError("exercise", "not-choice", { value: exercise, choices })];
}

/**
 * What an element is asked to open: its attributes, over them the address of a page of its own, over them what a
 * script has set before it started.
 * @param {HTMLElement} host @param {Fields} set @param {FieldError[]} [wrong] what of it could not be
 */
export function readAsked(host, set, wrong = []) {
  const attributes = host
    .getAttributeNames()
    .filter(isField)
    .map((name) => /** @type {[string, string]} */ ([name, host.getAttribute(name) ?? ""]));
  const read = [readFields(attributes), ...(host.hasAttribute("link") ? readAddress() : [])];
  const fields = ofExercise(Object.assign({}, ...read.map((each) => each.fields), set));
  const problems = [...wrong, ...read.flatMap((each) => each.problems), ...exerciseProblems(fields)];
  if (problems.some(({ field }) => field === "exercise")) delete fields.exercise;
  return { fields: problems.length ? fields : opened(fields), problems };
}

/**
 * The page's state before anything is computed.
 * @param {ReturnType<typeof readAsked>} asked @param {Fields} surroundings what the page around asks for
 */
export const initialState = ({ fields, problems }, surroundings) => ({
  ...defaults(),
  ...viewDefaults(),
  ...surroundings,
  ...fields,
  trace: null,
  explanation: null,
  reach: null,
  seen: null,
  term: null,
  walking: false,
  playing: false,
  undo: [],
  redo: [],
  notice: null,
  problems: problems.map(linkProblem),
  map_token: FIRST_LIT,
});
