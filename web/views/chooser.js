import { math, roleOf } from "../components/math.js";
import { createRadios } from "../components/radios.js";
import { stepOf } from "../lessons/chapters.js";

/** @typedef {Record<string, any>} State */

export const WEIGHTS = ["W_Q", "W_K", "W_V", "W_O"];

/** 0, 1, 2 … as texts. @param {number} count */
export const countedTo = (count) => Array.from({ length: count }, (_, i) => String(i));

/**
 * One of the heads, or one of the weight matrices, at the steps that look at one of them.
 * @param {import("./context.js").Context} context
 */
export function createChooser({ actions, store, t }) {
  const radios = createRadios((value) => {
    actions.selectCell(null);
    actions.set(stepOf(store.state.step).choose === "head" ? { head: Number(value) } : { weight: value });
  });
  const { element } = radios;

  return {
    element,
    /** @param {State} state */
    update(state) {
      const { choose: among } = stepOf(state.step);
      const heads = state.trace.config.n_heads;
      element.hidden = !among || (among === "head" && heads < 2);
      if (element.hidden) return;
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
