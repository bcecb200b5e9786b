// The words in a line, and arcs from the one that asks to those that answer.

/**
 * @typedef {object} Line
 * @property {number} font
 * @property {boolean} turned  many words stand upright, read from below
 * @property {{x: number, y: number, w: number, middle: number}[]} words  `y`: the base line
 * @property {number} above    where arcs above the words begin
 * @property {number} below
 * @property {number} scale    of arcs' thickness, against the largest words
 * @property {number} rise     of their height
 * @property {number} width
 * @property {number} height
 */

const LARGEST = 50;
/** Smaller words stand upright. */
const SMALLEST = 15;
const UPRIGHT = 13;
/** How long an upright word is, at most. */
const UPRIGHT_ROOM = 76;
const LABEL = 16;

/**
 * @param {string[]} words
 * @param {{width: number, largest?: number, both: boolean, measure: (word: string, font: number) => number}} frame
 *   `both`: arcs below the words as well
 * @returns {Line}
 */
export function lineOf(words, { width, largest = LARGEST, both, measure }) {
  const n = words.length;
  const gapOf = (/** @type {number} */ size) => 0.8 * size;
  const needed = (/** @type {number} */ size) =>
    words.reduce((sum, word) => sum + measure(word, size), 0) + (n - 1) * gapOf(size);
  let font = largest;
  while (font > SMALLEST && needed(font) > width - 8) font -= 1;
  const turned = needed(font) > width - 8;
  const pitch = width / Math.max(1, n);
  if (turned) font = Math.min(UPRIGHT, pitch);
  const scale = turned ? Math.min(0.5, pitch / 24) : font / LARGEST;
  const tallest = Math.max(0, ...words.map((word) => measure(word, font)));
  const wordHeight = turned ? Math.min(UPRIGHT_ROOM, tallest + 10) : font;
  const longest = turned ? width : width - 8;
  const rise = turned ? 1 : scale;
  const up = arcHeight(longest, rise) + LABEL;
  const above = up;
  const base = above + (turned ? wordHeight : 0.9 * font);
  const below = base + (turned ? 4 : 0.3 * font);

  // Words stand further apart where there is room: arcs are what is looked at.
  const spare = turned || n < 2 ? 0 : Math.min(0.5 * font, (width - 8 - needed(font)) / (n - 1));
  let x = 4;
  const placed = words.map((word, i) => {
    const w = turned ? font : measure(word, font);
    if (turned) return { x: i * pitch, y: base, w: pitch, middle: (i + 0.5) * pitch };
    const at = { x, y: base, w, middle: x + w / 2 };
    x += w + gapOf(font) + spare;
    return at;
  });
  return {
    font,
    turned,
    words: placed,
    above,
    below,
    scale,
    rise,
    width: turned ? width : Math.min(width, x - gapOf(font) - spare + 4),
    height: below + (both ? 0.72 * arcHeight(longest, rise) + LABEL : 6),
  };
}

/** The height of an arc so wide. @param {number} span @param {number} rise */
const arcHeight = (span, rise) => Math.min(0.46 * span, 76 * Math.max(0.5, rise)) + 6;

const round = (/** @type {number} */ x) => Math.round(x * 10) / 10;

/**
 * One arc, and where its share is written.
 * @param {Line} line @param {number} from the word that asks @param {number} to @param {boolean} above
 */
export function arcOf(line, from, to, above) {
  const { words, scale, rise } = line;
  const k = above ? scale : 0.72 * scale;
  const up = above ? -1 : 1;
  const y = above ? line.above : line.below;
  if (from === to) {
    const x = words[from].middle;
    const tall = 50 * Math.max(0.4, k);
    const d = `M${round(x - 3 * k)} ${round(y)}C${round(x - 20 * k)} ${round(y + up * tall)} ${round(x + 20 * k)} ${round(y + up * tall)} ${round(x + 3 * k)} ${round(y)}`;
    return { d, x, y: y + up * 0.75 * tall, own: true };
  }
  const aside = Math.min(10 * scale, 0.2 * words[from].w);
  const x1 = words[from].middle + (to < from ? -aside : aside);
  const x2 = words[to].middle;
  const height = arcHeight(Math.abs(x2 - x1), rise) * (above ? 1 : 0.72);
  const sweep = x2 > x1 === above ? 1 : 0;
  const d = `M${round(x1)} ${round(y)}A${round(Math.abs(x2 - x1) / 2)} ${round(height)} 0 0 ${sweep} ${round(x2)} ${round(y)}`;
  return { d, x: (x1 + x2) / 2, y: y + up * height, own: false };
}

/** How much of an arc is left at either end where it was cut, as a part of a right angle. */
const STUB = 0.55;

/** What is left of an arc that was cut: its two ends. @param {Line} line @param {number} from @param {number} to @param {boolean} above */
export function stubsOf(line, from, to, above) {
  const { words, scale, rise } = line;
  const up = above ? -1 : 1;
  const y = above ? line.above : line.below;
  const aside = Math.min(10 * scale, 0.2 * words[from].w);
  const x1 = words[from].middle + (to < from ? -aside : to > from ? aside : -4 * scale);
  const x2 = from === to ? x1 + 8 * scale : words[to].middle;
  const height = from === to ? 24 * scale : arcHeight(Math.abs(x2 - x1), rise) * (above ? 1 : 0.72);
  const [middle, half] = [(x1 + x2) / 2, (x2 - x1) / 2];
  const angle = (STUB * Math.PI) / 2;
  const [dx, dy] = [half * Math.cos(angle), up * height * Math.sin(angle)];
  const ellipse = `A${round(Math.abs(half))} ${round(height)} 0 0`;
  const sweep = half > 0 === above ? 1 : 0;
  return `M${round(x1)} ${round(y)}${ellipse} ${sweep} ${round(middle - dx)} ${round(y + dy)}M${round(x2)} ${round(y)}${ellipse} ${1 - sweep} ${round(middle + dx)} ${round(y + dy)}`;
}

/** How thick an arc is. @param {Line} line @param {number} size from 0 to 1 @param {boolean} above */
export const arcWidth = ({ scale }, size, above) => Math.max(0.8, size * 15 * scale * (above ? 1 : 0.8));
