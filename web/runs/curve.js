// The curve of a run's losses: as few points as a screen can show, and where it falls.

/** More points than this a screen cannot show: neighbours are then averaged. */
const MOST_POINTS = 400;

/** So many losses stand behind one point of a curve of so many steps. @param {number} steps */
export const widthOf = (steps) => Math.max(1, Math.ceil(steps / MOST_POINTS));

/** The means of neighbours. @param {number[]} losses @param {number} width @param {number} count */
export function averaged(losses, width, count) {
  return Array.from({ length: count }, (_, i) => {
    const part = losses.slice(i * width, (i + 1) * width);
    return part.length ? part.reduce((sum, x) => sum + x, 0) / part.length : null;
  });
}

/** A fall is looked for over this part of the run, and not below so many steps: single batches differ. */
const [PART, LEAST] = [1 / 12, 8];
/** Of all that the loss has lost, so much within that part is more than a slope. */
const STEEP = 0.3;

/**
 * The step around which the loss falls fastest, where it does so suddenly: a pattern snaps in. Null for a curve that
 * only slopes down, or that falls from its first step on.
 * @param {number[]} losses
 */
export function snapOf(losses) {
  const width = Math.max(LEAST, Math.round(losses.length * PART));
  if (losses.length < 4 * width) return null;
  // Sums up to each step, so that the mean of any stretch is one difference.
  const sums = new Float64Array(losses.length + 1);
  losses.forEach((loss, i) => {
    sums[i + 1] = sums[i] + loss;
  });
  const mean = (/** @type {number} */ from) => (sums[from + width] - sums[from]) / width;
  let [best, fall] = [0, 0];
  for (let at = width; at + width <= losses.length; at++) {
    const here = mean(at - width) - mean(at);
    if (here > fall) [best, fall] = [at, here];
  }
  const whole = mean(0) - mean(losses.length - width);
  return best > width && fall > STEEP * whole ? best : null;
}
