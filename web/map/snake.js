import { Board, bottom, centre, middle, right, signBefore, sizes } from "./boxes.js";
import { outputFactors, wordsBeside } from "./wide.js";

// The map on a narrow screen: the way forward winds down the page, one head at a time.

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Layout} Layout */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./plan.js").Place} Place */
/** @typedef {import("./plan.js").Head} Head */

const NAME = 22;
const MEET = 26;
const MARGIN = 14;
/** Between two rows of matrices: the threads that wind from one to the next, and a name. */
const TURN = 74;
const TAB = 34;
const LARGEST = 17;
const SMALLEST = 7;

/** @param {Plan} plan @param {number[]} open @param {{width: number, columns: boolean}} frame @returns {Layout} */
export function layoutSnake(plan, open, { width, columns }) {
  const n = Math.max(1, plan.tokens.length);
  const head = plan.heads[open[0]];
  const room = width - 2 * MARGIN;
  let cell = LARGEST;
  const sourceCount = plan.sources.length + (plan.input ? 1 : 0);
  // Where tokens are columns, the sources' width is theirs.
  const most = columns ? (room - 26 * (sourceCount - 1)) / (sourceCount * n) : Number.POSITIVE_INFINITY;
  const least = n > 12 ? Math.min(3.4, room / (2.6 * n)) : 0;
  const pitchOf = () => Math.min(most, Math.max(Math.min(cell, 104 / n), least));
  while (cell > SMALLEST && !fits(cell)) cell -= 0.5;
  /** Whether the sources stand beside each other, and the head's matrices too. @param {number} size */
  function fits(size) {
    cell = size;
    const scale = sizes({ n, cell, pitch: pitchOf() });
    const sources = plan.sources.reduce((sum, place) => sum + scale.matrix(place, columns).w, 0);
    const input = plan.input ? scale.matrix(plan.input, columns).w : 0;
    if ((columns ? 0 : 40) + sources + input + 26 * (sourceCount - 1) > room) return false;
    return !head || headWidth(head, columns, scale) <= room;
  }
  const size = sizes({ n, cell, pitch: pitchOf() });
  const board = new Board(columns);
  /** @type {Layout["names"]} */
  const names = [];
  /** @type {Layout["lanes"]} */
  const lanes = new Map();
  /** @type {Layout["tabs"]} */
  let tabs = [];

  // X + P = input.
  let x = MARGIN + (columns ? 0 : 40);
  let y = NAME;
  for (const [i, place] of plan.sources.entries()) {
    const box = board.put(place, { x, y, ...size.matrix(place, columns) });
    if (i) board.sign("add", x - 13, middle(box));
    x = right(box) + 26;
  }
  if (plan.input) {
    const box = board.put(plan.input, { x, y, ...size.matrix(plan.input, columns) });
    board.sign("equals", x - 13, middle(box));
  }
  const first = board.boxes[0];
  y = board.extent().height + (columns ? 34 : 0);

  // Weights: Q, K and V in the order in which their products are needed from left to right.
  const weights = [...plan.weights].sort((a, b) => order(a.name) - order(b.name));
  if (weights.length) {
    y += TURN - 8;
    const each = room / Math.min(3, weights.length);
    let lowest = y;
    for (const [i, place] of weights.entries()) {
      if (i && i % 3 === 0) y = lowest + NAME + 22;
      const own = size.weight(place, columns, 90);
      // What else the heads read has a longer name: it stands above.
      const label = i < 3 ? "beside" : "above";
      const w = Math.min(own.w * 1.2, each - 60);
      const h = own.h * 1.2;
      const box = board.put(place, { x: MARGIN + (i % 3) * each + 34, y, w, h }, { label });
      const knot = plan.knots.get(place.id);
      if (knot) board.put(knot, { x: right(box) + 5, y: y + h - 14, w: 16, h: 14 }, { label: "none" });
      lowest = Math.max(lowest, bottom(box));
    }
    y = lowest;
  }

  if (head) {
    const many = plan.heads.length > 1;
    if (many) {
      y += 40;
      tabs = headTabs(board, plan, open, { room, y });
      y = tabs[tabs.length - 1].y + TAB;
    }
    y = putHead(board, head, y + (many ? 18 : 46), { room, size, columns, lanes });
  }

  // concat → output with W_O above it.
  if (plan.output) {
    const factors = outputFactors(plan, columns, size);
    const out = size.matrix(plan.output, columns);
    const squeeze = Math.min(1, (room - out.w - 56) / factors.left.w);
    y += 56 + NAME;
    const outY = y + Math.max(factors.above.h + MEET, 0);
    const outX = MARGIN + room - out.w - 8;
    const left = { ...factors.left, w: factors.left.w * squeeze };
    board.put(factors.leftPlace, { x: MARGIN + 8, y: outY, ...left }, { turned: columns });
    board.put(factors.abovePlace, { x: outX, y, ...factors.above }, { turned: columns });
    const box = board.put(plan.output, { x: outX, y: outY, ...out }, { label: "below" });
    y = Math.max(bottom(box), outY + left.h) + NAME + 34;
    for (const place of [plan.rest, plan.target]) {
      if (!place) continue;
      const own = board.put(place, { x: outX, y, ...size.matrix(place, columns) });
      if (place === plan.target) board.sign("minus", outX - 14, middle(own));
      if (plan.loss && place === (plan.target ?? plan.rest))
        board.put(plan.loss, { x: MARGIN + 8, y: middle(own) - 20, w: 120, h: 40 }, { label: "below" });
      y = bottom(own) + NAME + 12;
    }
  } else if (plan.rest) board.put(plan.rest, { x: MARGIN + 40, y: y + 60, ...size.matrix(plan.rest, false) });

  return {
    kind: "snake",
    width,
    height: board.extent().height + 12,
    columns,
    open,
    boxes: board.boxes,
    byId: board.byId,
    names,
    lanes,
    tabs,
    signs: board.signs,
    words: wordsBeside(first, plan.tokens.length),
  };
}

