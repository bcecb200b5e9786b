/** Work that must not overlap: each piece begins when the one before it has ended, whether well or badly. */
export class Queue {
  /** @type {Promise<unknown>} */
  #tail = Promise.resolve();
  /** The newest piece of each kind of which only the newest counts. @type {Map<string, object>} */
  #newest = new Map();

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @param {string} [kind] only the newest of a kind counts: one that has not begun when the next is added is left out
   * @returns {Promise<T | undefined>} undefined for what was left out
   */
  add(work, kind) {
    const mine = {};
    if (kind) this.#newest.set(kind, mine);
    const turn = this.#tail.then(() => (kind && this.#newest.get(kind) !== mine ? undefined : work()));
    this.#tail = turn.catch(() => {});
    // A promise of its own: the queue goes on after a failure, but whoever asked for the work still hears of it.
    return turn.then((value) => value);
  }
}
