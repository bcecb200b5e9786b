// Measured by `node tests/bench/embed.mjs --write`: each step's figure as it opens, 720 and 390 pixels wide.

/** @type {Record<string, [number, number]>} */
export const FIGURE_HEIGHTS = {};
