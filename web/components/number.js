/** A number as typography writes it: a true minus, no "-0.00". @param {string} text */
const typeset = (text) => (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", "−"));

/**
 * With as many significant digits as a reader can use; what is infinite has its sign, and where there is no number
 * stands a dash.
 * @param {number} value
 */
export function showNumber(value) {
  if (Number.isNaN(value)) return "—";
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) {
    const [mantissa, exponent] = value.toExponential(2).split("e");
    return typeset(`${mantissa}·10^${Number(exponent)}`).replace("^-", "^−");
  }
  if (Number.isInteger(value) && size >= 1000) return typeset(String(value));
  const decimals = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5;
  return typeset(value.toFixed(decimals));
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

/**
 * How a whole matrix writes its numbers: a common power of ten where all are small or some are large.
 * @param {number} largest the largest finite magnitude in it
 * @param {number} [fixed] so many decimals and no common power, for numbers that are meant to be short
 * @param {number} [characters] that fit into a cell: 6 for −13.21, 5 for −13.2
 */
export function matrixFormat(largest, fixed, characters = 6) {
  const exponent =
    fixed === undefined && largest > 0 && (largest < 0.0995 || largest >= 9999)
      ? Math.floor(Math.log10(largest))
      : 0;
  const top = largest / 10 ** exponent;
  const digits = top >= 999.5 ? 4 : top >= 99.5 ? 3 : top >= 9.95 ? 2 : 1;
  const decimals = fixed ?? Math.max(0, Math.min(2, characters - 2 - digits));
  return {
    exponent,
    /** "10⁻³" or "" */
    power:
      exponent === 0
        ? ""
        : `10${[...String(exponent).replace("-", "−")].map((c) => SUPERSCRIPTS[c]).join("")}`,
    /** @param {number} value */
    text(value) {
      if (!Number.isFinite(value)) return showNumber(value);
      return typeset((value / 10 ** exponent).toFixed(decimals));
    },
  };
}

/** A loss, which is never negative, where there is little room. @param {number} loss */
export function showLoss(loss) {
  if (loss > 0 && loss < 1e-3) return "<0.001";
  return loss < 1000 ? loss.toFixed(3) : showNumber(loss);
}

/** A share as people read it: 98.4%. @param {number} share */
export const percent = (share) =>
  `${(100 * share).toFixed(share > 0.9949 && share < 1 ? 2 : share < 1 ? 1 : 0)}%`;
