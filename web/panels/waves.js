import { createChart } from "../components/chart.js";
import { h } from "../components/dom.js";
import { formula } from "../components/formula.js";
import { createHeatmap } from "../components/heatmap.js";
import { prose } from "../components/math.js";
import { showNumber } from "../components/number.js";
import { createDial } from "./dial.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {Record<string, any>} State */

const BASE = 10000;

/** Only the encoding, for many positions. @param {number} n @param {number} d_model */
const encodingConfig = (n, d_model) => ({
  tokens: Array.from({ length: n }, (_, i) => String(i)),
  d_model,
  n_heads: 1,
  positional: { kind: "sinusoidal", base: BASE },
  stop_after: "input",
});

/**
 * The sinusoidal encoding seen from afar: the picture of P, single waves, how alike positions are, and a shift
 * as a rotation.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createWaves({ t, compute, store }) {
  let cursor = { row: 10, col: 8 };
  let likeCursor = { row: 10, col: 10 };
  /** @type {Trace | null} */
  let trace = null;
  let asked = "";

  const picture = createHeatmap((row, col) => {
    cursor = { row, col };
    show(store.state);
    explain();
  });
  const opened = h("div", { class: "opened" });
  const chart = createChart();
  const likeness = createHeatmap((row, col) => {
    likeCursor = { row, col };
    show(store.state);
  });
  const dial = createDial();
  const shiftText = h("p", { class: "note" });
  const uniqueText = h("p", { class: "note" });
  const element = h(
    "div",
    { class: "panel waves" },
    h(
      "div",
      { class: "pair" },
      h("div", {}, picture.element, opened),
      h("div", {}, likeness.element, uniqueText),
    ),
    chart.element,
    h("div", { class: "pair" }, dial.element, shiftText),
  );

  /** @param {State} state */
  async function ask(state) {
    const key = `${state.waves_n} ${state.waves_d}`;
    if (key === asked) return;
    asked = key;
    const config = encodingConfig(state.waves_n, state.waves_d);
    const answer = await compute(config);
    if (key !== asked) return; // a newer question is on its way
    trace = answer.trace;
    show(store.state);
    explain();
  }

  /** The number under the cursor, as its formula. */
  async function explain() {
    if (!trace) return;
    const [rows, cols] = trace.node("P").shape;
    const at = { path: "P", row: Math.min(cursor.row, rows - 1), col: Math.min(cursor.col, cols - 1) };
    // One row is enough for one number, however many positions are shown.
    const { explanation } = await compute(encodingConfig(at.row + 1, cols), at);
    if (cursor.row !== at.row || cursor.col !== at.col) return;
    opened.replaceChildren(
      formula(explanation, { onOpen: () => {}, describe: () => "", roleOf: () => "", more: () => "" }),
    );
  }

  /** @param {State} state */
  function show(state) {
    if (!trace) return;
    const P = trace.flat("P");
    const [rows, cols] = trace.node("P").shape;
    cursor = { row: Math.min(cursor.row, rows - 1), col: Math.min(cursor.col, cols - 1) };
    likeCursor = { row: Math.min(likeCursor.row, rows - 1), col: Math.min(likeCursor.col, rows - 1) };
    const at = (/** @type {number} */ row, /** @type {number} */ col) => P[row * cols + col];
    picture.update({
      title: t("waves-picture", { n: rows, d_model: cols }),
      label: t("waves-picture", { n: rows, d_model: cols }),
      rows,
      cols,
      values: P,
      cursor,
      readout: t("waves-readout", { ...cursor, value: showNumber(at(cursor.row, cursor.col)) }),
      theme: state.shownTheme,
    });
    const similarity = trace.flat("similarity");
    likeness.update({
      title: t("waves-likeness"),
      label: t("waves-likeness"),
      rows,
      cols: rows,
      values: similarity,
      cursor: likeCursor,
      readout: t("waves-like-readout", {
        ...likeCursor,
        value: showNumber(similarity[likeCursor.row * rows + likeCursor.col]),
        distance: Math.abs(likeCursor.row - likeCursor.col),
      }),
      theme: state.shownTheme,
    });
    uniqueText.textContent = t("waves-unique", { distance: showNumber(closestRows(P, rows, cols)) });

    const pair = Math.min(state.waves_pair, Math.floor((cols - 1) / 2));
    const columns = [2 * pair, 2 * pair + 1].filter((col) => col < cols);
    const wavelength = 2 * Math.PI * BASE ** ((2 * pair) / cols);
    chart.update({
      title: t("waves-chart", { even: 2 * pair, odd: 2 * pair + 1, wavelength: showNumber(wavelength) }),
      x: t("position"),
      tableLabel: t("as-table"),
      xs: Array.from({ length: rows }, (_, i) => i),
      series: columns.map((col) => ({
        label: col % 2 ? `cos · ${col}` : `sin · ${col}`,
        values: Array.from({ length: rows }, (_, row) => at(row, col)),
        color: col % 2 ? "--k" : "--q",
        dashed: col % 2 === 1,
      })),
      theme: state.shownTheme,
    });

    const from = Math.min(cursor.row, rows - 1);
    const to = Math.min(from + state.waves_shift, rows - 1);
    const arrow = (/** @type {number} */ row) => ({ x: at(row, 2 * pair + 1) ?? 0, y: at(row, 2 * pair) });
    dial.update([
      { ...arrow(from), color: "var(--q)", label: String(from) },
      { ...arrow(to), color: "var(--k)", label: String(to) },
    ]);
    const angle = (to - from) / BASE ** ((2 * pair) / cols);
    shiftText.replaceChildren(
      prose(
        t("waves-shift", { from, to, pair, shift: to - from, angle: showNumber((angle * 180) / Math.PI) }),
      ),
    );
  }

  return {
    element,
    update(state) {
      ask(state);
      show(state);
    },
    stop: () => chart.stop(),
  };
}

/** The smallest distance between two different rows: no two positions are the same. @param {ArrayLike<number>} P @param {number} rows @param {number} cols */
function closestRows(P, rows, cols) {
  let least = Infinity;
  for (let a = 0; a < rows; a++)
    for (let b = a + 1; b < Math.min(rows, a + 65); b++) {
      let sum = 0;
      for (let c = 0; c < cols; c++) sum += (P[a * cols + c] - P[b * cols + c]) ** 2;
      least = Math.min(least, sum);
    }
  return Math.sqrt(least);
}
