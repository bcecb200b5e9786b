// The cells of one small matrix, painted on a canvas of its own. Forty matrices of 32 × 32 that change at every
// frame take 1.5 ms of script and hold 60 frames a second so; as paths of an SVG, one for each of 48 shades, they
// took 25 ms and 10 frames a second.

import { numberShade, shareShade } from "./shade.js";

/** Cells of fewer pixels are painted as one picture, without gaps. */
const SMALLEST = 5;

/** Both shades in 256 steps: at a hundred thousand cells a power is too slow. */
const STEPS = 255;
const tableOf = (/** @type {(x: number) => number} */ shade) =>
  Float32Array.from({ length: STEPS + 1 }, (_, i) => shade(i / STEPS));
const SHARES = tableOf(shareShade);
const NUMBERS = tableOf(numberShade);

/** @typedef {{pos: number[], neg: number[], att: number[], ink: number[]}} Colors */

/** The theme's colours; asking for them makes the browser work out styles, so not at every frame. @param {Element} element @returns {Colors} */
export function colorsOf(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim().split(/\s+/).map(Number);
  const ink = /(\d+), (\d+), (\d+)/.exec(style.color)?.slice(1).map(Number) ?? [0, 0, 0];
  return { pos: read("--pos"), neg: read("--neg"), att: read("--att"), ink };
}

/**
 * @typedef {object} Cells
 * @property {number} rows    as drawn
 * @property {number} cols
 * @property {boolean} turned values are stored the other way round
 * @property {number} width   in pixels of the page
 * @property {number} height
 * @property {ArrayLike<number>} values  as stored
 * @property {boolean} shares attention: from 0 to 1
 * @property {ArrayLike<number> | null} strength  of each row as stored, from 0 to 1: what steps back
 * @property {Colors} colors
 */

/** @param {ArrayLike<number>} values */
function largestOf(values) {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
  }
  return largest;
}

/** @param {HTMLCanvasElement} canvas @param {Cells} cells */
export function paintCells(canvas, cells) {
  const { rows, cols, width, height } = cells;
  const fine = Math.min(width / cols, height / rows) < SMALLEST;
  const ratio = Math.max(1, Math.min(3, globalThis.devicePixelRatio || 1));
  const w = fine ? cols : Math.round(width * ratio);
  const h = fine ? rows : Math.round(height * ratio);
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  const context = canvas.getContext("2d");
  if (!context) return;
  if (fine) paintFine(context, cells);
  else paintLarge(context, cells, w / cols, h / rows, ratio);
}

/** @param {CanvasRenderingContext2D} context @param {Cells} cells */
function paintFine(context, { rows, cols, turned, values, shares, strength, colors }) {
  const image = imageOf(context, cols, rows);
  const { data } = image;
  const [storedRows, storedCols] = turned ? [cols, rows] : [rows, cols];
  const shades = shares ? SHARES : NUMBERS;
  const scale = STEPS / (shares ? 1 : largestOf(values) || 1);
  const positive = shares ? colors.att : colors.pos;
  for (let row = 0, i = 0; row < storedRows; row++) {
    const alpha = 255 * (strength ? strength[row] : 1);
    for (let col = 0; col < storedCols; col++, i++) {
      const value = values[i];
      const size = value < 0 ? -value : value;
      const hidden = !(size < Number.POSITIVE_INFINITY);
      const color = hidden ? colors.ink : value < 0 ? colors.neg : positive;
      const step = (size * scale + 0.5) | 0;
      const at = 4 * (turned ? col * storedRows + row : i);
      data[at] = color[0];
      data[at + 1] = color[1];
      data[at + 2] = color[2];
      data[at + 3] = alpha * (hidden ? HIDDEN : shades[step < STEPS ? step : STEPS]);
    }
  }
  context.putImageData(image, 0, 0);
}

/** How dark a hidden cell is where there is no room to hatch it. */
const HIDDEN = 0.13;
/** One picture for each size, used again. @type {Map<string, ImageData>} */
const images = new Map();
/** @param {CanvasRenderingContext2D} context @param {number} cols @param {number} rows */
function imageOf(context, cols, rows) {
  const key = `${cols},${rows}`;
  const image = images.get(key) ?? context.createImageData(cols, rows);
  images.set(key, image);
  return image;
}

/** @param {CanvasRenderingContext2D} context @param {Cells} cells @param {number} cw @param {number} ch @param {number} ratio */
function paintLarge(context, { rows, cols, turned, values, shares, strength, colors }, cw, ch, ratio) {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const gap = (Math.min(cw, ch) > 9 * ratio ? 1.5 : 1) * ratio;
  const radius = Math.min(3 * ratio, Math.min(cw, ch) * 0.18);
  const largest = shares ? 1 : largestOf(values) || 1;
  const across = turned ? rows : cols;
  const styles = [colors.pos, colors.neg, colors.att, colors.ink].map((rgb) => `rgb(${rgb.join(" ")})`);
  let style = -1;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < cols; c++) {
      const [row, col] = turned ? [c, r] : [r, c];
      const value = values[row * across + col];
      const step = strength ? strength[row] : 1;
      const hidden = !Number.isFinite(value);
      const next = hidden ? 3 : shares ? 2 : value < 0 ? 1 : 0;
      if (next !== style) {
        style = next;
        context.fillStyle = context.strokeStyle = styles[style];
      }
      const [x, y, w, h] = [c * cw + gap / 2, r * ch + gap / 2, cw - gap, ch - gap];
      if (hidden) {
        context.globalAlpha = 0.34 * step;
        context.lineWidth = ratio;
        context.beginPath();
        context.moveTo(x + w * 0.15, y + h * 0.85);
        context.lineTo(x + w * 0.85, y + h * 0.15);
        context.stroke();
        continue;
      }
      context.globalAlpha = step * (shares ? shareShade(value) : numberShade(Math.abs(value) / largest));
      context.beginPath();
      context.roundRect(x, y, w, h, radius);
      context.fill();
    }
  context.globalAlpha = 1;
}
