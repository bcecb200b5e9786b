// What a step can show beside its matrices: an experiment, a comparison, an exercise. One file each.

import { createAblation } from "../panels/ablation.js";
import { createEncodings } from "../panels/encodings.js";
import { createExercise } from "../panels/exercise.js";
import { createGradientCheck } from "../panels/gradient-check.js";
import { createHeadMaps } from "../panels/head-maps.js";
import { createLearnedRows } from "../panels/learned-rows.js";
import { createOptimizers } from "../panels/optimizers.js";
import { createPredictedChange } from "../panels/predicted-change.js";
import { createScaling } from "../panels/scaling.js";
import { createSoftmax } from "../panels/softmax.js";
import { createSoftmaxGradient } from "../panels/softmax-gradient.js";
import { createWaves } from "../panels/waves.js";
import { createWeightLine } from "../panels/weight-line.js";
import { createCompare } from "../training/compare.js";
import { createInside } from "../training/inside.js";
import { createTrained } from "../training/trained.js";
import { createTraining } from "../training/training.js";
import { createWeightsPanel } from "../views/weights.js";

/** By the names that lessons/chapters.js uses. @type {Record<string, import("../views/context.js").CreatePanel>} */
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
  softmax: createSoftmax,
  softmax_gradient: createSoftmaxGradient,
  trained: createTrained,
  training: createTraining,
  waves: createWaves,
  weights: createWeightsPanel,
  weight_line: createWeightLine,
};
