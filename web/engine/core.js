import createModule from "qkv-wasm";
import { handleOf } from "./handle.js";
import { QkvError } from "./protocol.js";

/** @typedef {import("./protocol.js").Snapshot} Snapshot */
/** @typedef {import("./protocol.js").Explanation} Explanation */

/**
 * Unpacks what the bindings return: the engine never throws across the border, this does.
 * @param {{value?: any, error?: {code: string, message: string}}} result
 */
function unwrap(result) {
  if (result.error) throw new QkvError(result.error.code, result.error.message);
  return result.value;
}

/** One configuration, computed. Owns engine memory until close(). */
export class Session {
  #handle;

  /** @param {any} handle the bound C++ object */
  constructor(handle) {
    this.#handle = handle;
  }

  /**
   * Replaces the configuration. When it is refused, the last good one stays.
   * @param {object} config see FORMAT: Configuration
   */
  open(config) {
    unwrap(this.#live().open(JSON.stringify(config, refuseNonFinite)));
  }

  /** @returns {Snapshot} */
  snapshot() {
    const handle = this.#live();
    const config = JSON.parse(unwrap(handle.config()));
    const nodes = JSON.parse(unwrap(handle.structure()));
    // A view dies when memory grows: copy it at once.
    const values = unwrap(handle.values()).slice();
    return { config, nodes, values };
  }

  /**
   * @param {string} path @param {number} row @param {number} col counting from 0
   * @returns {Explanation}
   */
  explain(path, row, col) {
    return explainCell(this.#live(), path, row, col);
  }

  close() {
    this.#handle?.delete();
    this.#handle = null;
  }

  #live() {
    if (!this.#handle) throw new QkvError("closed", "session: it has been closed; open a new one");
    return this.#handle;
  }
}

/**
 * What a run is at.
 * @typedef {object} TrainingState
 * @property {"running" | "accuracy" | "steps" | "diverged"} status
 * @property {number} steps
 * @property {number | null} loss
 * @property {number | null} accuracy
 * @property {{step: number, accuracy: number}[]} evaluations
 * @property {{step: number, node: string} | null} diverged where it first went wrong
 */

/** A training run. Owns engine memory until close(). */
export class Training {
  #handle;
  // What is recorded once and asked for often.
  /** @type {import("./protocol.js").NodeInfo[] | undefined} */
  #nodes;
  /** @type {import("./protocol.js").NodeInfo[] | undefined} */
  #lookNodes;
  /** @type {Record<string, any> | undefined} */
  #config;

  /** @param {any} handle the bound C++ object */
  constructor(handle) {
    this.#handle = handle;
  }

  /** @param {object} config see FORMAT: Training configuration */
  open(config) {
    unwrap(this.#live().open(JSON.stringify(config, refuseNonFinite)));
    this.#forget();
  }

  /** Goes on, bit for bit, from what save() gave. @param {Uint8Array} checkpoint */
  restore(checkpoint) {
    unwrap(this.#live().restore(checkpoint));
    this.#forget();
  }

  /**
   * Takes up to `count` steps, fewer when the run ends.
   * @param {number} count
   * @returns {{step: number, loss: number, accuracy?: number}[]}
   */
  step(count) {
    return JSON.parse(unwrap(this.#live().step(wholeNumber("count", count))));
  }

  /** @returns {TrainingState} */
  get state() {
    return JSON.parse(unwrap(this.#live().state()));
  }

  /** Complete, with defaults. @returns {Record<string, any>} */
  get config() {
    this.#config ??= JSON.parse(unwrap(this.#live().config()));
    return this.#config ?? {};
  }

  /** What stands for tokens and classes. @returns {{inputs: string[], outputs: string[], rows: number, batch: number}} */
  get vocabulary() {
    return JSON.parse(unwrap(this.#live().vocabulary()));
  }

  /** The loss of every step so far. @returns {Float32Array} */
  get losses() {
    return unwrap(this.#live().losses()).slice();
  }

  /** The tape as it stands after the last step. @returns {Snapshot} */
  snapshot() {
    const handle = this.#live();
    this.#nodes ??= JSON.parse(unwrap(handle.structure()));
    const values = unwrap(handle.values()).slice();
    return { config: this.config, nodes: this.#nodes ?? [], values };
  }

  /** @param {string} path @param {number} row @param {number} col @returns {Explanation} */
  explain(path, row, col) {
    return explainCell(this.#live(), path, row, col);
  }

  /** A few held-out examples, always the same ones, run with the weights as they are now. @returns {Snapshot} */
  look() {
    const handle = this.#live();
    this.#lookNodes ??= JSON.parse(unwrap(handle.lookStructure()));
    const values = unwrap(handle.look()).slice();
    return { config: this.config, nodes: this.#lookNodes ?? [], values };
  }

  /** @param {string} path of a look @param {number} row @param {number} col @returns {Explanation} */
  explainLook(path, row, col) {
    const handle = this.#live();
    return JSON.parse(
      unwrap(handle.explainLook(String(path), wholeNumber("row", row), wholeNumber("col", col))),
    );
  }

  /** Accuracy on held-out examples of another length. @param {number} length @returns {number} */
  test(length) {
    return unwrap(this.#live().test(wholeNumber("length", length)));
  }

  /** Accuracy at the configured test lengths; a text says why where a length cannot be tested. @returns {Record<string, number | string>} */
  testLengths() {
    return JSON.parse(unwrap(this.#live().testLengths()));
  }

  /** All that the run goes on from. @returns {Uint8Array} */
  save() {
    return unwrap(this.#live().save()).slice();
  }

  /** The parameters as safetensors. @returns {Uint8Array} */
  parameters() {
    return unwrap(this.#live().parameters()).slice();
  }

  /** Types a number over one weight. @param {string} path @param {number} row @param {number} col @param {number} value */
  setParameter(path, row, col, value) {
    const cell = [wholeNumber("row", row), wholeNumber("col", col)];
    unwrap(this.#live().setParameter(String(path), ...cell, Number(value)));
  }

  /** @param {Uint8Array} safetensors */
  setParameters(safetensors) {
    unwrap(this.#live().setParameters(safetensors));
  }

  close() {
    this.#handle?.delete();
    this.#handle = null;
  }

  #forget() {
    this.#nodes = this.#lookNodes = this.#config = undefined;
  }

  #live() {
    if (!this.#handle) throw new QkvError("closed", "training: it has been closed; open a new one");
    return this.#handle;
  }
}

/** Embind would quietly turn 1.5 into 1 and NaN into 0. @param {string} name @param {unknown} value */
function wholeNumber(name, value) {
  if (!Number.isSafeInteger(value))
    throw new QkvError("range", `${name}: must be a whole number, not ${value}`);
  return /** @type {number} */ (value);
}

/** @param {any} handle @param {string} path @param {number} row @param {number} col @returns {Explanation} */
function explainCell(handle, path, row, col) {
  return JSON.parse(unwrap(handle.explain(String(path), wholeNumber("row", row), wholeNumber("col", col))));
}

/**
 * JSON would turn NaN into null and so into "not given": say what is wrong instead.
 * @param {string} key @param {unknown} value
 */
function refuseNonFinite(key, value) {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new QkvError("numeric", `${key || "configuration"}: ${value} is not a finite number`);
  return value;
}

/** The loaded engine. */
export class Core {
  #module;

  /** @param {any} module */
  constructor(module) {
    this.#module = module;
  }

  /** @param {object} config @returns {Session} */
  open(config) {
    const session = new Session(handleOf(this.#module, "Session"));
    try {
      session.open(config);
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  /** @param {object} config a training configuration @returns {Training} */
  train(config) {
    return this.#training((training) => training.open(config));
  }

  /** @param {Uint8Array} checkpoint what Training.save() gave @returns {Training} */
  restore(checkpoint) {
    return this.#training((training) => training.restore(checkpoint));
  }

  /** @param {(training: Training) => void} open */
  #training(open) {
    const training = new Training(handleOf(this.#module, "Training"));
    try {
      open(training);
    } catch (error) {
      training.close();
      throw error;
    }
    return training;
  }

  /** Every declared field of both configurations with its kind, default and range. */
  schema() {
    return {
      lab: JSON.parse(unwrap(this.#module.schema())),
      training: JSON.parse(unwrap(this.#module.trainingSchema())),
    };
  }
}

/**
 * Loads the engine, here (page, worker) and in Node alike.
 * @param {ArrayBuffer | Uint8Array} wasmBinary the bytes of qkv.wasm
 */
export async function loadCore(wasmBinary) {
  try {
    return new Core(await createModule({ wasmBinary, locateFile: (/** @type {string} */ name) => name }));
  } catch (error) {
    throw new QkvError(
      "engine",
      `the engine could not be started: ${error instanceof Error ? error.message : error}`,
    );
  }
}
