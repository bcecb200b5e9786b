/** @typedef {{step: number, checkpoint: Uint8Array}} Moment */

/** The memory that the moments of one run may take, in bytes. */
export const BUDGET = 32 * 2 ** 20;
/** More moments than this nobody can tell apart on a slider. */
const MOST_MOMENTS = 240;

/**
 * The moments of a run that can be gone back to. When they become too many or too large, every second one goes, the
 * first and the newest never: the distance between two of them doubles.
 */
export class Timeline {
  /** In bytes. */
  budget;
  /** @type {Moment[]} by step */
  #moments = [];
  /** Steps between two moments that are kept from now on. */
  stride = 1;
  bytes = 0;

  constructor(budget = BUDGET) {
    this.budget = budget;
  }

  /** The steps that can be gone back to, in order. */
  get steps() {
    return this.#moments.map(({ step }) => step);
  }

  get count() {
    return this.#moments.length;
  }

  /** @returns {Moment | null} */
  get newest() {
    return this.#moments.at(-1) ?? null;
  }

  /** A moment at the same step is replaced. @param {Moment} moment */
  add(moment) {
    this.cut(moment.step - 1);
    this.#moments.push(moment);
    this.bytes += moment.checkpoint.byteLength;
    while (this.#moments.length > 2 && (this.bytes > this.budget || this.#moments.length > MOST_MOMENTS))
      this.#thin();
  }

  /** The same moments; their memory is shared. */
  copy() {
    const copy = new Timeline(this.budget);
    copy.#moments = [...this.#moments];
    copy.stride = this.stride;
    copy.bytes = this.bytes;
    return copy;
  }

  /** Forgets what came after a step. @param {number} step */
  cut(step) {
    this.#keep((moment) => moment.step <= step);
  }

  /** The moment nearest to a step. @param {number} step @returns {Moment | null} */
  nearest(step) {
    /** @type {Moment | null} */
    let best = null;
    for (const moment of this.#moments)
      if (!best || Math.abs(moment.step - step) < Math.abs(best.step - step)) best = moment;
    return best;
  }

  #thin() {
    this.stride *= 2;
    const [first] = this.#moments;
    const last = this.newest;
    const before = this.#moments.length;
    this.#keep((moment) => moment === first || moment === last || moment.step % this.stride === 0);
    // Where no step is a multiple, as after a restart at an odd one, every second goes by its place.
    if (this.#moments.length === before)
      this.#keep((moment, i) => moment === first || moment === last || i % 2 === 0);
    if (this.#moments.length === before) this.#moments.splice(1, 1);
    this.bytes = this.#moments.reduce((sum, { checkpoint }) => sum + checkpoint.byteLength, 0);
  }

  /** @param {(moment: Moment, index: number) => boolean} wanted */
  #keep(wanted) {
    this.#moments = this.#moments.filter(wanted);
    this.bytes = this.#moments.reduce((sum, { checkpoint }) => sum + checkpoint.byteLength, 0);
  }
}
