import { QkvError } from "./protocol.js";

/** @typedef {import("./protocol.js").Snapshot} Snapshot */
/** @typedef {import("./protocol.js").NodeInfo} NodeInfo */

/**
 * The shortest decimal that reads back as the same 32-bit float, as a number.
 * @param {number} value
 */
export function shortestFloat(value) {
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/**
 * A value as the public formats write it: JSON has no infinities.
 * @param {number} value
 */
export const publicNumber = (value) => (Number.isFinite(value) ? shortestFloat(value) : String(value));

/** An immutable picture of one run: every node's name, shape, inputs and values. */
export class Trace {
  /** @type {Map<string, NodeInfo>} */
  #byPath = new Map();
  /** @type {Map<string, NodeInfo[]>} */
  #consumers = new Map();

  /** @param {Snapshot} snapshot */
  constructor({ config, nodes, values }) {
    this.config = config;
    this.nodes = nodes;
    this.values = values;
    for (const node of nodes) {
      this.#byPath.set(node.path, node);
      for (const input of new Set(node.inputs)) {
        if (!this.#consumers.has(input)) this.#consumers.set(input, []);
        this.#consumers.get(input)?.push(node);
      }
    }
  }

  /** @param {string} path */
  has(path) {
    return this.#byPath.has(path);
  }

  /** @param {string} path @returns {NodeInfo} */
  node(path) {
    const node = this.#byPath.get(path);
    if (!node) throw new QkvError("path", `no node "${path}"`);
    return node;
  }

  /** @param {string} path @param {number} row @param {number} col */
  value(path, row, col) {
    const node = this.node(path);
    return this.values[node.offset + row * node.shape[1] + col];
  }

  /** The values of a node, row-major. @param {string} path */
  flat(path) {
    const { offset, shape } = this.node(path);
    return this.values.subarray(offset, offset + shape[0] * shape[1]);
  }

  /** @param {string} path @returns {number[][]} */
  matrix(path) {
    const [rows, cols] = this.node(path).shape;
    const flat = this.flat(path);
    return Array.from({ length: rows }, (_, r) => Array.from(flat.subarray(r * cols, (r + 1) * cols)));
  }

  /** The same matrices with other numbers. @param {Float32Array} values @returns {Trace} */
  withValues(values) {
    return new Trace({ config: this.config, nodes: this.nodes, values });
  }

  /** The nodes that read this one. @param {string} path @returns {NodeInfo[]} */
  consumers(path) {
    return this.#consumers.get(path) ?? [];
  }

  /** The public JSON form. */
  toJSON() {
    return {
      config: this.config,
      nodes: this.nodes.map(({ offset, gradient, path, ...node }) => ({
        path,
        ...node,
        values: this.matrix(path).map((row) => row.map(publicNumber)),
      })),
    };
  }
}
