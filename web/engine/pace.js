/**
 * How fast steps are taken while somebody watches: so many a second, and twice as many every `doubling` seconds, if
 * there is any.
 * @typedef {{perSecond: number, doubling?: number}} Pace
 */

/** Slow enough at first to see each step, and soon through. @type {Pace} */
export const RISING = { perSecond: 4, doubling: 2.5 };

/** How many steps are taken after so many milliseconds. @param {Pace} pace @param {number} ms */
export function stepsBy({ perSecond, doubling }, ms) {
  const seconds = ms / 1000;
  if (!doubling) return Math.floor(perSecond * seconds);
  return Math.floor((perSecond * doubling * (2 ** (seconds / doubling) - 1)) / Math.LN2);
}

/** What is chosen as a speed: "rising", steps a second, or "full". @param {string} chosen @returns {Pace | null} null: as fast as it can */
export function paceOf(chosen) {
  if (chosen === "full") return null;
  return chosen === "rising" ? RISING : { perSecond: Number(chosen) };
}
