import { Trace } from "../engine/trace.js";
import { stepOf } from "../lessons/chapters.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("./schema.js").Cell} Cell */

/**
 * What is seen of a training run: one example of one of its tapes.
 * @typedef {object} Seen
 * @property {import("../engine/example-trace.js").ExampleTrace} trace
 * @property {(cell: Cell) => Promise<{explanation: import("../engine/protocol.js").Explanation,
 *   reach: import("../engine/protocol.js").Reached[]}>} explain
 * @property {(cell: Cell, value: number) => Promise<void>} edit
 * @property {(example: number) => Seen} at  another example of the same tape
 */

/** What is seen before there is anything. */
export const NOTHING = new Trace({
  config: { tokens: [], n_heads: 1 },
  nodes: [],
  values: new Float32Array(),
});

/** Whether the step shows training runs, whose matrices are not the lesson's. @param {State} state */
export const isTraining = (state) => stepOf(state.step).trains !== undefined;

/** @param {State} state @returns {Trace} */
export const traceShown = (state) => (isTraining(state) ? (state.seen?.trace ?? NOTHING) : state.trace);

/** The state as the stage, the inspector and the player are to read it. @param {State} state */
export const stateShown = (state) => (isTraining(state) ? { ...state, trace: traceShown(state) } : state);
