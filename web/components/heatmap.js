import { h, setText } from "./dom.js";

/**
 * @typedef {object} HeatmapProps
 * @property {string} title
 * @property {string} label   what a screen reader says of the whole
 * @property {number} rows
 * @property {number} cols
 * @property {ArrayLike<number>} values  row-major
 * @property {{row: number, col: number}} cursor
 * @property {string} readout  what stands at the cursor, in words
 * @property {string} theme
 */

/** @param {Element} element @param {string} name of a custom property with three numbers */
const rgb = (element, name) =>
  getComputedStyle(element).getPropertyValue(name).trim().split(/\s+/).map(Number);

/**
 * A matrix too large for cells: a picture, and a cursor that reads it. Pointer and arrow keys move the cursor.
 * @param {(row: number, col: number) => void} onMove
 */
export function createHeatmap(onMove) {
  const caption = h("figcaption");
  const canvas = h("canvas", { tabIndex: 0, role: "img", class: "heat" });
  const mark = h("i", { class: "heat-mark", "aria-hidden": "true" });
  const readout = h("output", { class: "readout", "aria-live": "polite" });
  const element = h(
    "figure",
    { class: "heatmap" },
    caption,
    h("div", { class: "heat-frame" }, canvas, mark),
    readout,
  );
  /** @type {HeatmapProps} */
  let props;
  /** @type {{values: ArrayLike<number> | null, theme: string}} */
  let drawn = { values: null, theme: "" };

  const clamp = (/** @type {number} */ x, /** @type {number} */ size) => Math.max(0, Math.min(size - 1, x));
  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const row = clamp(Math.floor(((event.clientY - box.top) / box.height) * props.rows), props.rows);
    const col = clamp(Math.floor(((event.clientX - box.left) / box.width) * props.cols), props.cols);
    if (row !== props.cursor.row || col !== props.cursor.col) onMove(row, col);
  });
  canvas.addEventListener("keydown", (event) => {
    const by = /** @type {Record<string, [number, number]>} */ ({
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      PageUp: [-10, 0],
      PageDown: [10, 0],
    })[event.key];
    if (!by) return;
    event.preventDefault();
    onMove(clamp(props.cursor.row + by[0], props.rows), clamp(props.cursor.col + by[1], props.cols));
  });

  function draw() {
    const { rows, cols, values } = props;
    canvas.width = cols;
    canvas.height = rows;
    const context = canvas.getContext("2d");
    if (!context) return;
    let largest = 0;
    for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
    const [positive, negative] = [rgb(element, "--pos"), rgb(element, "--neg")];
    const image = context.createImageData(cols, rows);
    for (let i = 0; i < values.length; i++) {
      const [r, g, b] = values[i] >= 0 ? positive : negative;
      image.data.set([r, g, b, Math.round((255 * Math.abs(values[i])) / (largest || 1))], i * 4);
    }
    context.putImageData(image, 0, 0);
  }

  return {
    element,
    /** @param {HeatmapProps} next */
    update(next) {
      props = next;
      setText(caption, props.title);
      canvas.setAttribute("aria-label", `${props.label} ${props.readout}`);
      setText(readout, props.readout);
      if (drawn.values !== props.values || drawn.theme !== props.theme) {
        drawn = { values: props.values, theme: props.theme };
        draw();
      }
      mark.style.left = `${(100 * (props.cursor.col + 0.5)) / props.cols}%`;
      mark.style.top = `${(100 * (props.cursor.row + 0.5)) / props.rows}%`;
    },
  };
}
