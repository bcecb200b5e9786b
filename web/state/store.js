/**
 * Whose change it was: somebody's at the page, the host's, or that of a lab of the same group.
 * @typedef {"user" | "host" | "group"} Source
 * @typedef {(state: Record<string, any>, changed: Set<string>, source: Source) => void} Listener
 */

/**
 * The one place where the page's state lives. Views read it and are told when it has changed; only
 * actions write it.
 */
export class Store {
  #state;
  /** @type {Set<Listener>} */
  #listeners = new Set();

  /** @param {Record<string, any>} initial */
  constructor(initial) {
    this.#state = Object.freeze({ ...initial });
  }

  get state() {
    return this.#state;
  }

  /** @param {Record<string, any>} changes @param {Source} [source] */
  set(changes, source = "user") {
    const changed = new Set(Object.keys(changes).filter((key) => changes[key] !== this.#state[key]));
    if (changed.size === 0) return;
    this.#state = Object.freeze({ ...this.#state, ...changes });
    for (const listener of this.#listeners) listener(this.#state, changed, source);
  }

  /** @param {Listener} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
