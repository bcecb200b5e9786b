import createModule from "qkv-wasm";
import { assertCanRun } from "./can-run.js";
import { handleOf } from "./handle.js";
import { QkvError } from "./protocol.js";

/** @typedef {import("./protocol.js").Snapshot} Snapshot */
/** @typedef {import("./protocol.js").Explanation} Explanation */
/** @typedef {import("./protocol.js").Reached} Reached */

/**
 * Unpacks what the bindings return: the engine never throws across the border, this does.
 * @template T
 * @param {import("qkv-wasm").Result<T>} result
 * @returns {T}
 */
function unwrap(result) {
  if (result.error) throw new QkvError(result.error.code, result.error.message);
  return result.value;
}

/** One configuration, computed. Owns engine memory until close(). */
export class Session {
  /** @type {import("qkv-wasm").Session & {delete: () => void} | null} */
  #handle;

  /** @param {import("qkv-wasm").Engine} engine */
  constructor(engine) {
    this.#handle = handleOf(engine, "Session");
  }

  /**
   * Replaces the configuration. When it is refused, the last good one stays.
   * @param {object} config see FORMAT: Configuration
   */
  open(config) {
    unwrap(this.#live().open(configText(config)));
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
    return askOfCell(this.#live().explain, path, row, col);
  }

  /**
   * Where a cell's number goes: the reverse of explain.
   * @param {string} path @param {number} row @param {number} col
   * @returns {Reached[]}
   */
  reach(path, row, col) {
    return askOfCell(this.#live().reach, path, row, col);
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
  /** @type {import("qkv-wasm").Training & {delete: () => void} | null} */
  #handle;
  // What is recorded once and asked for often.
  /** @type {import("./protocol.js").NodeInfo[] | undefined} */
  #nodes;
  /** @type {import("./protocol.js").NodeInfo[] | undefined} */
  #lookNodes;
  /** @type {Record<string, any> | undefined} */
  #config;

  /** @param {import("qkv-wasm").Engine} engine */
  constructor(engine) {
    this.#handle = handleOf(engine, "Training");
  }

  /** @param {object} config see FORMAT: Training configuration */
  open(config) {
    unwrap(this.#live().open(configText(config)));
    this.#forget();
  }

  /** Goes on, bit for bit, from what save() gave. @param {Uint8Array} checkpoint */
  restore(checkpoint) {
    unwrap(this.#live().restore(bytesOf("checkpoint", checkpoint)));
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
    return askOfCell(this.#live().explain, path, row, col);
  }

  /** @param {string} path @param {number} row @param {number} col @returns {Reached[]} */
  reach(path, row, col) {
    return askOfCell(this.#live().reach, path, row, col);
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
    return askOfCell(this.#live().explainLook, path, row, col);
  }

  /** @param {string} path of a look @param {number} row @param {number} col @returns {Reached[]} */
  reachLook(path, row, col) {
    return askOfCell(this.#live().reachLook, path, row, col);
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
    const [r, c] = [wholeNumber("row", row), wholeNumber("col", col)];
    unwrap(this.#live().setParameter(String(path), r, c, Number(value)));
  }

  /** @param {Uint8Array} safetensors */
  setParameters(safetensors) {
    unwrap(this.#live().setParameters(bytesOf("parameters", safetensors)));
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

/**
 * @param {import("qkv-wasm").Session["explain"]} question of the engine
 * @param {string} path @param {number} row @param {number} col
 * @returns {any}
 */
function askOfCell(question, path, row, col) {
  return JSON.parse(unwrap(question(String(path), wholeNumber("row", row), wholeNumber("col", col))));
}

/**
 * What JSON would leave out or turn into null, and so into "not given": say what is wrong instead.
 * @param {string} key @param {unknown} value
 */
function refuseUnwritable(key, value) {
  const name = key || "configuration";
  if (typeof value === "number" && !Number.isFinite(value))
    throw new QkvError("numeric", `${name}: ${value} is not a finite number`);
  if (typeof value === "bigint" || typeof value === "function" || typeof value === "symbol")
    throw new QkvError("config", `${name}: a ${typeof value} cannot be given; use a number or a text`);
  return value;
}

/** A configuration as the engine reads it. @param {unknown} config @returns {string} */
function configText(config) {
  if (typeof config !== "object" || config === null || Array.isArray(config))
    throw new QkvError(
      "config",
      `configuration: must be an object, not ${config === null ? "null" : typeof config}`,
    );
  try {
    return JSON.stringify(config, refuseUnwritable);
  } catch (error) {
    if (error instanceof QkvError) throw error;
    throw new QkvError("config", "configuration: contains itself, so that it cannot be written as JSON");
  }
}

/** Embind would refuse anything else in words of its own. @param {string} name @param {unknown} bytes @returns {Uint8Array} */
function bytesOf(name, bytes) {
  if (bytes instanceof Uint8Array) return bytes;
  throw new QkvError(
    "config",
    `${name}: must be bytes (a Uint8Array), not ${bytes === null ? "null" : typeof bytes}`,
  );
}

/** The loaded engine. */
export class Core {
  #engine;

  /** @param {import("qkv-wasm").Engine} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  /** @param {object} config @returns {Session} */
  open(config) {
    const session = new Session(this.#engine);
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
    const training = new Training(this.#engine);
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
      lab: JSON.parse(unwrap(this.#engine.schema())),
      training: JSON.parse(unwrap(this.#engine.trainingSchema())),
    };
  }
}

/**
 * Loads the engine, here (page, worker) and in Node alike.
 * @param {ArrayBuffer | Uint8Array} wasmBinary the bytes of qkv.wasm
 */
export async function loadCore(wasmBinary) {
  assertCanRun(wasmBinary);
  try {
    return new Core(await createModule({ wasmBinary, locateFile: (/** @type {string} */ name) => name }));
  } catch {
    // There was no room for its memory: nothing else is left that could fail.
    throw new QkvError("engine", "the engine could not be started: there was not enough memory for it");
  }
}
