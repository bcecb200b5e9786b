// Boxes and the points on them where threads begin and end. Positions are in the pixels of a given width.

/** @typedef {import("./plan.js").Place} Place */

/**
 * A matrix at its place: the rectangle of its cells.
 * @typedef {object} Box
 * @property {Place} place
 * @property {number} x
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {number} rows     as drawn
 * @property {number} cols
 * @property {boolean} turned  whether rows and columns are exchanged in the picture
 * @property {"above" | "below" | "beside" | "none"} label where its name stands
 */

/**
 * @typedef {object} Layout
 * @property {"wide" | "snake"} kind
 * @property {number} width
 * @property {number} height
 * @property {boolean} columns tokens are columns
 * @property {number[]} open   the heads that are drawn
 * @property {Box[]} boxes     in reading order
 * @property {Map<string, Box>} byId  by place
 * @property {{head: number, x: number, y: number, struck: boolean}[]} names  where each open head's name stands
 * @property {Tab[]} tabs      all heads, where there are more than are open
 * @property {Sign[]} signs    what is done between two matrices
 * @property {Map<string, {x: number, y: number}>} lanes  how threads to a V pass over what lies between: from x on, at height y
 * @property {{token: number, x: number, y: number}[]} words  beside the first matrix
 */

/** @typedef {{head: number, x: number, y: number, w: number, h: number, open: boolean}} Tab */
/** @typedef {{sign: "add" | "minus" | "scale" | "mask" | "softmax" | "rotate" | "equals", x: number, y: number}} Sign */

/** @param {Box} box */
export const right = ({ x, w }) => x + w;
/** @param {Box} box */
export const bottom = ({ y, h }) => y + h;
/** @param {Box} box */
export const middle = ({ y, h }) => y + h / 2;
/** @param {Box} box */
export const centre = ({ x, w }) => x + w / 2;

/** How far a thread stays off the cells. */
const OFF = 4;
/** Threads that enter a matrix which has no row for them stand so far apart, or closer. */
const SPREAD = 6;

/** Whether tokens run down the picture, or across. @param {Box} box */
export function tokenAxes({ place, turned }) {
  const down = turned ? place.colTokens : place.rowTokens;
  const across = turned ? place.rowTokens : place.colTokens;
  return { down, across };
}

/**
 * The rectangle of what belongs to a token: a row, or a column where tokens are columns.
 * @param {Box} box @param {number} token @param {"row" | "column"} [stored] of the matrix as stored
 */
export function bandOf(box, token, stored = "row") {
  const down = (stored === "row") !== box.turned;
  const pitch = down ? box.h / box.rows : box.w / box.cols;
  return down
    ? { x: box.x, y: box.y + token * pitch, w: box.w, h: pitch }
    : { x: box.x + token * pitch, y: box.y, w: pitch, h: box.h };
}

/**
 * Where a token's thread touches a side: at its row or column, or among the others around the middle.
 * @param {Box} box @param {"left" | "right" | "top" | "bottom"} side @param {number} token @param {number} count of tokens
 */
export function port(box, side, token, count) {
  const { down, across } = tokenAxes(box);
  const level = side === "left" || side === "right";
  const length = level ? box.h : box.w;
  const own = level ? down : across;
  const pitch = own ? length / count : Math.min(SPREAD, (0.7 * length) / count);
  const along = length / 2 + (token + 0.5 - count / 2) * pitch;
  if (side === "left") return { x: box.x - OFF, y: box.y + along };
  if (side === "right") return { x: right(box) + OFF, y: box.y + along };
  if (side === "top") return { x: box.x + along, y: box.y - OFF };
  return { x: box.x + along, y: bottom(box) + OFF };
}

/** Collects boxes as they are laid out. */
export class Board {
  /** @type {Box[]} */
  boxes = [];
  /** @type {Map<string, Box>} */
  byId = new Map();
  /** @type {Sign[]} */
  signs = [];

  /** @param {boolean} columns */
  constructor(columns) {
    this.columns = columns;
  }

  /**
   * @param {Place} place @param {{x: number, y: number, w: number, h: number}} at
   * @param {{turned?: boolean, label?: Box["label"]}} [more]
   */
  put(place, { x, y, w, h }, { turned = this.columns, label = "above" } = {}) {
    const [a, b] = place.shape;
    const box = { place, x, y, w, h, rows: turned ? b : a, cols: turned ? a : b, turned, label };
    this.boxes.push(box);
    this.byId.set(place.id, box);
    return box;
  }

  /** @param {Sign["sign"]} sign @param {number} x @param {number} y */
  sign(sign, x, y) {
    this.signs.push({ sign, x, y });
  }

  extent() {
    return {
      width: Math.max(0, ...this.boxes.map(right)),
      height: Math.max(0, ...this.boxes.map((box) => bottom(box) + (box.label === "below" ? 22 : 4))),
      top: Math.min(...this.boxes.map((box) => box.y - (box.label === "above" ? 22 : 4))),
    };
  }
}

/**
 * How large a matrix is drawn: tokens have one pitch everywhere, so that rows stay level; other axes are squeezed
 * where they are long.
 * @param {{n: number, cell: number, pitch: number}} scale `pitch`: of a token
 */
export function sizes({ n, cell, pitch }) {
  const tokens = n * pitch;
  /** An axis of features: d_model, d_k, d_v. @param {number} count @param {number} [most] in cells */
  const features = (count, most = 7.5) => Math.min(count * cell, most * cell);
  /** @param {Place} place @param {boolean} turned @param {number} [most] */
  const matrix = (place, turned, most) => {
    const along = place.rowTokens ? tokens : features(place.shape[0], most);
    const across = place.colTokens ? tokens : features(place.shape[1], most);
    return turned ? { w: along, h: across } : { w: across, h: along };
  };
  /** Weights are smaller: they are seen as a whole. @param {Place} place @param {boolean} turned @param {number} height at most */
  const weight = ({ shape }, turned, height) => {
    const [a, b] = turned ? [shape[1], shape[0]] : shape;
    const small = 0.7 * cell;
    return { w: Math.min(b * small, 5.4 * cell), h: Math.min(a * small, 5.4 * cell, height) };
  };
  return { tokens, features, matrix, weight };
}

/** What is done to get from one matrix of the spine to the next. @param {string} name @returns {Sign["sign"] | null} */
export const signBefore = (name) =>
  /** @type {Record<string, Sign["sign"]>} */ ({
    scaled: "scale",
    masked: "mask",
    attention: "softmax",
    biased: "add",
    scores_with_relative: "add",
    Z_with_relative: "add",
    Q_rotated: "rotate",
    K_rotated: "rotate",
  })[name] ?? null;
