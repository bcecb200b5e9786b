import { h } from "./dom.js";
import { showNumber } from "./number.js";
import { nextTask } from "./pauses.js";

/**
 * @typedef {object} Series
 * @property {string} label
 * @property {ArrayLike<number | null>} values  null where there is none; the line goes on beyond it
 * @property {string} color   a custom property's name, "--q"
 * @property {boolean | "fine"} [dashed]  so that lines can be told apart without their colours; "fine" for a line
 *                                that only helps to read the others
 */

/** @typedef {import("uplot")} Plot */

/** The library takes a while to start: when the first chart is drawn, not while the page loads. @type {typeof import("uplot") | undefined} */
let Plot;

/** In a task of its own, and done before the one in which it draws. */
async function startPlot() {
  await nextTask();
  Plot ??= (await import("uplot")).default;
  await nextTask();
}

/** Fewer lines than one at every doubling. @param {Plot} _ @param {number} __ @param {number} least @param {number} most */
const powersOfFour = (_, __, least, most) =>
  Array.from({ length: 24 }, (_, i) => 4 ** (i - 8)).filter((x) => x >= least && x <= most);

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
  const details = h("details", {}, summary, h("div", { class: "scroller" }, table));
  const element = h("figure", { class: "chart" }, h("figcaption", {}), canvasArea, details);
  /** @type {{x: string, xs: ArrayLike<number>, series: Series[]} | null} */
  let shown = null;
  details.addEventListener("toggle", () => {
    if (details.open && shown) fillTable(shown);
  });
  /** @type {Plot | null} */
  let plot = null;
  let built = "";
  const observer = new ResizeObserver(() => {
    if (plot) plot.setSize({ width: canvasArea.clientWidth, height });
    else if (shown) build(shown);
  });
  observer.observe(canvasArea);

  /** @param {string} name */
  const color = (name) => getComputedStyle(canvasArea).getPropertyValue(name).trim();

  /** @param {{x: string, logarithmic?: boolean, logarithmicY?: boolean, range?: [number, number], xs: ArrayLike<number>, series: Series[]}} props */
  function build({ x, logarithmic, logarithmicY, range, xs, series }) {
    plot?.destroy();
    plot = null;
    // Colours are those of the page: before it stands there, it has none.
    if (!canvasArea.isConnected) return;
    if (!Plot) {
      startPlot().then(() => {
        if (shown && !plot) build(shown);
      });
      return;
    }
    const axis = {
      stroke: color("--soft"),
      grid: { stroke: color("--line"), width: 1 },
      ticks: { show: false },
      font: "12px sans-serif",
    };
    plot = new Plot(
      {
        width: Math.max(200, canvasArea.clientWidth),
        height,
        scales: {
          x: { time: false, ...(logarithmic ? { distr: 3, log: 2 } : {}) },
          y: {
            ...(logarithmicY ? { distr: 3, log: logarithmic ? 2 : 10 } : {}),
            ...(range ? { range } : {}),
          },
        },
        legend: { live: false },
        cursor: { drag: { x: false, y: false } },
        axes: [
          { ...axis, label: x, labelSize: 18, size: 30, labelGap: 0, labelFont: "12px sans-serif" },
          {
            ...axis,
            size: 52,
            values: (_, splits) => splits.map(shortNumber),
            ...(logarithmic && logarithmicY ? { splits: powersOfFour, filter: (_, all) => all } : {}),
          },
        ],
        series: [
          {},
          ...series.map((s) => ({
            label: s.label,
            stroke: color(s.color),
            width: s.dashed === "fine" ? 1 : 2,
            dash: s.dashed ? (s.dashed === "fine" ? [2, 3] : [6, 4]) : undefined,
            spanGaps: true,
            points: { show: xs.length < 40 && s.dashed !== "fine" },
          })),
        ],
      },
      data(xs, series),
      canvasArea,
    );
  }

  /** @param {ArrayLike<number>} xs @param {Series[]} series @returns {import("uplot").AlignedData} */
  const data = (xs, series) =>
    /** @type {any} */ ([Array.from(xs), ...series.map((s) => Array.from(s.values))]);

  return {
    element,
    /**
     * @param {{title: string, x: string, tableLabel: string, xs: ArrayLike<number>, series: Series[], logarithmic?: boolean, logarithmicY?: boolean, range?: [number, number], theme: string}} props
     */
    update(props) {
      const { title, x, tableLabel, xs, series, logarithmic, theme } = props;
      const caption = /** @type {HTMLElement} */ (element.firstElementChild);
      if (caption.textContent !== title) caption.textContent = title;
      summary.textContent = tableLabel;
      const signature = JSON.stringify([
        x,
        logarithmic,
        props.logarithmicY,
        props.range,
        theme,
        xs.length < 40,
        series.map((s) => [s.label, s.color, s.dashed]),
      ]);
      if (signature !== built || !plot) {
        built = signature;
        build(props);
      } else plot.setData(data(xs, series));
      shown = props;
      // A chart that changes many times a second writes its table for whoever has opened it.
      if (details.open) fillTable(props);
    },
    stop() {
      observer.disconnect();
      plot?.destroy();
    },
  };

  /** @param {{x: string, xs: ArrayLike<number>, series: Series[]}} props */
  function fillTable({ x, xs, series }) {
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
            ...series.map((s) => h("td", {}, cellText(s.values[i]))),
          ),
        ),
      ),
    );
  }
}

/** Beside an axis there is room for a few characters. @param {number | null} value null on a logarithmic axis: a line without its number */
const shortNumber = (value) =>
  value === null
    ? ""
    : Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3)
      ? value.toExponential(0).replace("e+", "e").replace("-", "−")
      : String(Number(value.toPrecision(4))).replace("-", "−");

/** @param {number | null} value */
const cellText = (value) => (value === null ? "" : showNumber(value));
