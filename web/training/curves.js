import { createChart } from "../components/chart.js";
import { h } from "../components/dom.js";
import { averaged, widthOf } from "../runs/curve.js";
import { createFieldControl } from "../views/controls.js";

/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {import("../runs/run.js").Run} Run */

/**
 * Loss and held-out accuracy of one run or two over their steps.
 * @param {Context} context
 */
export function createCurves(context) {
  const { t, room } = context;
  const loss = createChart({ height: 150 });
  const accuracy = createChart({ height: 150 });
  const log = createFieldControl("train_log", "curves", context);
  const element = h(
    "div",
    { class: "curves" },
    h("div", {}, loss.element, log.element),
    h("div", {}, accuracy.element),
  );
  const COLORS = ["--q", "--k"];
  /** @type {unknown[]} */
  let drawn = [];

  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      log.update(state);
      const { runs, previousLosses } = room;
      const two = runs.length === 2;
      const next = [
        ...[state.lang, state.shownTheme, state.train_log],
        ...runs.flatMap((run) => [run.losses.length, run.losses.at(-1), run.evaluations.length]),
      ];
      if (next.length === drawn.length && next.every((value, i) => value === drawn[i])) return;
      drawn = next;
      const name = (/** @type {number} */ i) => (two ? ` ${"AB"[i]}` : "");
      const longest = Math.max(1, ...runs.map((run) => run.losses.length), previousLosses.length);
      const width = widthOf(longest);
      const count = Math.ceil(longest / width);
      const before = two ? [] : previousLosses;
      loss.update({
        title: width > 1 ? t("curve-loss-mean", { width }) : t("curve-loss"),
        x: t("curve-steps"),
        tableLabel: t("as-table"),
        xs: Array.from({ length: count }, (_, i) => Math.min(longest, (i + 1) * width)),
        series: [
          ...runs.map((run, i) => ({
            label: t("curve-loss") + name(i),
            values: averaged(run.losses, width, count),
            color: COLORS[i],
            dashed: i === 1,
          })),
          ...(before.length
            ? [
                {
                  label: t("curve-before"),
                  values: averaged(before, width, count),
                  color: "--soft",
                  dashed: true,
                },
              ]
            : []),
        ],
        logarithmicY: state.train_log,
        theme: state.shownTheme,
      });
      const steps = [...new Set(runs.flatMap((run) => run.evaluations.map(({ step }) => step)))].sort(
        (a, b) => a - b,
      );
      const at = (/** @type {Run} */ run) => new Map(run.evaluations.map((e) => [e.step, 100 * e.accuracy]));
      const target = 100 * state.train_accuracy;
      accuracy.update({
        title: t("curve-accuracy"),
        x: t("curve-steps"),
        tableLabel: t("as-table"),
        xs: [0, ...steps],
        series: [
          ...runs.map((run, i) => {
            const known = at(run);
            return {
              label: t("curve-accuracy-of") + name(i),
              values: [null, ...steps.map((step) => known.get(step) ?? null)],
              color: COLORS[i],
              dashed: i === 1,
            };
          }),
          {
            label: t("curve-target"),
            values: [target, ...steps.map(() => target)],
            color: "--soft",
            dashed: true,
          },
        ],
        range: [0, 104],
        theme: state.shownTheme,
      });
    },
    stop() {
      loss.stop();
      accuracy.stop();
    },
  };
}
