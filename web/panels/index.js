// What a step can show beside its matrices: an experiment, a comparison, an exercise. One file each.

import { createCompare } from "../training/compare.js";
import { createInside } from "../training/inside.js";
import { createTrained } from "../training/trained.js";
import { createTraining } from "../training/training.js";
import { createAblation } from "./ablation.js";
import { createEncodings } from "./encodings.js";
import { createExercise } from "./exercise.js";
import { createGradientCheck } from "./gradient-check.js";
import { createHeadMaps } from "./head-maps.js";
import { createLearnedRows } from "./learned-rows.js";
import { createOptimizers } from "./optimizers.js";
import { createPredictedChange } from "./predicted-change.js";
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
  ablation: createAblation,
  compare: createCompare,
  encodings: createEncodings,
  exercise: createExercise,
  gradient_check: createGradientCheck,
  head_maps: createHeadMaps,
  inside: createInside,
  learned_rows: createLearnedRows,
  optimizers: createOptimizers,
  predicted_change: createPredictedChange,
  scaling: createScaling,
  trained: createTrained,
  training: createTraining,
  waves: createWaves,
};
