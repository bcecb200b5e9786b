import { h } from "./dom.js";

/**
 * Attention weights as a small picture that can be drawn again many times a second: the darker, the more.
 * @param {string} [className]
 */
export function createWeightCanvas(className = "weight-canvas") {
  const canvas = h("canvas", { class: className, "aria-hidden": "true" });
  let drawn = "";
  /** @type {number[]} */
  let color = [];
  return {
    element: canvas,
    /** @param {ArrayLike<number>} weights row-major @param {number} rows @param {number} cols @param {string} theme */
    update(weights, rows, cols, theme) {
      const size = `${rows},${cols},${theme}`;
      if (size !== drawn && canvas.isConnected) {
        drawn = size;
        canvas.width = cols;
        canvas.height = rows;
        // Asking for a style makes the browser work out all of them: not at every frame.
        color = getComputedStyle(canvas).getPropertyValue("--att").trim().split(/\s+/).map(Number);
      }
      const context = canvas.getContext("2d");
      if (!context || color.length === 0) return;
      const [r, g, b] = color;
      const image = context.createImageData(cols, rows);
      for (let i = 0; i < rows * cols; i++) {
        const weight = Math.max(0, Math.min(1, weights[i]));
        image.data.set([r, g, b, Math.round(255 * (0.05 + 0.95 * weight))], i * 4);
      }
      context.putImageData(image, 0, 0);
    },
  };
}
