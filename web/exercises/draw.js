// Numbers of an exercise from its seed: small, whole and never zero, so that they can be computed by hand.

/** @param {string} text */
function hash(text) {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
  return value >>> 0;
}

/** @typedef {ReturnType<typeof createDraw>} Draw */

/**
 * A generator of its own for each exercise: the same seed and exercise give the same numbers everywhere.
 * @param {number} seed @param {string} id
 */
export function createDraw(seed, id) {
  let state = hash(`${id} ${seed}`);
  /** mulberry32 */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  /** @param {number} count */
  const below = (count) => next() % count;
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => list[below(list.length)];
  /** @template T @param {readonly T[]} list @returns {T[]} */
  const shuffled = (list) => {
    const left = [...list];
    return list.map(() => left.splice(below(left.length), 1)[0]);
  };
  /** From −most to most, not 0. @param {number} most */
  const whole = (most) => (below(2) ? 1 : -1) * (1 + below(most));
  return {
    below,
    pick,
    shuffled,
    whole,
    /** @param {number} rows @param {number} cols @param {number} [most] */
    matrix: (rows, cols, most = 3) =>
      Array.from({ length: rows }, () => Array.from({ length: cols }, () => whole(most))),
  };
}

/** @param {number} size */
export const identity = (size) =>
  Array.from({ length: size }, (_, r) => Array.from({ length: size }, (_, c) => (r === c ? 1 : 0)));

/** A copy with one number changed. @param {number[][]} matrix @param {number} row @param {number} col @param {number} value */
export const withCell = (matrix, row, col, value) =>
  matrix.map((line, r) => line.map((old, c) => (r === row && c === col ? value : old)));
