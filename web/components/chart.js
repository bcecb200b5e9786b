import uPlot from "uplot";
import { h } from "./dom.js";
import { showNumber } from "./number.js";

/**
 * @typedef {object} Series
 * @property {string} label
 * @property {ArrayLike<number>} values
 * @property {string} color   a custom property's name, "--q"
 * @property {boolean | "fine"} [dashed]  so that lines can be told apart without their colours; "fine" for a line
 *                                that only helps to read the others
 */

/** Fewer lines than one at every doubling. @param {uPlot} _ @param {number} __ @param {number} least @param {number} most */
const powersOfFour = (_, __, least, most) =>
  Array.from({ length: 24 }, (_, i) => 4 ** (i - 8)).filter((x) => x >= least && x <= most);

/** @typedef {"x" | "both"} Axes which ones grow by factors and not by steps */

/** How many rows the table beside a chart has at most. */
const TABLE_ROWS = 24;

/**
 * Lines over numbers, with a table of the same numbers for whoever cannot see them.
 * @param {{height?: number}} [options]
 */
export function createChart({ height = 190 } = {}) {
  const canvasArea = h("div", { class: "chart-canvas", "aria-hidden": "true" });
  const summary = h("summary");
  const table = h("table", { class: "plain-table" });
  const element = h(
    "figure",
    { class: "chart" },
    h("figcaption", {}),
    canvasArea,
    h("details", {}, summary, h("div", { class: "scroller" }, table)),
  );
  /** @type {uPlot | null} */
  let plot = null;
  let built = "";
  const observer = new ResizeObserver(() => plot?.setSize({ width: canvasArea.clientWidth, height }));
  observer.observe(canvasArea);

  /** @param {string} name */
  const color = (name) => getComputedStyle(canvasArea).getPropertyValue(name).trim();

  /** @param {{x: string, logarithmic?: Axes, xs: ArrayLike<number>, series: Series[]}} props */
  function build({ x, logarithmic, xs, series }) {
    plot?.destroy();
    const axis = {
      stroke: color("--soft"),
      grid: { stroke: color("--line"), width: 1 },
      ticks: { show: false },
      font: "12px sans-serif",
    };
    plot = new uPlot(
      {
        width: Math.max(200, canvasArea.clientWidth),
        height,
        scales: {
          x: { time: false, ...(logarithmic ? { distr: 3, log: 2 } : {}) },
          y: logarithmic === "both" ? { distr: 3, log: 2 } : {},
        },
        legend: { live: false },
        cursor: { drag: { x: false, y: false } },
        axes: [
          { ...axis, label: x, labelSize: 18, size: 30, labelGap: 0, labelFont: "12px sans-serif" },
          {
            ...axis,
            size: 52,
            ...(logarithmic === "both" ? { splits: powersOfFour, filter: (_, all) => all } : {}),
          },
        ],
        series: [
          {},
          ...series.map((s) => ({
            label: s.label,
            stroke: color(s.color),
            width: s.dashed === "fine" ? 1 : 2,
            dash: s.dashed ? (s.dashed === "fine" ? [2, 3] : [6, 4]) : undefined,
            points: { show: xs.length < 40 && s.dashed !== "fine" },
          })),
        ],
      },
      data(xs, series),
      canvasArea,
    );
  }

  /** @param {ArrayLike<number>} xs @param {Series[]} series @returns {uPlot.AlignedData} */
  const data = (xs, series) =>
    /** @type {any} */ ([Array.from(xs), ...series.map((s) => Array.from(s.values))]);

  return {
    element,
    /**
     * @param {{title: string, x: string, tableLabel: string, xs: ArrayLike<number>, series: Series[], logarithmic?: Axes, theme: string}} props
     */
    update(props) {
      const { title, x, tableLabel, xs, series, logarithmic, theme } = props;
      const caption = /** @type {HTMLElement} */ (element.firstElementChild);
      if (caption.textContent !== title) caption.textContent = title;
      summary.textContent = tableLabel;
      const signature = JSON.stringify([
        x,
        logarithmic,
        theme,
        xs.length < 40,
        series.map((s) => [s.label, s.color, s.dashed]),
      ]);
      if (signature !== built || !plot) {
        built = signature;
        build(props);
      } else plot.setData(data(xs, series));
      const every = Math.ceil(xs.length / TABLE_ROWS);
      const rows = Array.from({ length: Math.ceil(xs.length / every) }, (_, i) => i * every);
      table.replaceChildren(
        h(
          "thead",
          {},
          h("tr", {}, ...[x, ...series.map((s) => s.label)].map((name) => h("th", { scope: "col" }, name))),
        ),
        h(
          "tbody",
          {},
          ...rows.map((i) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, showNumber(xs[i])),
              ...series.map((s) => h("td", {}, showNumber(s.values[i]))),
            ),
          ),
        ),
      );
    },
    stop() {
      observer.disconnect();
      plot?.destroy();
    },
  };
}
