/**
 * The one place where the page's state lives. Views read it and are told when it has changed; only
 * actions write it.
 */
export class Store {
  #state;
  /** @type {Set<(state: Record<string, any>, changed: Set<string>) => void>} */
  #listeners = new Set();

  /** @param {Record<string, any>} initial */
  constructor(initial) {
    this.#state = Object.freeze({ ...initial });
  }

  get state() {
    return this.#state;
  }

  /** @param {Record<string, any>} changes */
  set(changes) {
    const changed = new Set(Object.keys(changes).filter((key) => changes[key] !== this.#state[key]));
    if (changed.size === 0) return;
    this.#state = Object.freeze({ ...this.#state, ...changes });
    for (const listener of this.#listeners) listener(this.#state, changed);
  }

  /** @param {(state: Record<string, any>, changed: Set<string>) => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
