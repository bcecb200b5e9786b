import { runningSums } from "../engine/explanation.js";
import { h } from "./dom.js";
import { showNumber } from "./number.js";

/** @typedef {import("../engine/protocol.js").Explanation} Explanation */
/** @typedef {{node: string, row: number, col: number}} CellReference */

/**
 * @typedef {object} FormulaOptions
 * @property {(cell: CellReference) => void} [onOpen]  a number was chosen; left out, numbers are only read
 * @property {(cell: CellReference) => string} describe
 * @property {(path: string) => string} roleOf        the colour of a node's numbers
 * @property {boolean} [short]  numbers that are short stand as they are: 2, not 2.000
 * @property {(hidden: number) => string} more        "… and 12 more"
 */

const BINDING = /** @type {Record<string, number>} */ ({ sum: 1, difference: 1, product: 2, power: 4 });
const MOST_TERMS = 10;

/** 1.2·10^−5 with a real superscript. @param {number | string} value */
export function numberElement(value) {
  const [base, exponent] = showNumber(Number(value)).split("^");
  return h("span", { class: "num" }, base, exponent && h("sup", {}, exponent));
}

/** @param {number} value */
const asItIs = (value) => h("span", { class: "num" }, String(value).replace("-", "−"));

/** A number without zeros at its end. @param {number | string} value */
export function shortNumber(value) {
  const number = Number(value);
  const rounded = Number(number.toFixed(3));
  return Math.abs(rounded - number) < 1e-5 ? asItIs(rounded) : numberElement(number);
}

/** A number of the rule itself, as d_k or a position: a whole one stands as it is. @param {number} value */
const constant = (value) => (Number.isInteger(value) ? asItIs(value) : numberElement(value));

/**
 * An explanation with its actual numbers, as it is written by hand: fractions, roots, powers. Every number
 * that stands in a matrix is a button that opens it.
 * @param {Explanation} tree @param {FormulaOptions} options
 */
export function formula(tree, options) {
  /** @param {Explanation} e @param {number} outside how tightly the surroundings bind @returns {Node} */
  const write = (e, outside = 0) => {
    if (!("args" in e))
      return "node" in e
        ? leaf(/** @type {any} */ (e))
        : (options.short ? shortNumber : constant)(Number(e.value));
    const args = e.args;
    switch (e.op) {
      case "max":
        return args.length > 2 ? largest(args) : listed(e.op, args);
      case "quotient":
        return h("span", { class: "fraction" }, h("span", {}, write(args[0])), h("span", {}, write(args[1])));
      case "sqrt":
        return h("span", { class: "root" }, "√", h("span", { class: "radicand" }, write(args[0])));
      case "exp":
        return powerOf(h("var", {}, "e"), args[0]);
      case "power":
        return powerOf(operand(args[0], BINDING.power), args[1]);
      case "sum":
        return bracket(joined(args, " + ", 1), outside > BINDING.sum);
      case "product":
        return bracket(joined(args, " × ", BINDING.product), outside > BINDING.product);
      case "difference":
        return bracket(
          h(
            "span",
            {},
            write(args[0], BINDING.difference),
            " − ",
            operand(args[1], BINDING.difference + 0.5),
          ),
          outside > BINDING.difference,
        );
      default:
        return listed(e.op, args);
    }
  };

  /** What follows a sign or bears an exponent: a negative number stands in brackets, 3 × (−2). @param {Explanation} e @param {number} binding */
  const operand = (e, binding) => bracket(write(e, binding), isNegative(e));

  /** @param {Node} base @param {Explanation} exponent */
  const powerOf = (base, exponent) =>
    h("span", { class: "power" }, base, h("sup", { class: "exponent" }, write(exponent)));

  /** @param {string} name @param {Explanation[]} args */
  const listed = (name, args) =>
    h("span", {}, h("span", { class: "word" }, name), "(", joined(args, ", ", 0), ")");

  /** The largest of many cells: the one that it is, marked. @param {Explanation[]} args */
  const largest = (args) => {
    const values = args.map((arg) => Number(/** @type {any} */ (arg).value));
    const winner = args[values.indexOf(Math.max(...values))];
    return winner && "node" in winner
      ? h("span", {}, operand(winner, 0), h("sub", { class: "word" }, "max"))
      : listed("max", args);
  };

  /** @param {Explanation[]} args @param {string} joiner @param {number} binding */
  const joined = (args, joiner, binding) => {
    const element = h("span", { class: "joined" });
    const shown = args.length > MOST_TERMS ? MOST_TERMS - 2 : args.length;
    for (let i = 0; i < shown; i++)
      element.append(i ? joiner : "", i && binding > 0 ? operand(args[i], binding) : write(args[i], binding));
    if (shown < args.length)
      element.append(joiner, h("span", { class: "more" }, options.more(args.length - shown)));
    return element;
  };

  /** @param {CellReference & {value: number | string}} cell */
  const leaf = (cell) => cellButton(cell, options);

  return h("div", { class: "formula" }, write(tree));
}

