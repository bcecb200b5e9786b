import { QkvError } from "./protocol.js";
import { Trace } from "./trace.js";

/** @typedef {import("./protocol.js").Explanation} Explanation */
/** @typedef {import("./protocol.js").Reached} Reached */
/** @typedef {import("./learned.js").Learned} Learned */
/** @typedef {{path: string, row: number, col: number}} Cell */

/** So many trained models are remembered. */
const MOST_LEARNED = 8;

/**
 * One lab's place in the page's engine.
 * @typedef {object} Seat
 * @property {(request: object) => Promise<any>} ask
 * @property {() => void} leave
 */

/** The lesson's engine, as one lab sees it: one configuration is open, others can be computed beside it. */
export class EngineClient {
  #seat;
  /** What models have learned, by their configuration: the same again each time. @type {Map<string, Promise<Learned>>} */
  #learned = new Map();
  /** What the worker has open for this lab. @type {Trace | null} */
  #held = null;
  #closed = false;

  /** @param {Seat} seat */
  constructor(seat) {
    this.#seat = seat;
  }

  /** @param {object} config @returns {Promise<Trace>} */
  async open(config) {
    this.#held = new Trace(await this.#ask({ kind: "open", config }));
    return this.#held;
  }

  /**
   * How a cell came to be, and where it goes.
   * @param {Trace} trace that open() gave; opened again where the worker has another one, or none
   * @param {Cell} cell
   * @returns {Promise<{explanation: Explanation, reach: Reached[]}>}
   */
  async explain(trace, { path, row, col }) {
    if (trace !== this.#held) {
      await this.#ask({ kind: "open", config: trace.config });
      this.#held = trace;
    }
    const [explanation, reach] = await Promise.all([
      this.#ask({ kind: "explain", path, row, col }),
      this.#ask({ kind: "reach", path, row, col }),
    ]);
    return { explanation, reach };
  }

  /**
   * Computes a configuration beside the open one, for an experiment or an exercise.
   * @param {object} config
   * @param {Cell} [cell] to be explained as well
   * @returns {Promise<{trace: Trace, explanation: Explanation | null}>}
   */
  async compute(config, cell) {
    const { snapshot, explanation } = await this.#ask({ kind: "compute", config, cell });
    return { trace: new Trace(snapshot), explanation };
  }

  /**
   * Trains a model to its end.
   * @param {object} config of a training
   * @returns {Promise<Learned>}
   */
  learn(config) {
    const key = JSON.stringify(config);
    const learned = this.#learned.get(key) ?? this.#ask({ kind: "learn", config });
    this.#learned.delete(key);
    this.#learned.set(key, learned);
    learned.catch(() => this.#learned.delete(key));
    for (const old of [...this.#learned.keys()].slice(0, -MOST_LEARNED)) this.#learned.delete(old);
    return learned;
  }

  /** The worker died, and with it what it had open. */
  forget() {
    this.#held = null;
  }

  /** Frees the session; what is still asked for is answered by an error. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#seat.leave();
  }

  /** The worker goes on for others: what it says to a lab that has left is not heard. @param {object} request */
  async #ask(request) {
    const answer = this.#closed ? null : await this.#seat.ask(request);
    if (this.#closed) throw new QkvError("closed", "the engine was closed");
    return answer;
  }
}
