import { centre, right, signBefore } from "./boxes.js";

// One open head on a wide screen: its scores and what follows in a row, Kᵀ, what is added, and V above them.

/** @typedef {import("./boxes.js").Board} Board */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Layout} Layout */
/** @typedef {import("./plan.js").Head} Head */
/** @typedef {ReturnType<typeof import("./boxes.js").sizes>} Sizes */

/** A matrix's name, above or below it. */
export const NAME = 20;
/** Between Kᵀ and scores, and between W_O and output: the threads of the columns. */
export const MEET = 24;
/** Room over a head for the threads that pass to V. */
const LANES = 16;

/** @param {Head} head @param {boolean} columns @param {Sizes} size */
export function measureHead(head, columns, size) {
  const [left, above] = columns ? [head.key, head.query] : [head.query, head.key];
  const wide = size.features(left[0].shape[1]);
  const deep = size.features(above[0].shape[1], 5);
  const value = head.value && size.matrix(head.value, columns, 5);
  const sides = [...head.sides.values()].map((side) => size.matrix(side, columns, 5).h);
  const upper = Math.max(deep, value?.h ?? 0, ...sides);
  const lower = Math.max(size.tokens, head.mix[0] ? size.matrix(head.mix[0], columns).h : 0);
  return {
    left,
    above,
    wide,
    deep,
    value,
    upper,
    lower,
    height: LANES + NAME + upper + MEET + lower + NAME + 4,
  };
}

/**
 * @param {Board} board @param {Head} head @param {{x: number, y: number, gap: number}} at
 * @param {ReturnType<typeof measureHead>} part @param {Sizes} size
 * @param {Layout["names"]} names @param {Layout["lanes"]} lanes
 * @returns {number} where it ends
 */
export function putHead(board, head, { x, y, gap }, part, size, names, lanes) {
  const { left, above, wide, deep, value, upper } = part;
  const { columns } = board;
  const base = y + LANES + NAME + upper;
  const row = base + MEET;
  const step = 46 * gap;
  // What turns Q stands between it and the scores; K, which is turned too, over them.
  const before = Math.max(left.length * (wide + 18 * gap), (above.length - 1) * (size.tokens + 18 * gap));
  let at = x + before - left.length * (wide + 18 * gap);
  for (const place of left) {
    board.put(place, { x: at, y: row, w: wide, h: size.tokens }, { turned: false, label: "below" });
    at += wide + 18 * gap;
  }
  for (const [i, place] of above.entries()) {
    const own = { x: at - (above.length - 1 - i) * (size.tokens + 18 * gap), w: size.tokens, h: deep };
    board.put(place, { ...own, y: base - deep }, { turned: true, label: "above" });
  }
  /** @type {Box[]} */
  const spine = [];
  for (const [i, place] of head.spine.entries()) {
    if (i) at += step;
    const box = board.put(place, { x: at, y: row, w: size.tokens, h: size.tokens }, { label: "below" });
    const sign = i > 0 && signBefore(place.name);
    if (sign && sign !== "add") board.sign(sign, at - step / 2, row - 9);
    putSide(board, head, box, base, size);
    spine.push(box);
    at += size.tokens;
  }
  const middles = spine.filter((box, i) => i > 0 && i < spine.length - 1 && !head.sides.has(box.place.id));
  const free = middles[0] ?? spine[spine.length - 1];
  names.push({ head: head.head, x: centre(free), y: base - upper / 2, struck: head.struck });
  if (!value || !head.value) return at;
  const attention = spine[spine.length - 1];
  const box = board.put(head.value, { x: attention.x, y: base - value.h, ...value });
  lanes.set(head.value.id, { x: board.boxes.find((each) => each.place === above[0])?.x ?? x, y: y + 8 });
  if (free === attention) names[names.length - 1].x = attention.x - step / 2;
  at = Math.max(right(attention), right(box)) + 136 * gap;
  for (const [i, place] of head.mix.entries()) {
    if (i) at += step * 0.8;
    const own = size.matrix(place, columns);
    const mixed = board.put(place, { x: at, y: row, ...own }, { label: "below" });
    putSide(board, head, mixed, base, size);
    at += own.w;
  }
  return at;
}

/** What is added stands above the sum. @param {Board} board @param {Head} head @param {Box} box @param {number} base @param {Sizes} size */
function putSide(board, head, box, base, size) {
  const side = head.sides.get(box.place.id);
  if (!side) return;
  const own = size.matrix(side, board.columns, 5);
  board.put(side, { x: box.x, y: base - own.h, ...own });
  board.sign("add", box.x - 12, base + MEET / 2);
}
