import { createChart } from "../components/chart.js";
import { h } from "../components/dom.js";
import { numberElement } from "../components/formula.js";
import { prose } from "../components/math.js";
import { attentionMeasures, variance } from "../engine/statistics.js";

/** @typedef {Record<string, any>} State */
/** @typedef {ReturnType<typeof attentionMeasures> & {variance: number}} Measures */

const WIDTHS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const TOKENS = 32;
const HEAD = "block0.attention.head0";

/** So many numbers are mixed into each number of a query that even one alone has variance 1. */
const D_MODEL = 512;

/**
 * Random tokens through one head of width d: with weights of variance 1/d_model, queries and keys have variance 1.
 * @param {number} d @param {boolean} scale @param {number} seed
 */
const experiment = (d, scale, seed) => ({
  tokens: Array.from({ length: TOKENS }, (_, i) => `${seed}:${i}`),
  d_model: D_MODEL,
  n_heads: 1,
  d_k: d,
  d_v: 1,
  positional: { kind: "none" },
  init: { kind: "normal", std: 1 / Math.sqrt(D_MODEL) },
  scale,
  seed,
});

/**
 * Why √d_k: the spread of q·k for widths from 1 to 512, and what it does to softmax, with and without the
 * division. The share of saturated rows and the gain of each row are what changes; the norm of the whole
 * gradient would not show it.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createScaling({ t, compute, store }) {
  const chart = createChart();
  const gains = createChart();
  const progress = h("p", { class: "note", role: "status" });
  const body = h("tbody");
  const head = h("thead");
  const element = h(
    "section",
    { class: "panel scaling" },
    h("h2", {}),
    h("p", { class: "note" }),
    progress,
    h("div", { class: "pair" }, chart.element, gains.element),
    h("div", { class: "scroller" }, h("table", { class: "plain-table numbers" }, head, body)),
  );
  /** @type {{d: number, scaled: Measures, plain: Measures}[]} */
  let results = [];
  let asked = "";
  let stopped = false;

  /** @param {number} d @param {boolean} scale @param {number} seed @returns {Promise<Measures>} */
  async function measure(d, scale, seed) {
    const { trace } = await compute(experiment(d, scale, seed));
    return {
      ...attentionMeasures(trace.matrix(`${HEAD}.attention`)),
      variance: variance(trace.flat(`${HEAD}.scaled`)),
    };
  }

  /** @param {State} state */
  async function run({ seed }) {
    if (asked === String(seed)) return;
    asked = String(seed);
    results = [];
    for (const d of WIDTHS) {
      const row = { d, scaled: await measure(d, true, seed), plain: await measure(d, false, seed) };
      if (stopped || asked !== String(seed)) return;
      results.push(row);
      show(store.state);
    }
  }

  /** @param {State} state */
  function show(state) {
    const [title, text] = /** @type {any} */ (element.children);
    title.replaceChildren(prose(t("scaling-title")));
    text.replaceChildren(prose(t("scaling-text", { tokens: TOKENS })));
    progress.textContent =
      results.length < WIDTHS.length
        ? t("scaling-progress", { done: results.length, all: WIDTHS.length })
        : "";
    if (results.length === 0) return;
    const xs = results.map(({ d }) => d);
    const both = (/** @type {"variance" | "gain"} */ name) => [
      {
        label: t("scaling-without"),
        values: results.map(({ plain }) => plain[name]),
        color: "--k",
        dashed: true,
      },
      { label: t("scaling-with"), values: results.map(({ scaled }) => scaled[name]), color: "--q" },
    ];
    const common = { x: "d_k", tableLabel: t("as-table"), xs, theme: state.shownTheme };
    const rule = {
      label: t("scaling-rule"),
      values: xs,
      color: "--soft",
      dashed: /** @type {const} */ ("fine"),
    };
    chart.update({
      ...common,
      title: t("scaling-variance"),
      series: [...both("variance"), rule],
      logarithmic: true,
      logarithmicY: true,
    });
    gains.update({ ...common, title: t("scaling-gain"), series: both("gain"), logarithmic: true });
    head.replaceChildren(
      h(
        "tr",
        {},
        ...["d_k", "variance", "largest", "entropy", "saturated", "gain"].map((c) =>
          h("th", { scope: "col" }, c === "d_k" ? c : t(`scaling-column-${c}`)),
        ),
      ),
    );
    const pairOf = (/** @type {number} */ without, /** @type {number} */ withIt) =>
      h(
        "td",
        {},
        h("span", { class: "k" }, numberElement(without)),
        " → ",
        h("span", { class: "q" }, numberElement(withIt)),
      );
    body.replaceChildren(
      ...results
        .filter(({ d }) => [4, 64, 256, 512].includes(d))
        .map(({ d, plain, scaled }) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, d),
            .../** @type {const} */ (["variance", "largest", "entropy", "saturated", "gain"]).map((name) =>
              pairOf(plain[name], scaled[name]),
            ),
          ),
        ),
    );
  }

  return {
    element,
    update(state) {
      run(state);
      show(state);
    },
    stop() {
      stopped = true;
      chart.stop();
      gains.stop();
    },
  };
}
