import { EngineClient } from "./client.js";
import { WorkerLink } from "./worker-link.js";

/** @typedef {import("./worker-link.js").EngineAssets} EngineAssets */

/** One engine for each place that engines come from: nearly always one. @type {Map<string, PageEngine>} */
const engines = new Map();

/**
 * The engine that the labs of a page share: one worker, started by the first request and ended with the last lab. Each
 * lab has a session of its own in it, by number.
 */
export class PageEngine {
  #assets;
  /** @type {WorkerLink | null} */
  #link = null;
  #lastNumber = 0;
  /** Those who have a session, with what each has to forget when the worker died. @type {Map<number, () => void>} */
  #members = new Map();

  /** @param {EngineAssets} assets */
  constructor(assets) {
    this.#assets = assets;
  }

  /** The engine of these assets. @param {EngineAssets} assets */
  static of(assets) {
    const known = engines.get(assets.key);
    if (known) return known;
    const engine = new PageEngine(assets);
    engines.set(assets.key, engine);
    return engine;
  }

  /** A session for one lab; its close() frees it. */
  join() {
    const number = ++this.#lastNumber;
    const client = new EngineClient({
      ask: (request) => this.#ask({ ...request, session: number }),
      leave: () => this.#leave(number),
    });
    this.#members.set(number, () => client.forget());
    return client;
  }

  /** @param {object} request */
  #ask(request) {
    this.#link ??= new WorkerLink(this.#assets, () => {
      for (const forget of this.#members.values()) forget();
    });
    return this.#link.ask(request);
  }

  /** @param {number} number */
  #leave(number) {
    if (!this.#members.delete(number) || !this.#link) return;
    if (this.#members.size > 0) {
      // A worker that has died meanwhile has freed it already.
      this.#link.tell({ kind: "close", session: number });
      return;
    }
    this.#link.close();
    this.#link = null;
  }
}
