// What crosses between the page and its worker, and between the engine and everyone. Documentation and types only.

/**
 * A mistake of the caller. `code` is one of the engine's (shape, range, config, path, numeric, unsupported)
 * or of the border (engine: it could not be loaded; closed: the session is gone; internal: our bug), or one of TROUBLES.
 */
export class QkvError extends Error {
  /** @param {string} code @param {string} message @param {Record<string, string>} [args] what a message in words has to know */
  constructor(code, message, args = {}) {
    super(message);
    this.name = "QkvError";
    this.code = code;
    this.args = args;
  }
}

/**
 * Why a page cannot compute, each with words of its own under problem-<code>.
 *   no-webassembly   the browser has none, or it was switched off
 *   old-browser      it has one that lacks 128-bit SIMD or exceptions
 *   wasm-blocked     the page's policy lacks 'wasm-unsafe-eval'
 *   worker-blocked   the browser or the page's policy let no worker start
 *   trusted-types    the page's policy trusts no script address of ours
 *   missing          a file is not where it was looked for
 *   unreachable      no network, or another origin that does not let its files be read
 */
export const TROUBLES = [
  ...["no-webassembly", "old-browser", "wasm-blocked", "worker-blocked", "trusted-types"],
  ...["missing", "unreachable"],
];

/**
 * One named matrix, without its values.
 * @typedef {object} NodeInfo
 * @property {string} path         "block0.attention.head1.scores"
 * @property {string} op           the rule that makes it: "product", "softmax", …
 * @property {[number, number]} shape
 * @property {string[]} inputs     paths
 * @property {string | null} gradient_of  the node whose gradient this is
 * @property {string | null} gradient     the node that is this one's gradient
 * @property {number} offset       where its values start, row-major
 * @property {boolean} stacked     whether its rows are the examples of the batch, one after the other
 * @property {string} rule         how it is made, in names: "{0} · {1}ᵀ" for its inputs' names; "" for a leaf
 * @property {string} cell         the indices of its cell, "ij", where the rule is one of cells; otherwise ""
 * @property {Record<string, number>} constants  what the rule calls by name: {"d_k": 4}
 */

/**
 * What one run of the tape left: plain data that can be posted.
 * @typedef {object} Snapshot
 * @property {Record<string, any>} config  complete, with defaults
 * @property {NodeInfo[]} nodes            in the order of computation
 * @property {Float32Array} values
 */

/**
 * How a cell came to be.
 * @typedef {{op: "cell", node: string, row: number, col: number, value: number | string}
 *   | {op: "number", value: number | string}
 *   | {op: string, args: Explanation[]}} Explanation
 */

/**
 * One reader of a cell: its cells that were made from it.
 * @typedef {{path: string, cells: [number, number][]}} Reached
 */

/**
 * Page → worker. Each request has an id and gets exactly one answer. `session` is the number of a lab: all labs of a
 * page share one worker.
 *   load     the engine's bytes, or where to fetch them
 *   open     a configuration, in place of the session's last one; answers with a Snapshot
 *   explain  one cell; answers with an Explanation
 *   reach    one cell; answers with Reached[]: where its number goes
 *   compute  another configuration beside the open one, once; answers with a Snapshot and, if `cell` was
 *            given, its Explanation
 *   learn    a training to its end; answers with what a lesson takes from it (learned.js)
 *   training a call of the training run: see training-host.js
 *   close    frees the session
 * @typedef {{id: number, kind: "load", bytes?: ArrayBuffer, url?: string}
 *   | {id: number, kind: "open", session: number, config: object}
 *   | {id: number, kind: "explain", session: number, path: string, row: number, col: number}
 *   | {id: number, kind: "reach", session: number, path: string, row: number, col: number}
 *   | {id: number, kind: "compute", config: object, cell?: {path: string, row: number, col: number}}
 *   | {id: number, kind: "learn", config: Record<string, any>}
 *   | {id: number, kind: "training", call: TrainingCall, args?: object}
 *   | {id: number, kind: "close", session: number}} Request
 */

/**
 * @typedef {"open" | "run" | "pause" | "keepEvery" | "report" | "view" | "leaveView" | "snapshot" | "explain" | "reach"
 *   | "setParameter" | "setParameters" | "parameters" | "save" | "test"} TrainingCall
 */

/**
 * What a training run has to tell since it was last asked.
 * @typedef {object} TrainingReport
 * @property {"running" | "accuracy" | "steps" | "diverged"} status  of the engine: "running" where it could go on
 * @property {number} steps
 * @property {number | null} loss
 * @property {number | null} accuracy  on held-out examples, when it was last measured
 * @property {{step: number, accuracy: number}[]} evaluations
 * @property {{step: number, node: string} | null} diverged
 * @property {number} from             the step before the first of `losses`
 * @property {Float32Array} losses
 * @property {{step: number, checkpoint: Uint8Array}[]} saved  moments to go back to
 * @property {number | null} stepsPerSecond
 * @property {Float32Array | undefined} look  the values of the held-out examples' tape
 * @property {(import("./measures.js").AttentionMeasures & {step: number})[]} measures  while it trains not in every
 *   report
 */

/**
 * Worker → page.
 * @typedef {{id: number, value: any} | {id: number, error: {code: string, message: string, args: Record<string, string>}}} Answer
 */
