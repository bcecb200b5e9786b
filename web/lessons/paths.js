import { stepOf } from "./chapters.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {Record<string, any>} State */

/** @param {State} state @param {Trace} trace */
export const headOf = (state, trace) => Math.max(0, Math.min(state.head, trace.config.n_heads - 1));

/**
 * A path of a lesson with the learner's choices put in. Without a mask there is no `masked`: what softmax
 * reads is then `biased` (T5, ALiBi) or `scaled`, and so are their gradients.
 * @param {string} path @param {State} state @param {Trace} trace
 */
export function resolvePath(path, state, trace) {
  const block = Math.min(state.train_block, (trace.config.n_blocks ?? 1) - 1);
  const chosen = path
    .replace("{node}", state.train_node)
    .replace("{block}", String(block))
    .replace("{head}", String(headOf(state, trace)))
    .replace("{weight}", state.weight);
  const names = [chosen, chosen.replace("masked", "biased"), chosen.replace("masked", "scaled")];
  return names.find((name) => trace.has(name)) ?? chosen;
}

/** The scenes for what is chosen in a field, where a step has others for it. @param {State} state */
const otherScenes = ({ step, ...state }) => {
  const { scenesBy } = stepOf(step);
  return scenesBy?.choices[state[scenesBy.field]];
};

/** What the step draws: some steps draw something else for each choice of a field. @param {State} state */
export const scenesOf = (state) => otherScenes(state) ?? stepOf(state.step).scenes;

/** Whether the matrices stand by themselves, without the operation that makes them. @param {State} state */
export const areAlone = (state) =>
  otherScenes(state) !== undefined && stepOf(state.step).scenesBy?.alone === true;

/** The paths of one scene; "W_Q.*" stands for all that the optimizer makes of W_Q in this step. @param {string[]} scene @param {State} state @param {Trace} trace */
export function resolveScene(scene, state, trace) {
  return scene.flatMap((path) => {
    if (!path.endsWith(".*")) return [resolvePath(path, state, trace)];
    const start = resolvePath(path.slice(0, -2), state, trace);
    return trace.nodes
      .filter((node) => node.path.startsWith(`${start}.`) && !node.path.endsWith("_before"))
      .map((node) => node.path);
  });
}

/**
 * The node whose cells the player walks at the current step. Where it was not computed, as the gradients
 * behind weights that were set by hand, the player has the input to walk.
 * @param {State} state @param {Trace} trace
 */
export function mainPath(state, trace) {
  const { main, scenesBy } = stepOf(state.step);
  const path = resolvePath(scenesBy ? scenesOf(state)[0][0] : main, state, trace);
  return trace.has(path) ? path : "input";
}

/** Whether there is a matrix for the player to walk: some steps show pictures only. @param {State} state @param {Trace} trace */
export const canWalk = (state, trace) => drawableScenes(state, trace).length > 0;

/** The scenes of the current step that can be drawn. @param {State} state @param {Trace} trace */
export const drawableScenes = (state, trace) =>
  scenesOf(state)
    .map((scene) => resolveScene(scene, state, trace).filter((path) => trace.has(path)))
    .filter((scene) => scene.length > 0);
