/** A generator of its own, so that a failure can be had again. @param {number} seed */
export function randomly(seed) {
  let state = seed;
  const next = () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = (/** @type {any[]} */ list) => list[Math.floor(next() * list.length)];
  return { next, pick };
}
