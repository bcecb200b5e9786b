// What a step can show beside its matrices: an experiment, a comparison, an exercise. One file each.

import { createEncodings } from "./encodings.js";
import { createExercise } from "./exercise.js";
import { createScaling } from "./scaling.js";
import { createWaves } from "./waves.js";

/**
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {(state: Record<string, any>) => void} update  called at every change of the state
 * @property {() => void} [stop]  when the step is left
 */

/** @typedef {(context: import("../views/context.js").Context) => Panel} CreatePanel */

/** By the names that lessons/chapters.js uses. @type {Record<string, CreatePanel>} */
export const PANELS = {
  encodings: createEncodings,
  exercise: createExercise,
  scaling: createScaling,
  waves: createWaves,
};
