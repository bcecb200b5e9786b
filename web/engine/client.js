import { QkvError } from "./protocol.js";
import { Trace } from "./trace.js";

/**
 * Where the engine is, as the build that shipped it knows.
 * @typedef {object} EngineAssets
 * @property {() => Promise<Worker>} startWorker
 * @property {() => Promise<{bytes?: ArrayBuffer, url?: string}>} wasm
 */

/** The page's end of the worker: every call is a promise, a worker that dies is replaced at the next call. */
export class EngineClient {
  #assets;
  /** @type {Promise<Worker> | null} */
  #worker = null;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #lastId = 0;

  /** @param {EngineAssets} assets */
  constructor(assets) {
    this.#assets = assets;
  }

  /** @param {object} config @returns {Promise<Trace>} */
  async open(config) {
    return new Trace(await this.#ask({ kind: "open", config }));
  }

  /**
   * Of the configuration that was opened last.
   * @param {string} path @param {number} row @param {number} col
   * @returns {Promise<import("./protocol.js").Explanation>}
   */
  explain(path, row, col) {
    return this.#ask({ kind: "explain", path, row, col });
  }

  /**
   * Computes a configuration beside the open one, for an experiment or an exercise.
   * @param {object} config
   * @param {{path: string, row: number, col: number}} [cell] to be explained as well
   * @returns {Promise<{trace: Trace, explanation: import("./protocol.js").Explanation | null}>}
   */
  async compute(config, cell) {
    const { snapshot, explanation } = await this.#ask({ kind: "compute", config, cell });
    return { trace: new Trace(snapshot), explanation };
  }

  /** Ends the worker and frees its memory. */
  close() {
    this.#worker?.then((worker) => worker.terminate()).catch(() => {});
    this.#fail(new QkvError("closed", "the engine was closed"));
  }

  /** @param {object} request */
  async #ask(request) {
    this.#worker ??= this.#start();
    return this.#post(await this.#worker, request);
  }

  /** @param {Worker} worker @param {object} request @param {Transferable[]} [transfer] @returns {Promise<any>} */
  #post(worker, request, transfer = []) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...request }, transfer);
    });
  }

  async #start() {
    try {
      const [worker, wasm] = await Promise.all([this.#assets.startWorker(), this.#assets.wasm()]);
      worker.onmessage = ({ data }) => {
        const waiting = this.#waiting.get(data.id);
        this.#waiting.delete(data.id);
        if (data.error) waiting?.reject(new QkvError(data.error.code, data.error.message));
        else waiting?.resolve(data.value);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#fail(
          new QkvError("engine", `the engine stopped: ${event.message || "its worker could not run"}`),
        );
      };
      await this.#post(worker, { kind: "load", ...wasm });
      return worker;
    } catch (error) {
      this.#worker = null;
      throw error;
    }
  }

  /** @param {QkvError} error */
  #fail(error) {
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
