import { QkvError } from "./protocol.js";

/**
 * Where the engine is, as the build that shipped it knows.
 * @typedef {object} EngineAssets
 * @property {() => Promise<Worker>} startWorker
 * @property {() => Promise<{bytes?: ArrayBuffer, url?: string}>} wasm
 */

/**
 * The page's end of one worker: every request is a promise, and a worker that dies is replaced at the next
 * request.
 */
export class WorkerLink {
  #assets;
  #onDeath;
  /** @type {Promise<Worker> | null} */
  #worker = null;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #lastId = 0;
  #closed = false;

  /** @param {EngineAssets} assets @param {(error: QkvError) => void} [onDeath] told when the worker died */
  constructor(assets, onDeath) {
    this.#assets = assets;
    this.#onDeath = onDeath;
  }

  /** @param {object} request see protocol.js @param {Transferable[]} [transfer] @returns {Promise<any>} */
  async ask(request, transfer) {
    if (this.#closed) throw new QkvError("closed", "the engine was closed");
    this.#worker ??= this.#start();
    return this.#post(await this.#worker, request, transfer);
  }

  /** Ends the worker and frees its memory. */
  close() {
    this.#closed = true;
    this.#end(new QkvError("closed", "the engine was closed"));
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
        const error = new QkvError(
          "engine",
          `the engine stopped: ${event.message || "its worker could not run"}`,
        );
        this.#end(error);
        this.#onDeath?.(error);
      };
      await this.#post(worker, { kind: "load", ...wasm });
      return worker;
    } catch (error) {
      this.#worker = null;
      throw error;
    }
  }

  /** @param {QkvError} error */
  #end(error) {
    this.#worker?.then((worker) => worker.terminate()).catch(() => {});
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
