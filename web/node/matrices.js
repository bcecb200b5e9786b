// Matrices and numbers as people and other programs hand them over.
import { QkvError } from "../engine/protocol.js";

const WORDS = new Map([
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["NaN", Number.NaN],
]);

/** A value no longer than an error message can bear. @param {unknown} value */
export function shown(value) {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** @param {string} name @param {unknown} value @returns {number} */
export function numberOf(name, value) {
  const number = typeof value === "number" ? value : WORDS.get(/** @type {string} */ (value));
  if (number === undefined)
    throw new QkvError(
      "value",
      `${name}: must be a number, "Infinity", "-Infinity" or "NaN", not ${shown(value)}`,
    );
  return number;
}

/** Rows of numbers; a single row, a single column or a single number may stand without its brackets. @param {unknown} value @param {[number, number]} shape */
function rowsOf(value, [rows, cols]) {
  if (!Array.isArray(value)) return [[value]];
  if (value.some(Array.isArray)) return value;
  return cols === 1 && rows > 1 ? value.map((each) => [each]) : [value];
}

/**
 * A matrix of a shape, row-major. Throws QkvError for another shape and for what are no numbers.
 * @param {string} name @param {unknown} value @param {[number, number]} shape
 * @returns {number[]}
 */
export function matrixOf(name, value, shape) {
  const lines = rowsOf(value, shape);
  const [rows, cols] = shape;
  const wrong = lines.find((line) => !Array.isArray(line) || line.length !== cols);
  if (lines.length !== rows || wrong !== undefined) {
    const given = lines.every((line) => Array.isArray(line) && line.length === lines[0].length);
    const what = given ? `${lines.length} × ${lines[0].length}` : "rows of different lengths";
    throw new QkvError("shape", `${name}: must be ${rows} × ${cols} numbers, not ${what}`);
  }
  return lines.flatMap((line, row) =>
    line.map((/** @type {unknown} */ each, /** @type {number} */ col) =>
      numberOf(`${name}[${row}, ${col}]`, each),
    ),
  );
}
