import { Board, bottom, centre, middle, right, sizes } from "./boxes.js";
import { MEET, measureHead, NAME, putHead } from "./head.js";

// The map on a wide screen: the way forward runs from left to right, heads above each other.

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Layout} Layout */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./plan.js").Place} Place */
/** @typedef {{cell: number, pitch: number, gap: number}} Scale */

/** One head of many, as a card. */
const CARD = 60;
const LOSS = { w: 96, h: 40 };

/** @param {Plan} plan @param {number[]} open @param {boolean} columns @param {Scale} scale @param {number} height */
function build(plan, open, columns, scale, height) {
  const { gap } = scale;
  const board = new Board(columns);
  const n = plan.tokens.length;
  const size = sizes({ n, ...scale });
  const heads = open.map((head) => plan.heads[head]);
  const cards = plan.heads.length > open.length;

  // Heights first: everything else is centred on the heads.
  const parts = heads.map((head) => measureHead(head, columns, size));
  const strip = cards ? CARD + 26 : 0;
  const headsHeight = parts.reduce((sum, part) => sum + part.height, 0) + strip;
  const stack = plan.weights.length;
  const weightRoom = (Math.max(height, headsHeight) - 8) / Math.max(1, stack) - NAME - 12;
  const weightSizes = plan.weights.map((place) => size.weight(place, columns, weightRoom));
  const weightsHeight = weightSizes.reduce((sum, { h }) => sum + h + NAME + 12, 0);
  const output = plan.output && size.matrix(plan.output, columns);
  const factors = plan.output ? outputFactors(plan, columns, size) : null;
  const asked = [plan.rest, plan.target].filter((place) => place !== null);
  const lastHeight = asked.reduce((sum, place) => sum + size.matrix(place, columns).h + 48, 0);
  const outputUp = factors ? factors.above.h + MEET + NAME : 0;
  const outputDown = output ? output.h + NAME + lastHeight + (plan.loss ? LOSS.h + 48 : 0) : 0;
  const source = plan.sources[0] ? size.matrix(plan.sources[0], columns) : { w: 0, h: 0 };
  // X stands level with the middle where what is added to it has room above.
  const added = (plan.sources.length - 1) * (source.h + 40) + NAME + 4;
  const sourcesHeight = added + source.h + (columns ? 54 : 8);
  const needed = Math.max(headsHeight, weightsHeight, outputUp + outputDown, sourcesHeight);
  const total = Math.max(height, needed);
  const mid = total / 2;

  // X, with what is added to it above.
  let x = columns ? 8 : wordRoom(plan.tokens);
  const words = x;
  const level = Math.max(added, Math.min(mid - source.h / 2, total - source.h - 8));
  let y = level;
  for (const [i, place] of plan.sources.entries()) {
    const box = board.put(place, { x, y, ...source });
    if (i) board.sign("add", centre(box), bottom(box) + 12);
    y -= source.h + 40;
  }
  x += source.w;
  const first = board.boxes[0];
  let from = first;
  if (plan.input) {
    x += 40 * gap;
    from = board.put(plan.input, { x, y: level, ...size.matrix(plan.input, columns) });
    x = right(from);
  }

  // The weights that the heads read, and where their products are cut into heads.
  if (stack) {
    x += 62 * gap;
    const spare = Math.min(26, (total - weightsHeight) / (stack + 1));
    const width = Math.max(...weightSizes.map(({ w }) => w));
    let top = mid - (weightsHeight + spare * (stack - 1)) / 2;
    for (const [i, place] of plan.weights.entries()) {
      const own = weightSizes[i];
      const box = board.put(place, { x: x + width - own.w, y: top + NAME, ...own });
      const knot = plan.knots.get(place.id);
      if (knot) {
        const side = { w: 1.5 * scale.cell, h: Math.min(1.5 * scale.cell, box.h) };
        board.put(
          knot,
          { x: right(box) + 14 * gap, y: middle(box) - side.h / 2, ...side },
          { label: "none" },
        );
      }
      top += own.h + NAME + 12 + spare;
    }
    x += width + 14 * gap + 1.5 * scale.cell;
  }

  // Heads, one above the other.
  /** @type {Layout["names"]} */
  const names = [];
  /** @type {Layout["lanes"]} */
  const lanes = new Map();
  x += 70 * gap;
  const regionX = x;
  let end = x;
  const free = (total - headsHeight) / (heads.length + 1 || 1);
  let top = free;
  for (const [i, head] of heads.entries()) {
    end = Math.max(end, putHead(board, head, { x: regionX, y: top, gap }, parts[i], size, names, lanes));
    top += parts[i].height + free;
  }
  const tabs = cards
    ? putCards(board, plan, open, { x: regionX, end, y: top - free + Math.min(free, 30) + 22 })
    : [];

  // Concat, W_O, output, and what is asked of it.
  x = end;
  if (plan.output && output && factors) {
    x += 58 * gap;
    const up = Math.max(outputUp + 4, Math.min(mid - output.h / 2, total - outputDown - 4));
    const left = board.put(factors.leftPlace, { x, y: up, ...factors.left }, { turned: columns });
    x = right(left) + 34 * gap;
    const out = { x, y: up, ...output };
    board.put(
      factors.abovePlace,
      { x, y: up - MEET - factors.above.h, ...factors.above },
      { turned: columns },
    );
    const box = board.put(plan.output, out, { label: "below" });
    y = bottom(box) + NAME + 38;
    for (const place of asked) {
      const own = board.put(place, { x, y, ...size.matrix(place, columns) });
      if (place === plan.target) board.sign("minus", x - 14, middle(own));
      y = bottom(own) + 48;
    }
    if (plan.loss)
      board.put(
        plan.loss,
        { x, y: y - (asked.length ? 18 : 0), w: Math.max(LOSS.w, output.w), h: LOSS.h },
        { label: "below" },
      );
  } else if (plan.rest)
    board.put(plan.rest, { x: x + 40, y: mid - source.h / 2, ...size.matrix(plan.rest, false) });

  return { board, names, lanes, tabs, total, needed, words, first, from };
}

