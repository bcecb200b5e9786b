import { Trace } from "./trace.js";

/** @typedef {import("./protocol.js").Snapshot} Snapshot */
/** @typedef {{inputs: string[], outputs: string[], rows: number, batch: number}} Vocabulary */

/** What stands where an example is shorter than the longest. */
export const PADDING = "·";

/**
 * One example of a batch, as a lesson draws it: where a matrix has all examples' rows on top of each other, only this
 * one's are seen. Cells outside can still be read: a weight's gradient is a sum over all examples.
 */
export class ExampleTrace extends Trace {
  #snapshot;
  #vocabulary;
  #rows;

  /** @param {Snapshot} snapshot of a training run @param {Vocabulary} vocabulary @param {number} example */
  constructor(snapshot, vocabulary, example) {
    const whole = new Trace(snapshot);
    const batch = whole.node("tokens").shape[0] / vocabulary.rows;
    /** @type {Map<string, number>} */
    const rows = new Map();
    const nodes = snapshot.nodes.map((node) => {
      if (!node.stacked) return node;
      const count = node.shape[0] / batch;
      rows.set(node.path, count);
      const shape = /** @type {[number, number]} */ ([count, node.shape[1]]);
      return { ...node, shape, offset: node.offset + example * count * node.shape[1] };
    });
    const { model } = snapshot.config;
    super({ config: { ...model, tokens: [] }, nodes, values: snapshot.values });
    this.#snapshot = snapshot;
    this.#vocabulary = vocabulary;
    this.#rows = rows;
    this.batch = batch;
    this.example = example;
    this.config.tokens = this.#tokens();
  }

  /** The same step, another example. @param {number} example */
  at(example) {
    return new ExampleTrace(this.#snapshot, this.#vocabulary, example);
  }

  /** The example that a row belongs to, where it may be another one's. @param {string} path @param {number} row */
  placeOf(path, row) {
    const rows = this.#rows.get(path);
    if (rows === undefined) return { example: this.example, row };
    return { example: this.example + Math.floor(row / rows), row: ((row % rows) + rows) % rows };
  }

  /** The row of the whole matrix. @param {string} path @param {number} row */
  toBatch(path, row) {
    return row + this.example * (this.#rows.get(path) ?? 0);
  }

  /** The inverse of toBatch: rows of other examples lie before 0 or after the end. @param {string} path @param {number} row */
  fromBatch(path, row) {
    return row - this.example * (this.#rows.get(path) ?? 0);
  }

  /** Every weight of a training model may be typed over. @param {string} path */
  isEditable(path) {
    return this.node(path).op === "parameter";
  }

  /**
   * What is asked at each place and what the model answers; `wanted` is null where any answer will do. Several answers
   * at a place follow each other.
   * @returns {{token: string, wanted: string | null, answer: string, share: number, right: boolean}[]}
   */
  answers() {
    const { outputs } = this.#vocabulary;
    const targets = this.flat("targets");
    const weights = this.flat("weights");
    const [rows, classes] = this.node("logits").shape;
    const logs = this.flat("log_probabilities");
    const each = rows / this.config.tokens.length;
    return Array.from({ length: rows }, (_, row) => {
      const line = logs.subarray(row * classes, (row + 1) * classes);
      let best = 0;
      for (let c = 1; c < classes; c++) if (line[c] > line[best]) best = c;
      const counts = weights[row] > 0;
      return {
        token: this.config.tokens[Math.floor(row / each)],
        wanted: counts ? outputs[targets[row]] : null,
        answer: outputs[best],
        share: Math.exp(line[best]),
        right: counts && best === targets[row],
      };
    });
  }

  #tokens() {
    const ids = this.flat("tokens");
    const weights = this.flat("weights");
    const each = weights.length / ids.length;
    let end = weights.length;
    while (end > 0 && weights[end - 1] === 0) end--;
    const real = Math.ceil(end / each);
    return Array.from(ids, (id, place) => (place < real ? this.#vocabulary.inputs[id] : PADDING));
  }
}
