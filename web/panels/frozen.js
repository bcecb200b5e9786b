/** @typedef {import("../engine/trace.js").Trace} Trace */

/** What the optimizer changes. @param {Trace} trace @returns {string[]} */
export const parametersOf = (trace) =>
  trace.nodes
    .filter(({ path }) => trace.has(`${path}.next`) && trace.has(`${path}.update`))
    .map((n) => n.path);

/**
 * The present model as a configuration of its own: every number given, no steps before it. So single numbers
 * can be moved and the loss computed again. The trace says what it was computed from, typed numbers included.
 * @param {Record<string, any>} state @returns {Record<string, any>}
 */
export function frozenConfig(state) {
  const trace = /** @type {Trace} */ (state.trace);
  return {
    ...trace.config,
    X: trace.matrix("X"),
    parameters: Object.fromEntries(parametersOf(trace).map((path) => [path, trace.matrix(path)])),
    steps: 0,
    edits: [],
  };
}
