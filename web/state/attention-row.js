/** As many decimals as a link keeps of a weight that was set by hand. */
const DECIMALS = 4;
const UNIT = 10 ** DECIMALS;

/**
 * A row of attention after one of its weights was set: the others keep their proportions and share what is left. Where
 * they have nothing, they share evenly. What is hidden stays hidden.
 * @param {ArrayLike<number>} row that adds up to 1 @param {number} col @param {number} share wished, from 0 to 1
 * @param {(col: number) => boolean} [isHidden]
 * @returns {number[]} adds up to 1, in steps of 0.0001
 */
export function renormalised(row, col, share, isHidden = () => false) {
  const all = Array.from(row);
  const others = all.flatMap((_, i) => (i === col || isHidden(i) ? [] : [i]));
  const own = others.length ? Math.min(1, Math.max(0, share)) : 1;
  const sum = others.reduce((total, i) => total + all[i], 0);
  const part = (/** @type {number} */ i) => (sum > 0 ? all[i] / sum : 1 / others.length);
  const units = all.map((_, i) => {
    if (i === col) return Math.round(UNIT * own);
    return others.includes(i) ? Math.round(UNIT * (1 - own) * part(i)) : 0;
  });
  // What rounding left over goes to the largest of the others, which feels it least.
  const left = UNIT - units.reduce((total, x) => total + x, 0);
  const largest = others.reduce((best, i) => (best < 0 || units[i] > units[best] ? i : best), -1);
  units[largest < 0 ? col : largest] += left;
  return units.map((x) => x / UNIT);
}
