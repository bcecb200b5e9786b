// What the map asks of a tape: which way a node belongs to, what it was made from, which nodes share a place.

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../engine/protocol.js").NodeInfo} NodeInfo */
/** @typedef {import("./plan.js").Place} Place */
/** @typedef {import("./plan.js").Slot} Slot */

/** The nodes up to the loss: the tape records the way back after them. @param {Trace} trace */
export function forwardNodes({ nodes }) {
  const end = nodes.findIndex((node) => node.gradient_of !== null);
  return end < 0 ? nodes : nodes.slice(0, end);
}

/** The nodes of the way back, parts of gradients too; the optimizer's come after them. @param {Trace} trace */
export function backwardNodes({ nodes }) {
  const from = nodes.findIndex((node) => node.gradient_of !== null);
  const to = nodes.map((node) => node.gradient_of !== null).lastIndexOf(true);
  return from < 0 ? [] : nodes.slice(from, to + 1);
}

/** @param {string} path */
export const nameOf = (path) => path.slice(path.lastIndexOf(".") + 1);

/** Of which node a node of the way back is the gradient, or a part of it. @param {NodeInfo} node @param {Trace} trace @returns {string | null} */
function gradientOf(node, trace) {
  if (node.gradient_of) return node.gradient_of;
  const reader = trace.consumers(node.path)[0];
  return reader ? gradientOf(reader, trace) : null;
}

/** Makes places and remembers which nodes have one already. */
export class Planner {
  /** @type {Set<string>} */
  taken = new Set();
  /** @type {Map<string, string[]>} */
  #backward = new Map();

  /** @param {Trace} trace */
  constructor(trace) {
    this.trace = trace;
    this.n = trace.config.tokens.length;
    for (const node of backwardNodes(trace)) {
      const of = gradientOf(node, trace);
      if (of) this.#backward.set(of, [...(this.#backward.get(of) ?? []), node.path]);
    }
  }

  /**
   * @param {Slot} slot @param {string[]} nodes in the order of the tape
   * @param {{shown?: string, head?: number | null, kind?: Place["kind"], id?: string, square?: boolean}} [more]
   * @returns {Place}
   */
  place(
    slot,
    nodes,
    { shown = nodes[nodes.length - 1], head = null, kind = "matrix", id = shown, square } = {},
  ) {
    for (const path of nodes) this.taken.add(path);
    const { trace, n } = this;
    const { shape, op, inputs, gradient } = trace.node(shown);
    const learned = op === "parameter";
    return {
      id,
      kind,
      slot,
      shown,
      name: nameOf(shown),
      nodes,
      backward: nodes.flatMap((path) => this.#backward.get(path) ?? []),
      head,
      shape,
      rowTokens: !learned && shape[0] === n && kind !== "number",
      colTokens: square === true && shape[1] === n,
      gradient,
      update: trace.has(`${shown}.update`) ? `${shown}.update` : null,
      fixed: inputs.length === 0 && !learned && op !== "override" && kind === "matrix",
    };
  }

  /** From a node back along the first input, as long as it stays in the head. @param {string} path @param {string} within @returns {string[]} the earliest first */
  chain(path, within) {
    const { inputs } = this.trace.node(path);
    const before = inputs[0]?.startsWith(within) ? this.chain(inputs[0], within) : [];
    return [...before, path];
  }

  /** A node and all it is made from that has no place yet, in the order of the tape. @param {string} path @param {(path: string) => boolean} [belongs] */
  branch(path, belongs = () => true) {
    /** @type {Set<string>} */
    const found = new Set();
    const visit = (/** @type {string} */ at) => {
      if (found.has(at) || this.taken.has(at) || !belongs(at)) return;
      found.add(at);
      this.trace.node(at).inputs.forEach(visit);
    };
    visit(path);
    return this.trace.nodes.filter((node) => found.has(node.path)).map((node) => node.path);
  }
}