/** @param {string[]} tokens */
const wordRoom = (tokens) =>
  18 +
  Math.min(
    86,
    Math.max(0, ...tokens.map((word) => [...word].reduce((sum, c) => sum + (c > "⺀" ? 14 : 7.6), 0))),
  );

/** What stands left of the output, and above it: factors change places where tokens are columns. @param {Plan} plan @param {boolean} columns @param {ReturnType<typeof sizes>} size */
export function outputFactors(plan, columns, size) {
  const concat = /** @type {Place} */ (plan.concat);
  const projection = /** @type {Place} */ (plan.projection);
  // W_O keeps the output's pitch along d_model.
  const inner = size.features(projection.shape[0], 5.5);
  const outer = size.features(projection.shape[1]);
  const product = columns ? { w: inner, h: outer } : { w: outer, h: inner };
  const mixed = columns
    ? { w: size.tokens, h: size.features(concat.shape[1], 5.5) }
    : { w: size.features(concat.shape[1], 9), h: size.tokens };
  return columns
    ? { leftPlace: projection, left: product, abovePlace: concat, above: mixed }
    : { leftPlace: concat, left: mixed, abovePlace: projection, above: product };
}

/** All heads as cards, the closed ones with their attention. @param {Board} board @param {Plan} plan @param {number[]} open @param {{x: number, end: number, y: number}} at @returns {import("./boxes.js").Tab[]} */
function putCards(board, plan, open, { x, end, y }) {
  const pitch = Math.min(CARD + 14, (end - x) / plan.heads.length);
  const side = Math.min(CARD, pitch - 11);
  return plan.heads.map(({ head, closed }) => {
    const tab = { head, x: x + head * pitch, y, w: side, h: side, open: open.includes(head) };
    if (!tab.open) board.put(closed, { x: tab.x, y, w: side, h: side }, { label: "none" });
    return tab;
  });
}

/** Gaps grow up to so many times. */
const WIDEST = 2;
/** Cells are never larger than this, and no smaller than that as long as the page can be longer instead. */
const LARGEST = 26;
const SMALLEST = 9;

/**
 * @param {Plan} plan @param {number[]} open @param {{width: number, height: number, columns: boolean}} frame
 * @returns {Layout}
 */
export function layoutWide(plan, open, { width, height, columns }) {
  const n = Math.max(1, plan.tokens.length);
  const narrow = Math.max(0.42, Math.min(1, (0.72 * width) / 1440));
  // A page too low for the smallest cells is made longer, but no longer than it must be.
  let most = height;
  const attempt = (/** @type {number} */ cell, /** @type {number} */ pitch, gap = narrow) => {
    const built = build(plan, open, columns, { cell, pitch, gap }, height);
    const fitsWidth = built.board.extent().width <= width - 8;
    return { built, fits: fitsWidth && built.needed <= most };
  };
  const pitchOf = (/** @type {number} */ size) => Math.min(size, (8.5 * size) / n);
  let cell = LARGEST;
  let pitch = pitchOf(cell);
  let found = attempt(cell, pitch);
  const grow = (/** @type {() => typeof found} */ larger) => {
    for (let next = larger(); next.fits; next = larger()) found = next;
  };
  while (!found.fits && cell > 2) {
    cell -= 0.5;
    if (cell <= SMALLEST) most = Number.POSITIVE_INFINITY;
    pitch = pitchOf(cell);
    found = attempt(cell, pitch);
  }
  most = Math.max(height, found.built.needed);
  // What room is left goes to the tokens first, then between the matrices.
  let gap = narrow;
  grow(() => {
    pitch += 0.25;
    return pitch > cell ? { ...found, fits: false } : attempt(cell, pitch);
  });
  pitch -= 0.25;
  grow(() => {
    gap += 0.04;
    return gap > WIDEST * narrow ? { ...found, fits: false } : attempt(cell, pitch, gap);
  });
  const { board, names, lanes, tabs, total, first } = found.built;
  const shift = Math.max(0, (width - board.extent().width - 8) / 2);
  for (const each of [...board.boxes, ...names, ...tabs, ...board.signs, ...lanes.values()]) each.x += shift;
  return {
    kind: "wide",
    width,
    height: total,
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

/** Each token beside its row of X, or under its column. @param {Box | undefined} box @param {number} n */
export function wordsBeside(box, n) {
  if (!box) return [];
  return Array.from({ length: n }, (_, token) =>
    box.turned
      ? { token, x: box.x + ((token + 0.5) * box.w) / n, y: bottom(box) + 10 }
      : { token, x: box.x - 10, y: box.y + ((token + 0.5) * box.h) / n },
  );
}
