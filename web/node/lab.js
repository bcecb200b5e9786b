// The engine under Node: a computed configuration, a training run.
import { readFile } from "node:fs/promises";
import { loadCore } from "../engine/core.js";
import { Trace } from "../engine/trace.js";

/** @typedef {import("../engine/protocol.js").Explanation} Explanation */

/** @type {Promise<import("../engine/core.js").Core> | undefined} */
let core;

/** The engine, loaded once. `qkv.wasm` lies beside this file in dist/. */
function engine() {
  core ??= readFile(new URL("./qkv.wasm", import.meta.url)).then(loadCore);
  return core;
}

/** Every field of the configuration that is a plain value: its kind, default and range. */
export async function schema() {
  return (await engine()).schema();
}

/**
 * Computes a configuration.
 * @param {object} config see docs/format.md; throws QkvError naming the field that is wrong
 * @returns {Promise<Lab>}
 */
export async function createLab(config) {
  return new Lab((await engine()).open(config));
}

/**
 * Starts a training run. Call close() when done.
 * @param {object} config see docs/format.md; throws QkvError naming the field that is wrong
 */
export async function createTraining(config) {
  return (await engine()).train(config);
}

/**
 * Goes on, bit for bit, from what Training.save() gave.
 * @param {Uint8Array} checkpoint throws QkvError for a file that is not one
 */
export async function restoreTraining(checkpoint) {
  return (await engine()).restore(checkpoint);
}

/** A computed configuration. Call close() when done: it owns memory of the engine. */
export class Lab {
  #session;
  #trace;

  /** @param {import("../engine/core.js").Session} session */
  constructor(session) {
    this.#session = session;
    this.#trace = new Trace(session.snapshot());
  }

  /** All nodes and their values, immutable. */
  get trace() {
    return this.#trace;
  }

  /** Computes another configuration in place. @param {object} config */
  open(config) {
    this.#session.open(config);
    this.#trace = new Trace(this.#session.snapshot());
  }

  /** @param {string} path @param {number} row @param {number} col @returns {Explanation} */
  explain(path, row, col) {
    return this.#session.explain(path, row, col);
  }

  /**
   * Where a cell's number goes: the readers of its node, and their cells whose explanation names it.
   * @param {string} path @param {number} row @param {number} col
   * @returns {import("../engine/protocol.js").Reached[]}
   */
  reach(path, row, col) {
    return this.#session.reach(path, row, col);
  }

  close() {
    this.#session.close();
  }
}
