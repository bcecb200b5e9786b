// An explanation written on one line: as plain text, or for LaTeX.
import { QkvError } from "../engine/protocol.js";
import { publicNumber } from "../engine/trace.js";
import { shown } from "./matrices.js";

/** @typedef {import("../engine/protocol.js").Explanation} Explanation */

/**
 * One way of writing.
 * @typedef {object} Notation
 * @property {(cell: any) => string} name     a cell by its matrix
 * @property {(value: number | string) => string} number
 * @property {Record<string, string>} joined  what stands between the arguments of an operation
 * @property {Record<string, (...args: string[]) => string>} around  operations that enclose their arguments
 * @property {(name: string, args: string[]) => string} call         all others
 * @property {(inner: string) => string} bracket
 */

/** @param {number | string} value */
const decimal = (value) => String(publicNumber(Math.fround(Number(value))));

/** @type {Notation} */
const text = {
  name: ({ node, row, col }) => `${node}[${row}, ${col}]`,
  number: decimal,
  joined: { sum: " + ", product: " × ", difference: " − ", quotient: " / ", power: "^" },
  around: {},
  call: (name, args) => `${name}(${args.join(", ")})`,
  bracket: (inner) => `(${inner})`,
};

/** A word of a name, upright. @param {string} word */
const upright = (word) => `\\mathrm{${word.replaceAll("_", "\\_")}}`;

/** block0.attention.head1.Q as Q^{(1)}, W_Q as W^{Q}; what else the path says stands above too. @param {string} path */
function symbol(path) {
  const [own, from] = path.split(".from.");
  const [, block, head, base, more] =
    /^(?:block(\d+)\.)?(?:attention\.)?(?:head(\d+)\.)?([^.]+)(?:\.(.+))?$/.exec(own) ?? ["", "", "", own];
  const [, d, letter, index] = /^(d?)([A-Z])(?:_([A-Z]))?$/.exec(base) ?? [];
  const above = [
    index,
    head && `(${head})`,
    more && upright(more),
    Number(block) > 0 && upright(`block${block}`),
    from && upright(`from ${from}`),
  ].filter(Boolean);
  const body = letter ? `${d ? "\\mathrm{d}" : ""}${letter}` : upright(base);
  return above.length ? `${body}^{${above.join(",")}}` : body;
}

/** 1.2e-7 as a power of ten. @param {number | string} value */
function latexNumber(value) {
  const [digits, exponent] = decimal(value).split("e");
  const written = digits.replace("Infinity", "\\infty").replace("NaN", "\\mathrm{NaN}");
  return exponent ? `${written} \\cdot 10^{${Number(exponent)}}` : written;
}

const LATEX_FUNCTIONS = ["max", "min", "log", "sin", "cos", "tanh"];

/** @type {Notation} */
const latex = {
  name: ({ node, row, col }) => `${symbol(node)}_{${row},${col}}`,
  number: latexNumber,
  joined: { sum: " + ", product: " \\cdot ", difference: " - " },
  around: {
    quotient: (above, below) => `\\frac{${above}}{${below}}`,
    sqrt: (inner) => `\\sqrt{${inner}}`,
    exp: (inner) => `e^{${inner}}`,
    power: (base, exponent) => `{${base}}^{${exponent}}`,
  },
  call: (name, args) =>
    `${LATEX_FUNCTIONS.includes(name) ? `\\${name}` : `\\operatorname{${name}}`}\\left(${args.join(", ")}\\right)`,
  bracket: (inner) => `\\left(${inner}\\right)`,
};

/** @type {Record<string, Notation>} */
const NOTATIONS = { text, latex };

/** How tightly an operation binds: what is looser needs brackets inside it. @type {Record<string, number>} */
const BINDING = { sum: 1, difference: 1, product: 2, quotient: 2, power: 3 };
/** a − (b + c), a / (b · c): what stands to the right of these needs brackets at equal strength too. */
const STRICT = ["difference", "quotient", "power"];

/**
 * @param {Explanation} tree @param {Notation} notation @param {boolean} numbers
 * @param {number} [outside] how tightly the surroundings bind
 * @returns {string}
 */
function write(tree, notation, numbers, outside = 0) {
  if (!("args" in tree)) {
    if (!numbers && "node" in tree) return notation.name(tree);
    const number = notation.number(tree.value);
    return outside > 0 && number.startsWith("-") ? notation.bracket(number) : number;
  }
  const { op, args } = tree;
  const inner = (/** @type {Explanation} */ arg, binding = 0) => write(arg, notation, numbers, binding);
  if (op === "power" && notation.around.power)
    return notation.around.power(inner(args[0], BINDING.power + 0.5), inner(args[1]));
  if (notation.around[op]) return notation.around[op](...args.map((arg) => inner(arg)));
  if (!notation.joined[op])
    return notation.call(
      op,
      args.map((arg) => inner(arg)),
    );
  const binding = BINDING[op];
  const written = args
    .map((arg, i) => inner(arg, STRICT.includes(op) && i > 0 ? binding + 0.5 : binding))
    .join(notation.joined[op]);
  return binding < outside ? notation.bracket(written) : written;
}

/**
 * How a number was made, on one line.
 * @param {Explanation} tree from explain()
 * @param {{format?: "text" | "latex", numbers?: boolean}} [options] with the names of cells, or with their numbers
 */
export function formula(tree, { format = "text", numbers = false } = {}) {
  if (typeof tree !== "object" || tree === null || typeof tree.op !== "string")
    throw new QkvError("config", `tree: must be an explanation, as explain() gives it, not ${shown(tree)}`);
  if (!Object.hasOwn(NOTATIONS, format))
    throw new QkvError(
      "config",
      `format: must be one of ${Object.keys(NOTATIONS).join(", ")}, not ${shown(format)}`,
    );
  return write(tree, NOTATIONS[format], numbers);
}
