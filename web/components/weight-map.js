const NS = "http://www.w3.org/2000/svg";
/** Shades are grouped, so that a map of 32 × 32 weights stays a handful of shapes. */
const SHADES = 24;

/**
 * Attention weights as a small picture: the darker, the more. Colours come from the stylesheet.
 * @param {number[][]} weights
 */
export function weightMap(weights) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", `0 0 ${weights[0].length} ${weights.length}`);
  svg.setAttribute("class", "weight-map");
  svg.setAttribute("aria-hidden", "true");
  /** @type {string[]} */
  const shapes = [];
  for (const [r, row] of weights.entries())
    for (const [c, weight] of row.entries()) {
      const shade = Math.round(Math.max(0, Math.min(1, weight)) * SHADES);
      shapes[shade] = `${shapes[shade] ?? ""}M${c} ${r}h.94v.94h-.94z`;
    }
  for (const [shade, d] of Object.entries(shapes)) {
    const path = document.createElementNS(NS, "path");
    path.setAttribute("d", d);
    path.setAttribute("fill-opacity", String(0.06 + (0.94 * Number(shade)) / SHADES));
    svg.append(path);
  }
  return svg;
}
