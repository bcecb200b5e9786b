import { STEPS } from "../lessons/chapters.js";
import { resolvePath } from "../lessons/paths.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {Record<string, any>} State */

/** @typedef {import("../lessons/chapters.js").Step} Step */

/** What a step draws, whatever is chosen in it. @param {Step} step */
const scenesOf = ({ scenes, scenesBy }) =>
  [...scenes, ...Object.values(scenesBy?.choices ?? {}).flat()].flat();

/** What it draws whichever weight is chosen. @param {Step} step */
const fixedScenes = (step) => scenesOf(step).filter((scene) => !scene.includes("{weight}"));

/**
 * The step that is about a node, and what has to be chosen there for it to be seen. First the one whose own matrix it
 * is, then one that draws it, then one whose matrices are made from it.
 * @param {string} path @param {State} state @param {Trace} trace
 * @param {"on" | "back"} [direction] where it is looked for, once on the way
 * @returns {{step: string, tab?: number, head?: number, weight?: string} | null}
 */
function stepOrNone(path, state, trace, direction) {
  const head = /\.head(\d+)\./.exec(path)?.[1];
  const weight = /d?(W_[QKVO])(?=\.|$)/.exec(path)?.[1];
  const choices = { ...(head ? { head: Number(head) } : {}), ...(weight ? { weight } : {}) };
  const lesson = STEPS.filter(({ trains }) => !trains);
  const resolved = (/** @type {string} */ each) =>
    resolvePath(each.replace(".*", ".update"), { ...state, ...choices }, trace);
  const reads = (/** @type {string} */ each) =>
    trace.has(resolved(each)) && trace.node(resolved(each)).inputs.includes(path);
  const fits = [
    (/** @type {Step} */ { main }) => resolved(main) === path,
    (/** @type {Step} */ each) => fixedScenes(each).some((scene) => resolved(scene) === path),
    (/** @type {Step} */ each) => fixedScenes(each).some(reads),
    (/** @type {Step} */ each) => scenesOf(each).some((scene) => resolved(scene) === path),
  ];
  for (const fit of fits) {
    const found = lesson.find(fit);
    if (!found) continue;
    if (!found.tabs) return { step: found.id, ...choices };
    const own = found.scenes.findIndex((scene) => scene.some((each) => resolved(each) === path));
    const tab = own >= 0 ? own : found.scenes.findIndex((scene) => scene.some(reads));
    return { step: found.id, tab: Math.max(0, tab), ...choices };
  }
  // Too small a step for a scene: where what is made from it is seen, or else what it is made from.
  const { inputs } = trace.node(path);
  const onwards = trace.consumers(path).map((node) => node.path);
  for (const [paths, way] of /** @type {const} */ ([
    [onwards, "on"],
    [inputs, "back"],
  ]))
    if (direction !== (way === "on" ? "back" : "on"))
      for (const next of paths) {
        const found = stepOrNone(next, state, trace, way);
        if (found) return found;
      }
  return null;
}

/** @param {string} path @param {State} state @param {Trace} trace */
export const stepFor = (path, state, trace) => stepOrNone(path, state, trace) ?? { step: STEPS[0].id };
