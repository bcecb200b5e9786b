import { openHeads } from "./plan.js";
import { layoutSnake } from "./snake.js";
import { layoutWide } from "./wide.js";

/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./boxes.js").Layout} Layout */

/** From this width on the way runs across; below, it winds down. */
export const WIDE = 720;

/**
 * Where every matrix stands. The height is what was asked for, or more where the matrices would become too small.
 * @param {Plan} plan
 * @param {{width: number, height: number, head?: number, columns?: boolean}} frame
 * @returns {Layout}
 */
export function layoutOf(plan, { width, height, head = 0, columns = false }) {
  return width >= WIDE
    ? layoutWide(plan, openHeads(plan, head), { width, height, columns })
    : layoutSnake(plan, openHeads(plan, head, 1), { width, columns });
}

/** The whole map at a size of its own, to be scaled down: which matrices there are, without their cells. @param {Plan} plan @param {number} head @param {boolean} [columns] */
export const miniLayout = (plan, head, columns = false) =>
  layoutOf(plan, { width: 1280, height: 470, head, columns });
