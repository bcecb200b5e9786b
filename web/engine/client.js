import { Trace } from "./trace.js";
import { WorkerLink } from "./worker-link.js";

/** The lesson's engine: one configuration is open, others can be computed beside it. */
export class EngineClient {
  #link;

  /** @param {import("./worker-link.js").EngineAssets} assets */
  constructor(assets) {
    this.#link = new WorkerLink(assets);
  }

  /** @param {object} config @returns {Promise<Trace>} */
  async open(config) {
    return new Trace(await this.#link.ask({ kind: "open", config }));
  }

  /**
   * Of the configuration that was opened last.
   * @param {string} path @param {number} row @param {number} col
   * @returns {Promise<import("./protocol.js").Explanation>}
   */
  explain(path, row, col) {
    return this.#link.ask({ kind: "explain", path, row, col });
  }

  /**
   * Computes a configuration beside the open one, for an experiment or an exercise.
   * @param {object} config
   * @param {{path: string, row: number, col: number}} [cell] to be explained as well
   * @returns {Promise<{trace: Trace, explanation: import("./protocol.js").Explanation | null}>}
   */
  async compute(config, cell) {
    const { snapshot, explanation } = await this.#link.ask({ kind: "compute", config, cell });
    return { trace: new Trace(snapshot), explanation };
  }

  /** Ends the worker and frees its memory. */
  close() {
    this.#link.close();
  }
}
