import { h, setText } from "./dom.js";
import { math } from "./math.js";
import { matrixFormat } from "./number.js";
import { numberShade, shareShade } from "./shade.js";

/**
 * @typedef {object} MatrixProps
 * @property {string} id            for tests and labels: the node's path
 * @property {Node} title
 * @property {string} tag           a word beside the title, as "head 1"
 * @property {string} label         what a screen reader says for the whole
 * @property {string} role          colour of the name: q, k, v, …
 * @property {number} rows          as stored; `transposed` turns the picture, not the coordinates
 * @property {number} cols
 * @property {ArrayLike<number>} values  row-major, as stored
 * @property {boolean} [transposed]
 * @property {string[] | null} rowLabels  of stored rows: the tokens
 * @property {string[] | null} colLabels
 * @property {boolean} weights      attention weights: a sequential scale from 0 to 1
 * @property {{row: number, col: number} | null} selected
 * @property {Set<string>} sources  "row,col" of the cells that the open cell was made from
 * @property {Set<string>} current  those of the one term that the player is at
 * @property {number | null} [partial]  what the selected cell has come to so far, while its products are added up
 * @property {number} reached       cells from this one on are not computed yet; −1: all are
 * @property {boolean} editable
 * @property {Set<string>} edited
 * @property {Position | null} [asked]  this number is the question: "?" stands there, the others stay blank
 * @property {string} [theme]       for what is painted and not styled
 * @property {number} [decimals]    how many to write, where the caller knows better
 * @property {(power: string) => string} [unit]  says that numbers stand in units of "10⁻²"; not needed with `decimals`
 * @property {Node} [about]         what it is, in a line under its name
 */

/** @typedef {{row: number, col: number}} Position */

/** A weight that is exactly 0 was hidden; one that only rounds to 0 was not. @param {number} value @param {ReturnType<typeof matrixFormat>} format */
function weightText(value, format) {
  if (value === 0) return "0";
  return value > 0 && value < 0.005 ? "<.01" : format.text(value);
}

/**
 * A matrix that can be read, walked with the keyboard, opened and, where it makes sense, typed into.
 * @param {object} callbacks
 * @param {(cell: Position) => void} callbacks.onSelect
 * @param {(cell: Position, text: string) => void} callbacks.onEdit
 * @param {(row: number, col: number) => string} callbacks.describe what a screen reader says of one cell
 */
