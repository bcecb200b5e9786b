// One example of a run's tape, as the lesson and the inspector read it: rows are counted within the example.

/** @typedef {import("../state/seen.js").Seen} Seen */

/** @param {import("../engine/protocol.js").Explanation} tree @param {import("../engine/example-trace.js").ExampleTrace} trace @returns {import("../engine/protocol.js").Explanation} */
function inExample(tree, trace) {
  if ("args" in tree) return { ...tree, args: tree.args.map((part) => inExample(part, trace)) };
  return "node" in tree ? { ...tree, row: trace.fromBatch(tree.node, tree.row) } : tree;
}

/**
 * Of a sum over all examples, as a weight's part in them, what belongs to the one that is seen.
 * @param {import("../engine/protocol.js").Reached[]} reach @param {import("../engine/example-trace.js").ExampleTrace} trace
 * @returns {import("../engine/protocol.js").Reached[]}
 */
const reachInExample = (reach, trace) =>
  reach
    .map(({ path, cells }) => ({
      path,
      cells: cells
        .map(([row, col]) => /** @type {[number, number]} */ ([trace.fromBatch(path, row), col]))
        .filter(([row]) => row >= 0 && row < trace.node(path).shape[0]),
    }))
    .filter(({ cells }) => cells.length > 0);

/**
 * @param {import("./run.js").Run} run @param {"look" | "step"} of @param {import("../engine/example-trace.js").ExampleTrace} trace
 * @returns {Seen}
 */
export const seenOf = (run, of, trace) => ({
  trace,
  explain: async (cell) => {
    const whole = { ...cell, row: trace.toBatch(cell.path, cell.row) };
    const [tree, reach] = await Promise.all([run.explain(of, whole), run.reach(of, whole)]);
    return { explanation: inExample(tree, trace), reach: reachInExample(reach, trace) };
  },
  edit: (cell, value) => run.setParameter(cell, value),
  at: (example) => seenOf(run, of, trace.at(example)),
});
