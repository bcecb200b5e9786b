/** A number as typography writes it: a true minus, no "-0.00". @param {string} text */
const typeset = (text) => (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", "−"));

/**
 * With so many significant digits as a reader can use; what is not finite has its sign.
 * @param {number} value @param {number} [digits]
 */
export function showNumber(value, digits = 4) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa, exponent] = value.toExponential(Math.max(1, digits - 1)).split("e");
    return typeset(`${mantissa}·10^${Number(exponent)}`).replace("^-", "^−");
  }
  const decimals = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 0.1 ? 3 : 4;
  return typeset(value.toFixed(Math.min(decimals, digits)));
}

const SUPERSCRIPTS = /** @type {Record<string, string>} */ ({
  "−": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
});

/** 0.00023 → 2.3·10⁻⁴, as text. @param {number} value @param {number} [digits] */
export const plainNumber = (value, digits) =>
  showNumber(value, digits).replace(/\^(−?\d+)$/, (_, exponent) =>
    [...exponent].map((c) => SUPERSCRIPTS[c]).join(""),
  );

/**
 * How a whole matrix writes its numbers: a common power of ten where all are small or some are large.
 * @param {number} largest the largest finite magnitude in it
 */
export function matrixFormat(largest) {
  const exponent = largest > 0 && (largest < 0.0995 || largest >= 9999) ? Math.floor(Math.log10(largest)) : 0;
  const top = largest / 10 ** exponent;
  // Five characters at most, so that a number fits into a narrow cell.
  const decimals = top >= 99.5 ? 0 : top >= 9.95 ? 1 : 2;
  return {
    exponent,
    /** "×10⁻³" or "" */
    factor:
      exponent === 0
        ? ""
        : `×10${[...String(exponent).replace("-", "−")].map((c) => SUPERSCRIPTS[c]).join("")}`,
    /** @param {number} value */
    text(value) {
      if (!Number.isFinite(value)) return showNumber(value);
      return typeset((value / 10 ** exponent).toFixed(decimals));
    },
  };
}
