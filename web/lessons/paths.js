import { stepOf } from "./chapters.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {Record<string, any>} State */

/** @param {State} state @param {Trace} trace */
export const headOf = (state, trace) => Math.max(0, Math.min(state.head, trace.config.n_heads - 1));

/**
 * What softmax reads in place of `masked`, where there is no mask: the tape says it, whatever an encoding has added.
 * @param {string} path ending in "masked" or "dmasked" @param {Trace} trace
 */
function softmaxInput(path, trace) {
  const head = path.slice(0, path.lastIndexOf(".") + 1);
  const weights = ["attention_computed", "attention"]
    .map((name) => head + name)
    .find((name) => trace.has(name));
  const read = weights && trace.node(weights).inputs[0];
  return read && path.endsWith(".dmasked") ? trace.node(read).gradient : read;
}

/**
 * A path of a lesson with the learner's choices put in.
 * @param {string} path @param {State} state @param {Trace} trace
 */
export function resolvePath(path, state, trace) {
  const block = Math.min(state.train_block, (trace.config.n_blocks ?? 1) - 1);
  const chosen = path
    .replace("{node}", state.train_node)
    .replace("{block}", String(block))
    .replace("{head}", String(headOf(state, trace)))
    .replace("{weight}", state.weight);
  return trace.has(chosen) || !/\.d?masked$/.test(chosen) ? chosen : (softmaxInput(chosen, trace) ?? chosen);
}

/** The row that a picture of one row shows: that of the head's open number, or of the word that asks. @param {State} state @param {string} head its path, with a dot */
export const rowAsked = ({ trace, cell, map_token }, head) =>
  Math.min(cell?.path.startsWith(head) ? cell.row : (map_token ?? 0), trace.config.tokens.length - 1);

/** The scenes for what is chosen in a field, where a step has others for it. @param {State} state */
const otherScenes = ({ step, ...state }) => {
  const { scenesBy } = stepOf(step);
  return scenesBy?.choices[state[scenesBy.field]];
};

/** The place of the scene that is seen at a step with tabs. @param {State} state */
export const tabOf = ({ step, tab }) => Math.min(tab, stepOf(step).scenes.length - 1);

/** What the step draws: some steps draw something else for each choice of a field, some one scene at a time. @param {State} state */
export function scenesOf(state) {
  const { tabs, scenes } = stepOf(state.step);
  // One that was chosen by its number is counted among all.
  const onlyTab = tabs && (state.scene ?? null) === null;
  return otherScenes(state) ?? (onlyTab ? [scenes[tabOf(state)]] : scenes);
}

/** Whether the matrices stand by themselves, without the operation that makes them. @param {State} state */
export const areAlone = (state) =>
  otherScenes(state) !== undefined && stepOf(state.step).scenesBy?.alone === true;

/** What the optimizer makes of a weight in this step, in the order in which it is made. @param {string} weight @param {Trace} trace */
export const optimizerNodes = (weight, trace) =>
  trace.nodes
    .map(({ path }) => path)
    .filter((path) => path.startsWith(`${weight}.`) && !path.endsWith("_before"));

/** The paths of one scene; "W_Q.*" stands for all that the optimizer makes of W_Q in this step. @param {string[]} scene @param {State} state @param {Trace} trace */
export function resolveScene(scene, state, trace) {
  return scene.flatMap((path) => {
    if (!path.endsWith(".*")) return [resolvePath(path, state, trace)];
    return optimizerNodes(resolvePath(path.slice(0, -2), state, trace), trace);
  });
}

/** The node that the step is about. @param {State} state @param {Trace} trace */
function stepPath(state, trace) {
  const { main, scenesBy, tabs } = stepOf(state.step);
  const path = resolvePath(scenesBy || tabs ? scenesOf(state)[0][0] : main, state, trace);
  return trace.has(path) ? path : "input";
}

/**
 * The node whose cells the player walks at the current step. Where it was not computed, as the gradients
 * behind weights that were set by hand, the player has the input to walk; where one other scene alone is shown, its
 * last matrix.
 * @param {State} state @param {Trace} trace
 */
export function mainPath(state, trace) {
  const path = stepPath(state, trace);
  const alone = hasOneScene(state) ? drawableScenes(state, trace)[0] : undefined;
  return alone && !alone.includes(path) ? alone[alone.length - 1] : path;
}

/** Whether there is a matrix for the player to walk: some steps show pictures only. @param {State} state @param {Trace} trace */
export const canWalk = (state, trace) => drawableScenes(state, trace).length > 0;

/** A scene was chosen, or a figure shows the one that is played. @param {State} state */
const hasOneScene = ({ scene = null, view }) => scene !== null || view === "figure";

/** The scenes of the current step that can be drawn and are to be. @param {State} state @param {Trace} trace */
export function drawableScenes(state, trace) {
  const all = scenesOf(state)
    .map((scene) => resolveScene(scene, state, trace).filter((path) => trace.has(path)))
    .filter((scene) => scene.length > 0);
  if (!hasOneScene(state) || all.length === 0) return all;
  const played = all.findIndex((scene) => scene.includes(stepPath(state, trace)));
  return [all[Math.min(state.scene ?? Math.max(0, played), all.length - 1)]];
}
