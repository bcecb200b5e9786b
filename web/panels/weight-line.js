import { h } from "../components/dom.js";
import { numberElement } from "../components/formula.js";
import { math, prose } from "../components/math.js";
import { numberShade } from "../components/shade.js";
import { hasMessage } from "../i18n/index.js";
import { optimizerNodes } from "../lessons/paths.js";
import { cellName, nameOf } from "../views/labels.js";
import { weightOf } from "./weight.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {{path: string, row: number, col: number}} Cell */

/** All that a step makes of one weight, from its old value to its new one. @param {Cell} weight @param {Trace} trace */
function stationsOf(weight, trace) {
  const { gradient } = trace.node(weight.path);
  const made = optimizerNodes(weight.path, trace);
  return [weight.path, ...(gradient ? [gradient] : []), ...made].map((path) => ({ ...weight, path }));
}

/** What a station is called in the texts. @param {Cell} station @param {Trace} trace */
function kindOf({ path }, trace) {
  const { op, gradient_of } = trace.node(path);
  return op === "parameter" ? "weight" : gradient_of ? "gradient" : nameOf(path);
}

/**
 * One weight on its way through a step of the optimizer: old value, gradient, running means, step, new value.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createWeightLine({ actions, t }) {
  const title = h("h2");
  const line = h("ol", { class: "stations" });
  const element = h("section", { class: "weight-line" }, title, line);

  /** @param {Cell} station @param {Record<string, any>} state */
  function draw(station, { trace, cell, lang }) {
    const { path, row, col } = station;
    const value = trace.value(path, row, col);
    const largest = Math.max(...Array.from(trace.flat(path), Math.abs));
    const kind = kindOf(station, trace);
    const about = hasMessage(lang, `about-${kind}`) ? t(`about-${kind}`) : "";
    const open = cell?.path === path && cell.row === row && cell.col === col;
    const button = h(
      "button",
      {
        type: "button",
        class: `station ${open ? "on" : ""}`,
        onclick: () => actions.selectCell(station),
      },
      h("span", { class: "station-name" }, math(nameOf(path))),
      h("span", { class: `station-value ${value < 0 ? "neg" : "pos"}` }, numberElement(value)),
      h("small", {}, about),
    );
    button.style.setProperty(
      "--a",
      (0.6 * numberShade(largest > 0 ? Math.abs(value) / largest : 0)).toFixed(3),
    );
    return h("li", {}, button);
  }

  return {
    element,
    update(state) {
      const weight = weightOf(state);
      const stations = stationsOf(weight, state.trace);
      title.replaceChildren(prose(t("weight-line", { name: cellName(weight, state.trace) })));
      const focused = [...line.querySelectorAll("button")].findIndex((button) => button.matches(":focus"));
      line.replaceChildren(...stations.map((station) => draw(station, state)));
      if (focused >= 0) line.querySelectorAll("button")[focused]?.focus();
    },
  };
}
