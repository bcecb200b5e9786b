import { h } from "../components/dom.js";
import { math, roleOf } from "../components/math.js";
import { createRadios } from "../components/radios.js";
import { stepOf } from "../lessons/chapters.js";
import { resolvePath, tabOf } from "../lessons/paths.js";
import { nameOf } from "./labels.js";

/** @typedef {Record<string, any>} State */

export const WEIGHTS = ["W_Q", "W_K", "W_V", "W_O"];

/** 0, 1, 2 … as texts. @param {number} count */
export const countedTo = (count) => Array.from({ length: count }, (_, i) => String(i));

/**
 * One of the heads, or one of the weight matrices, at the steps that look at one of them; and one of the products of a
 * step that has several.
 * @param {import("./context.js").Context} context
 */
export function createChooser({ actions, store, t }) {
  const radios = createRadios((value) => {
    actions.selectCell(null);
    actions.set(stepOf(store.state.step).choose === "head" ? { head: Number(value) } : { weight: value });
  });
  const tabs = createRadios((value) => {
    actions.selectCell(null);
    actions.set({ tab: Number(value) });
  });
  const element = h("div", { class: "choosers" }, tabs.element, radios.element);

  /** @param {State} state */
  function showTabs(state) {
    const { scenes, tabs: has } = stepOf(state.step);
    tabs.element.hidden = !has;
    if (!has) return;
    const names = scenes.map(([path]) => nameOf(resolvePath(path, state, state.trace)));
    tabs.update({
      label: t("choose-product"),
      values: countedTo(scenes.length),
      chosen: String(tabOf(state)),
      lang: state.lang + names,
      nameOf: (value) => math(names[Number(value)]),
    });
  }

  return {
    element,
    /** @param {State} state */
    update(state) {
      showTabs(state);
      const { choose: among } = stepOf(state.step);
      const heads = state.trace.config.n_heads;
      radios.element.hidden = !among || (among === "head" && heads < 2);
      if (radios.element.hidden) return;
      const ofHead = among === "head";
      radios.update({
        label: t(`choose-${among}`),
        values: ofHead ? countedTo(heads) : WEIGHTS,
        chosen: ofHead ? String(Math.min(state.head, heads - 1)) : state.weight,
        lang: state.lang,
        nameOf: (value) => (ofHead ? t("tag-head", { head: value }) : math(value)),
        classOf: (value) => (ofHead ? "" : roleOf(value)),
      });
    },
  };
}
