// What is shown of a lab, and how much of it: no result depends on it, and a link out of a page never carries it.

/** @typedef {import("./schema.js").Field} Field */

/** What a view shows: the whole page, a step without its frame, a figure, the map, an exercise. */
export const VIEWS = ["full", "step", "figure", "map", "exercise"];

/** @satisfies {Record<string, Field>} */
export const VIEW_SCHEMA = {
  view: { kind: "choice", choices: VIEWS, fallback: "full" },
  /** The fields that have a control; null: those of the step. */
  controls: { kind: "fields", fallback: null },
  /** Which of the step's scenes alone; null: all of them, in a figure the one that is played. */
  scene: { kind: "integer", low: 0, high: 9, fallback: null },
  caption: { kind: "choice", choices: ["on", "off"], fallback: "on" },
  /** The one exercise that is shown; "" for all of the step. */
  exercise: { kind: "text", fallback: "" },
};

/** @returns {Record<string, any>} */
export const viewDefaults = () =>
  Object.fromEntries(Object.entries(VIEW_SCHEMA).map(([key, { fallback }]) => [key, fallback]));

/** So many controls of a step stand beneath a figure. */
const MOST_IN_FIGURE = 3;

/** The fields with a control beneath what is shown. @param {Record<string, any>} state @param {string[]} ofStep */
export const controlsOf = ({ controls, view }, ofStep) =>
  controls ?? (view === "figure" ? ofStep.slice(0, MOST_IN_FIGURE) : ofStep);
