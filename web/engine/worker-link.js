import { QkvError } from "./protocol.js";

/**
 * Where the engine is, as the build that shipped it knows.
 * @typedef {object} EngineAssets
 * @property {string} key  the same for all that come from the same place: those share an engine
 * @property {() => Promise<Worker>} startWorker
 * @property {() => Promise<{bytes?: ArrayBuffer, url?: string}>} wasm
 */

const wasClosed = () => new QkvError("closed", "the engine was closed");

/**
 * The page's end of one worker: every request is a promise, and a worker that dies is replaced at the next
 * request.
 */
export class WorkerLink {
  #assets;
  #onDeath;
  /** The worker with the engine loaded, or on its way there. @type {Promise<Worker> | null} */
  #loaded = null;
  /** The worker that runs, from the moment it exists: whatever was started can be ended. @type {Worker | null} */
  #running = null;
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
    if (this.#closed) throw wasClosed();
    this.#loaded ??= this.#start();
    return this.#post(await this.#loaded, request, transfer);
  }

  /** Asks for something whose answer nobody waits for; a worker that is not there is not started for it. @param {object} request */
  tell(request) {
    if (this.#loaded) this.ask(request).catch(() => {});
  }

  /** Ends the worker and frees its memory, also when it has not finished starting. */
  close() {
    this.#closed = true;
    this.#end(wasClosed());
  }

  /** @param {Worker} worker @param {object} request @param {Transferable[]} [transfer] @returns {Promise<any>} */
  #post(worker, request, transfer = []) {
    if (worker !== this.#running) throw wasClosed();
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...request }, transfer);
    });
  }

  async #start() {
    /** @type {Worker | null} */
    let worker = null;
    try {
      worker = await this.#run();
      await this.#post(worker, { kind: "load", ...(await this.#assets.wasm()) });
      return worker;
    } catch (error) {
      // Whoever asks next begins anew; a worker that has taken this one's place meanwhile goes on.
      if (worker === this.#running) this.#end(wasClosed());
      throw error;
    }
  }

  async #run() {
    const worker = await this.#assets.startWorker();
    if (this.#closed) {
      worker.terminate();
      throw wasClosed();
    }
    this.#running = worker;
    worker.onmessage = ({ data }) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      const { error } = data;
      if (error) waiting?.reject(new QkvError(error.code, error.message, error.args));
      else waiting?.resolve(data.value);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      // A worker that was never heard of was not let start, or its file is not there: the browser does not tell which.
      const error = event.message
        ? new QkvError("engine", `the engine stopped: ${event.message}`)
        : new QkvError("worker-blocked", "the engine's worker could not be started");
      this.#end(error);
      this.#onDeath?.(error);
    };
    return worker;
  }

  /** @param {QkvError} error */
  #end(error) {
    this.#running?.terminate();
    this.#running = this.#loaded = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
