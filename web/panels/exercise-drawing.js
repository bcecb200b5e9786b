import { math } from "../components/math.js";
import { createMatrix } from "../components/matrix.js";
import { drawingOf } from "../views/drawing.js";
import { fitScenes } from "../views/fit.js";
import { axesOf, cellName, isAttention, nameOf, numbered, roleOfPath, tagOf } from "../views/labels.js";
import { layScene } from "../views/scene.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {{path: string, row: number, col: number}} Cell */

/** As many decimals as the numbers have: whole numbers stand as such. @param {ArrayLike<number>} values @param {number} most */
function decimalsOf(values, most) {
  const finite = Array.from(values).filter(Number.isFinite);
  for (let decimals = 0; decimals < most; decimals++) {
    const scale = 10 ** decimals;
    if (finite.every((x) => Math.abs(x * scale - Math.round(x * scale)) < 1e-4 * scale)) return decimals;
  }
  return most;
}

/**
 * @typedef {object} Marks
 * @property {Cell | null} [asked]   the question
 * @property {Cell | null} [mark]    a cell to point at
 * @property {Set<string>} [changed] "row,col" to light in every matrix
 */

/**
 * The matrices of an exercise, drawn as the operation that they belong to.
 * @param {Trace} trace @param {string[]} paths @param {import("../i18n/index.js").Translator} t
 * @param {{plain?: boolean, note?: string} & Marks} options
 */
export function exerciseDrawing(trace, paths, t, { plain = false, note = "", ...first }) {
  /** @type {{path: string, transposed: boolean, matrix: ReturnType<typeof createMatrix>}[]} */
  const matrices = [];
  const drawing = drawingOf(paths, trace, plain);
  const element = layScene(drawing, ({ path, transposed = false }) => {
    const matrix = createMatrix({
      onSelect: () => {},
      onEdit: () => {},
      describe: (row, col) => cellName({ path, row, col }, trace),
    });
    matrices.push({ path, transposed, matrix });
    return matrix.element;
  });
  element.classList.add("exercise-scene");

  /** @param {Marks} marks */
  function show({ asked = null, mark = null, changed = new Set() }) {
    for (const { path, transposed, matrix } of matrices) {
      const [rows, cols] = trace.node(path).shape;
      const axes = axesOf(path, trace);
      const name = `${nameOf(path)}${transposed ? "ᵀ" : ""}`;
      const values = trace.flat(path);
      matrix.update({
        id: `exercise.${path}`,
        title: math(name),
        tag: [tagOf(path, t), note].filter(Boolean).join(" "),
        label: [name, note, t("exercise-matrix")].filter(Boolean).join(", "),
        role: roleOfPath(path),
        rows,
        cols,
        transposed,
        values,
        rowLabels: axes.rows ?? (rows > 1 ? numbered(rows) : null),
        colLabels: axes.cols ?? (cols > 1 ? numbered(cols) : null),
        weights: isAttention(path),
        selected: null,
        sources: changed,
        current: mark?.path === path ? new Set([`${mark.row},${mark.col}`]) : new Set(),
        reached: -1,
        editable: false,
        edited: new Set(),
        asked: asked?.path === path ? asked : null,
        decimals: decimalsOf(values, isAttention(path) ? 3 : 2),
      });
    }
    fit();
  }
  const fit = () => {
    const room = element.parentElement?.clientWidth ?? 0;
    if (room) fitScenes([element], room, 0);
  };
  const observer = new ResizeObserver(fit);
  observer.observe(element);
  show(first);
  return { element, show, stop: () => observer.disconnect() };
}
