import { h, setText } from "./dom.js";

/** @typedef {import("./matrix.js").MatrixProps} MatrixProps */
/** @typedef {{row: number, col: number}} Position */

/** @param {Element} element @param {string} name */
const rgb = (element, name) =>
  getComputedStyle(element).getPropertyValue(name).trim().split(/\s+/).map(Number);

/**
 * A matrix that is too large for cells of its own, with the same properties: a picture whose numbers are read and
 * opened with the pointer or the arrow keys.
 * @param {object} callbacks
 * @param {(cell: Position) => void} callbacks.onSelect
 * @param {(row: number, col: number) => string} callbacks.describe
 */
export function createPicture({ onSelect, describe }) {
  const name = h("span", { class: "name" });
  const tag = h("small", { class: "tag" });
  const shape = h("small", { class: "shape" });
  const canvas = h("canvas", { class: "picture", tabIndex: 0, role: "img" });
  const mark = h("i", { class: "picture-mark", hidden: true });
  const frame = h("div", { class: "picture-frame" }, canvas, mark);
  // Spoken when somebody moves, not when the numbers change by themselves.
  const readout = h("p", { class: "readout", "aria-live": "off" });
  const element = h(
    "figure",
    { class: "matrix large" },
    h("figcaption", {}, name, tag, shape),
    frame,
    readout,
  );
  /** @type {MatrixProps} */
  let props;
  /** @type {Position} */
  let cursor = { row: 0, col: 0 };
  /** @type {unknown[]} */
  let drawn = [];

  const sizes = () =>
    props.transposed ? { down: props.cols, across: props.rows } : { down: props.rows, across: props.cols };
  const placed = (/** @type {Position} */ { row, col }) =>
    props.transposed ? { down: col, across: row } : { down: row, across: col };

  /** @param {number} down @param {number} across */
  function read(down, across) {
    const size = sizes();
    const d = Math.max(0, Math.min(size.down - 1, down));
    const a = Math.max(0, Math.min(size.across - 1, across));
    cursor = props.transposed ? { row: a, col: d } : { row: d, col: a };
    const value = props.values[cursor.row * props.cols + cursor.col];
    setText(readout, `${describe(cursor.row, cursor.col)} = ${value.toPrecision(4).replace("-", "−")}`);
    canvas.setAttribute("aria-label", `${props.label}. ${readout.textContent}`);
  }

  /** @param {PointerEvent | MouseEvent} event */
  function point(event) {
    const box = canvas.getBoundingClientRect();
    const { down, across } = sizes();
    read(
      Math.floor(((event.clientY - box.top) / box.height) * down),
      Math.floor(((event.clientX - box.left) / box.width) * across),
    );
  }
  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("click", (event) => {
    point(event);
    onSelect(cursor);
  });
  canvas.addEventListener("keydown", (event) => {
    const by = /** @type {Record<string, [number, number]>} */ ({
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    })[event.key];
    if (by) {
      event.preventDefault();
      const { down, across } = placed(cursor);
      readout.setAttribute("aria-live", "polite");
      read(down + by[0], across + by[1]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onSelect(cursor);
    }
  });

  function draw() {
    const { down, across } = sizes();
    canvas.width = across;
    canvas.height = down;
    const context = canvas.getContext("2d");
    if (!context) return;
    const { values, cols, weights, transposed } = props;
    let largest = 0;
    for (let i = 0; i < values.length; i++)
      if (Number.isFinite(values[i])) largest = Math.max(largest, Math.abs(values[i]));
    const colors = { positive: rgb(canvas, weights ? "--att" : "--pos"), negative: rgb(canvas, "--neg") };
    const image = context.createImageData(across, down);
    for (let d = 0; d < down; d++)
      for (let a = 0; a < across; a++) {
        const value = transposed ? values[a * cols + d] : values[d * cols + a];
        const strength = Number.isFinite(value) ? Math.abs(value) / (weights ? 1 : largest || 1) : 0;
        const [r, g, b] = value >= 0 ? colors.positive : colors.negative;
        image.data.set(
          [r, g, b, Math.round(255 * (0.05 + 0.9 * Math.min(1, strength)))],
          (d * across + a) * 4,
        );
      }
    context.putImageData(image, 0, 0);
  }

  return {
    element,
    /** @param {MatrixProps & {theme?: string}} next */
    update(next) {
      props = next;
      element.dataset.path = props.id;
      element.className = `matrix large ${props.role}`;
      if (name.textContent !== props.title.textContent) name.replaceChildren(props.title);
      setText(tag, props.tag);
      const { down, across } = sizes();
      setText(shape, `${down} × ${across}`);
      frame.style.aspectRatio = `${across} / ${down}`;
      frame.style.width = `min(100%, ${Math.max(96, Math.min(across * 7, (across / down) * 360))}px)`;
      const key = [props.values, props.theme, props.transposed];
      if (!key.every((value, i) => value === drawn[i])) {
        drawn = key;
        draw();
      }
      const { selected } = props;
      mark.hidden = selected === null;
      if (selected) {
        cursor = selected;
        const at = placed(selected);
        mark.style.left = `${(100 * (at.across + 0.5)) / across}%`;
        mark.style.top = `${(100 * (at.down + 0.5)) / down}%`;
      }
      const at = placed(cursor);
      readout.setAttribute("aria-live", "off");
      read(at.down, at.across);
    },
    /** @param {Position} at */
    focus(at) {
      cursor = at;
      canvas.focus();
    },
  };
}