/** @param {string} name */
const order = (name) => (["W_Q", "W_K", "W_V"].indexOf(name) + 4) % 4;

/** Of Q and the matrices of the spine side by side; of many tokens two are enough. @param {Head} head @param {boolean} columns @param {ReturnType<typeof sizes>} size */
function headWidth(head, columns, size) {
  const left = columns ? head.key : head.query;
  const wide = size.features(left[0].shape[1], 5);
  const across = size.tokens > 90 ? 2 : Math.min(head.spine.length, 4);
  return left.length * (wide + 14) + across * size.tokens + (across - 1) * 22;
}

/**
 * @param {Board} board @param {Plan} plan @param {number[]} open @param {{room: number, y: number}} at
 * @returns {Layout["tabs"]}
 */
function headTabs(board, plan, open, { room, y }) {
  const across = Math.min(plan.heads.length, 8);
  const pitch = Math.min(92, room / across);
  return plan.heads.map(({ head, closed }) => {
    const tab = {
      head,
      x: MARGIN + (head % across) * pitch,
      y: y + Math.floor(head / across) * (TAB + 10),
      w: pitch - 8,
      h: TAB,
      open: open.includes(head),
    };
    // The card shows the head's attention; the tab around it says which head it is.
    if (!tab.open) board.put(closed, { x: tab.x, y: tab.y, w: tab.w, h: TAB }, { label: "none" });
    return tab;
  });
}

/**
 * @param {Board} board @param {Head} head @param {number} y
 * @param {{room: number, size: ReturnType<typeof sizes>, columns: boolean, lanes: Layout["lanes"]}} with_
 * @returns {number} where it ends
 */
function putHead(board, head, y, { room, size, columns, lanes }) {
  const [left, above] = columns ? [head.key, head.query] : [head.query, head.key];
  const wide = size.features(left[0].shape[1], 5);
  const deep = size.features(above[0].shape[1], 5);
  const end = MARGIN + room - 6;
  const start = MARGIN + 8 + left.length * (wide + 14);

  // Above the scores stands Kᵀ; what K was before it was turned, beside it.
  const sideHeight = Math.max(0, ...[...head.sides.values()].map((side) => size.matrix(side, columns, 5).h));
  const base = y + NAME + Math.max(deep, sideHeight);
  let row = base + MEET;
  for (const [i, place] of left.entries())
    board.put(
      place,
      { x: MARGIN + 8 + i * (wide + 14), y: row, w: wide, h: size.tokens },
      { turned: false, label: "below" },
    );
  for (const [i, place] of above.entries()) {
    const x = start - (above.length - 1 - i) * (size.tokens + 16);
    if (x >= MARGIN)
      board.put(place, { x, y: base - deep, w: size.tokens, h: deep }, { turned: true, label: "beside" });
    else {
      // Too wide to stand beside it: above.
      board.put(
        place,
        { x: start, y: base - 2 * deep - 24, w: size.tokens, h: deep },
        { turned: true, label: "beside" },
      );
    }
  }
  const gaps = Math.max(
    16,
    Math.min(40, (end - start - head.spine.length * size.tokens) / Math.max(1, head.spine.length - 1)),
  );
  let at = start;
  for (const [i, place] of head.spine.entries()) {
    if (i) at += size.tokens + gaps;
    if (at + size.tokens > end + 1) {
      at = start;
      row += size.tokens + NAME + TURN - 30 + (head.sides.has(place.id) ? sideHeight + MEET : 0);
    }
    const box = board.put(place, { x: at, y: row, w: size.tokens, h: size.tokens }, { label: "below" });
    const sign = i > 0 && signBefore(place.name);
    if (sign && sign !== "add" && at > start) board.sign(sign, at - gaps / 2, row - 8);
    putSide(board, head, box, size);
  }
  if (!head.value) return row + size.tokens + NAME;

  // V at the right, Z at the left: ribbons run back.
  row += size.tokens + NAME + TURN - 14;
  const value = size.matrix(head.value, columns, 5);
  const mixes = head.mix.map((place) => size.matrix(place, columns, 5));
  row += Math.max(
    0,
    ...head.mix.map((place) => (head.sides.has(place.id) ? size.matrix(place, columns, 5).h + MEET : 0)),
  );
  const box = board.put(head.value, { x: end - value.w, y: row, ...value }, { label: "below" });
  lanes.set(head.value.id, { x: end + 10, y });
  const width = mixes.reduce((sum, { w }) => sum + w, 0) + (mixes.length - 1) * 34;
  // Where tokens are columns, ribbons fall from V's columns into those of Z.
  if (columns) row = bottom(box) + NAME + TURN + sideHeight;
  at = MARGIN + 26 + width;
  for (const [i, place] of head.mix.entries()) {
    at -= mixes[i].w;
    const mixed = board.put(place, { x: at, y: row, ...mixes[i] }, { label: "below" });
    putSide(board, head, mixed, size);
    at -= 34;
  }
  return Math.max(bottom(box), row + Math.max(...mixes.map(({ h }) => h))) + NAME;
}

/** @param {Board} board @param {Head} head @param {Box} box @param {ReturnType<typeof sizes>} size */
function putSide(board, head, box, size) {
  const side = head.sides.get(box.place.id);
  if (!side) return;
  const own = size.matrix(side, board.columns, 5);
  board.put(side, { x: centre(box) - own.w / 2, y: box.y - MEET - own.h, ...own });
  board.sign("add", centre(box), box.y - MEET / 2);
}
