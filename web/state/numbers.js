// Numbers as people write them: with any keyboard's digits and minus, and as fractions.

const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const FRACTION = /^([-+]?)(?:(\d+) +)?(\d+)\/(\d*[1-9]\d*)$/;

/**
 * A minus as typography writes it, full-width digits, an ideographic full stop and ½ become plain. In 1½ the
 * whole number stays apart.
 * @param {string} text
 */
const plain = (text) =>
  text
    .trim()
    .replace(/(?<=[\d０-９])\s*(?=[¼-¾⅐-⅞])/gu, " ")
    .normalize("NFKC")
    .replaceAll("⁄", "/")
    .replace(/[−–]/g, "-")
    .replace(/(?<=\d)。(?=\d)/u, ".")
    .replace(/ *\/ */, "/");

/**
 * −1.5, １２．５, 2e-3, 3/4, 1 1/2 or ½.
 * @param {string} text
 * @returns {number} NaN for what is no number
 */
export function readNumber(text) {
  const written = plain(text);
  if (DECIMAL.test(written)) return Number(written);
  const fraction = FRACTION.exec(written);
  if (!fraction) return Number.NaN;
  const [, sign, whole = "0", above, below] = fraction;
  return (sign === "-" ? -1 : 1) * (Number(whole) + Number(above) / Number(below));
}