/** @param {Node} inner @param {boolean} needed */
const bracket = (inner, needed) => (needed ? h("span", {}, "(", inner, ")") : inner);

/** A number, or a cell's, below 0. @param {Explanation} e */
const isNegative = (e) => !("args" in e) && Number(e.value) < 0;

/** @param {CellReference & {value: number | string}} cell @param {FormulaOptions} options */
function cellButton(cell, { onOpen, describe, roleOf, short = false }) {
  const number = (short ? shortNumber : numberElement)(cell.value);
  if (!onOpen) return h("span", { class: `leaf ${roleOf(cell.node)}`, title: describe(cell) }, number);
  const button = h(
    "button",
    {
      type: "button",
      class: `leaf ${roleOf(cell.node)}`,
      onclick: () => onOpen(cell),
      title: describe(cell),
    },
    number,
  );
  button.setAttribute("aria-label", `${describe(cell)} = ${button.textContent}`);
  return button;
}

/** A sum over a whole batch has hundreds of terms: so many are written one by one. */
const MOST_PRODUCTS = 64;

/**
 * A row meeting a column: one line a product, and beneath it a waterfall, each bar beginning where the last one ended,
 * with the running sum up to the product that the player is at.
 * @param {any} tree a sum of products of two cells
 * @param {FormulaOptions & {current: number | null, sumLabel: string}} options
 */
export function sumOfProducts(tree, options) {
  const ends = runningSums(tree);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const share = (/** @type {number} */ x) => `${(100 * x) / (high - low || 1)}%`;
  const element = h("div", { class: "terms" });
  element.style.setProperty("--zero", share(-low));
  for (const [i, term] of tree.args.slice(0, MOST_PRODUCTS).entries()) {
    const [a, b] = term.args;
    const [start, end] = [ends[i - 1] ?? 0, ends[i]];
    const later = options.current !== null && i > options.current;
    const bar = h("i", { class: end > start ? "pos" : "neg" });
    bar.style.left = share(Math.min(start, end) - low);
    bar.style.width = share(Math.abs(end - start));
    element.append(
      h(
        "div",
        { class: `term ${later ? "later" : ""} ${options.current === i ? "current" : ""}` },
        h("span", {}, cellButton(a, options)),
        h("em", {}, "×"),
        h("span", {}, bracket(cellButton(b, options), isNegative(b))),
        h("em", {}, "="),
        h("span", {}, numberElement(Number(a.value) * Number(b.value))),
        h("div", { class: "bar" }, bar),
      ),
    );
  }
  if (ends.length > MOST_PRODUCTS)
    element.append(h("p", { class: "more" }, options.more(ends.length - MOST_PRODUCTS)));
  element.append(
    h(
      "div",
      { class: "sum" },
      h("span", {}, options.sumLabel),
      h("span", {}, numberElement(ends[options.current ?? ends.length - 1] ?? 0)),
    ),
  );
  return element;
}
