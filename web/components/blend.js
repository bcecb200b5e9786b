/** How long one state takes to become the next, in milliseconds: as long as there was between the two, within limits. */
const [SHORTEST, LONGEST] = [60, 240];

/**
 * Numbers on their way from one state to the next. What is hidden (−∞) has no way and changes at once.
 * @param {Float32Array} from @param {Float32Array} to @param {number} share from 0 to 1
 */
export function between(from, to, share) {
  if (share >= 1 || from.length !== to.length) return to;
  const values = new Float32Array(to.length);
  for (let i = 0; i < to.length; i++) {
    const value = from[i] + share * (to[i] - from[i]);
    values[i] = Number.isFinite(value) ? value : to[i];
  }
  return values;
}

/**
 * Draws the way from one state of many numbers to the next, frame by frame.
 * @param {(values: Float32Array) => void} draw
 */
export function createBlend(draw) {
  /** @type {{from: Float32Array, to: Float32Array, since: number, length: number} | null} */
  let way = null;
  let frame = 0;

  const shareAt = (/** @type {number} */ now) =>
    way?.length ? Math.min(1, (now - way.since) / way.length) : 1;
  function tick() {
    if (!way) return;
    const share = shareAt(performance.now());
    draw(between(way.from, way.to, share));
    frame = share < 1 ? requestAnimationFrame(tick) : 0;
  }

  return {
    /**
     * @param {Float32Array} values @param {boolean} atOnce without a way: another model, or motion is not welcome
     * @returns {Float32Array} what is seen of them at once; the rest is drawn
     */
    show(values, atOnce) {
      const now = performance.now();
      if (way?.to === values) {
        if (atOnce) way.length = 0;
        return between(way.from, way.to, shareAt(now));
      }
      const jumps = atOnce || !way || way.to.length !== values.length;
      const from = jumps || !way ? values : between(way.from, way.to, shareAt(now));
      const length = Math.max(SHORTEST, Math.min(LONGEST, way ? now - way.since : LONGEST));
      way = { from, to: values, since: now, length: jumps ? 0 : length };
      if (!jumps && !frame) frame = requestAnimationFrame(tick);
      return from;
    },
    stop() {
      cancelAnimationFrame(frame);
      frame = 0;
      way = null;
    },
  };
}