export function createMatrix({ onSelect, onEdit, describe }) {
  const name = h("span", { class: "name" });
  const shape = h("small", { class: "shape" });
  const unit = h("small", { class: "in-units" });
  const tag = h("small", { class: "tag" });
  const body = h("tbody");
  const head = h("thead");
  const table = h("table", { role: "grid" }, head, body);
  const scroller = h("div", { class: "scroller" }, table);
  const about = h("p", { class: "about" });
  const caption = h("figcaption", {}, name, tag, shape, unit);
  const element = h("figure", { class: "matrix" }, caption, about, scroller);

  /** @type {MatrixProps} */
  let props;
  /** @type {HTMLTableCellElement[]} in stored order */
  let cells = [];
  let built = "";
  /** @type {Position | null} */
  let typing = null;
  let characters = 0;
  /** How many fit into a cell: a roomy scene has wide ones. */
  const room = () => (element.closest(".roomy") ? 6 : element.closest(".short") ? 4 : 5);

  const index = (/** @type {Position} */ { row, col }) => row * props.cols + col;

  function build() {
    const { rows, cols, transposed, rowLabels, colLabels } = props;
    const down = transposed ? cols : rows;
    const across = transposed ? rows : cols;
    const left = transposed ? colLabels : rowLabels;
    const top = transposed ? rowLabels : colLabels;
    cells = [];
    head.replaceChildren();
    if (top) {
      const row = h("tr", { role: "row" }, left ? h("td", { role: "presentation" }) : null);
      for (let c = 0; c < across; c++)
        row.append(h("th", { scope: "col", role: "columnheader" }, h("span", {}, top[c])));
      head.append(row);
    }
    body.replaceChildren();
    for (let r = 0; r < down; r++) {
      const tr = h("tr", { role: "row" });
      if (left)
        tr.append(h("th", { scope: "row", role: "rowheader", title: left[r] }, h("span", {}, left[r])));
      for (let c = 0; c < across; c++) {
        const [row, col] = transposed ? [c, r] : [r, c];
        const cell = h("td", { role: "gridcell", tabIndex: -1 });
        cell.dataset.row = String(row);
        cell.dataset.col = String(col);
        cells[row * cols + col] = cell;
        tr.append(cell);
      }
      body.append(tr);
    }
  }

  /** @param {EventTarget | null} target @returns {Position | null} */
  function positionOf(target) {
    const cell = target instanceof Element ? target.closest("td[data-row]") : null;
    return cell instanceof HTMLElement
      ? { row: Number(cell.dataset.row), col: Number(cell.dataset.col) }
      : null;
  }

  /** @param {Position} at @param {string} text what stands in the field first */
  function startTyping(at, text) {
    const cell = cells[index(at)];
    typing = at;
    const input = h("input", { type: "text", value: text, inputMode: "decimal", class: "cell-input" });
    input.setAttribute("aria-label", describe(at.row, at.col));
    const finish = (/** @type {boolean} */ keep) => {
      if (!typing) return;
      typing = null;
      const value = input.value;
      const hadFocus = input.matches(":focus");
      input.remove();
      update(props);
      if (hadFocus) cell.focus();
      if (keep) onEdit(at, value);
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Tab") finish(true);
      if (event.key === "Escape") finish(false);
    });
    input.addEventListener("blur", () => finish(true));
    cell.replaceChildren(input);
    input.focus();
    if (text) input.select();
  }

  const select = (/** @type {Event} */ event) => {
    const at = positionOf(event.target);
    if (at && !typing) onSelect(at);
  };
  body.addEventListener("focusin", select);
  body.addEventListener("click", select);
  body.addEventListener("dblclick", (event) => {
    const at = positionOf(event.target);
    if (at && props.editable && !typing) startTyping(at, String(props.values[index(at)]));
  });
  body.addEventListener("keydown", (event) => {
    const at = positionOf(event.target);
    if (!at || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const down = props.transposed ? "col" : "row";
    const across = props.transposed ? "row" : "col";
    const to = { ...at };
    const last = { row: props.rows - 1, col: props.cols - 1 };
    if (event.key === "ArrowUp") to[down]--;
    else if (event.key === "ArrowDown") to[down]++;
    else if (event.key === "ArrowLeft") to[across]--;
    else if (event.key === "ArrowRight") to[across]++;
    else if (event.key === "Home") to[across] = 0;
    else if (event.key === "End") to[across] = last[across];
    else if (props.editable && (event.key === "Enter" || event.key === "F2")) {
      startTyping(at, String(props.values[index(at)]));
      return event.preventDefault();
    } else if (props.editable && /^[-+−－＋.．\d０-９]$/.test(event.key)) {
      startTyping(at, event.key);
      return event.preventDefault();
    } else return;
    event.preventDefault();
    if (to.row < 0 || to.col < 0 || to.row > last.row || to.col > last.col) return;
    cells[index(to)].focus();
  });

  /** @param {MatrixProps} next */
  function update(next) {
    props = next;
    const { rows, cols, values, selected } = props;
    const signature = JSON.stringify([rows, cols, props.transposed, props.rowLabels, props.colLabels]);
    if (signature !== built) {
      built = signature;
      typing = null;
      build();
    }
    let largest = 0;
    for (let i = 0; i < values.length; i++)
      if (Number.isFinite(values[i])) largest = Math.max(largest, Math.abs(values[i]));
    characters = room();
    // A weight has no sign and fits everywhere.
    const format = props.weights
      ? matrixFormat(0, props.decimals)
      : matrixFormat(largest, props.decimals, characters);
    const asked = props.asked ? index(props.asked) : -1;

    element.dataset.path = props.id;
    element.className = `matrix ${props.role} ${props.transposed ? "transposed" : ""} ${props.editable ? "editable" : ""}`;
    if (name.textContent !== props.title.textContent) name.replaceChildren(props.title);
    if (tag.dataset.tag !== props.tag) {
      tag.dataset.tag = props.tag;
      tag.replaceChildren(/_/.test(props.tag) ? math(props.tag) : props.tag);
    }
    setText(shape, `${props.transposed ? cols : rows} × ${props.transposed ? rows : cols}`);
    setText(unit, (format.power && props.unit?.(format.power)) ?? "");
    if (about.textContent !== (props.about?.textContent ?? "")) about.replaceChildren(props.about ?? "");
    table.setAttribute("aria-label", props.label);

    const tabbable = selected ? index(selected) : 0;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      const isSelected = selected !== null && i === tabbable;
      const value = (isSelected ? props.partial : null) ?? values[i];
      const key = `${Math.floor(i / cols)},${i % cols}`;
      const pending = (props.reached >= 0 && i >= props.reached) || (asked >= 0 && i !== asked);
      const classes = [];
      if (i === asked) classes.push("asked");
      else if (!Number.isFinite(value)) classes.push("hidden-cell");
      else classes.push(props.weights ? "weight" : value > 0 ? "pos" : value < 0 ? "neg" : "zero");
      if (props.sources.has(key)) classes.push("source");
      if (props.current.has(key)) classes.push("current");
      if (props.edited.has(key)) classes.push("edited");
      if (pending) classes.push("pending");
      if (isSelected) classes.push("selected");
      const className = classes.join(" ");
      if (cell.className !== className) cell.className = className;
      const shade = props.weights
        ? shareShade(value)
        : numberShade(largest > 0 ? Math.abs(value) / largest : 0);
      const alpha = Number.isFinite(value) ? shade.toFixed(3) : "0";
      if (cell.style.getPropertyValue("--a") !== alpha) cell.style.setProperty("--a", alpha);
      if (!(typing && index(typing) === i))
        setText(
          cell,
          i === asked
            ? "?"
            : asked < 0
              ? props.weights
                ? weightText(value, format)
                : format.text(value)
              : "",
        );
      cell.tabIndex = i === tabbable ? 0 : -1;
      cell.setAttribute("aria-selected", String(isSelected));
    }
  }

  return {
    element,
    update,
    /** Writes the numbers anew where the cells have become wide enough for more digits, or too narrow. */
    refit() {
      if (characters !== room()) update(props);
    },
    /** @param {Position} at */
    focus(at) {
      cells[index(at)]?.focus();
    },
  };
}
