// What a step can show beside its matrices: an experiment, a comparison, an exercise. One file each.

import { createExercise } from "./exercise.js";

/**
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {(state: Record<string, any>) => void} update  called at every change of the state
 * @property {() => void} [stop]  when the step is left
 */

/** @typedef {(context: import("../views/context.js").Context) => Panel} CreatePanel */

/** By the names that lessons/chapters.js uses. @type {Record<string, CreatePanel>} */
export const PANELS = { exercise: createExercise };
