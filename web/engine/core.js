import createModule from "qkv-wasm";
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
    for (const [name, value] of [
      ["row", row],
      ["col", col],
    ])
      if (!Number.isSafeInteger(value))
        throw new QkvError("range", `${name}: must be a whole number, not ${value}`);
    return JSON.parse(unwrap(this.#live().explain(String(path), row, col)));
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
    const session = new Session(new this.#module.Session());
    try {
      session.open(config);
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  /** Every declared field with its kind, default and range. */
  schema() {
    return JSON.parse(unwrap(this.#module.schema()));
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
