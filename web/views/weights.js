import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { percent } from "../components/number.js";
import { createRadios } from "../components/radios.js";
import { fieldOf } from "../state/schema.js";
import { fieldName, valueName } from "./controls.js";

/**
 * Random weights or learned ones: one choice for all chapters.
 * @param {import("./context.js").Context} context
 */
export function createWeightsChoice({ actions, t }) {
  const radios = createRadios((value) => actions.set({ weights: value }));
  return {
    element: radios.element,
    /** @param {Record<string, any>} state */
    update({ weights, lang }) {
      radios.update({
        label: fieldName("weights", lang, t),
        values: [...(fieldOf("weights").choices ?? [])],
        chosen: weights,
        lang,
        nameOf: (value) => valueName("weights", value, lang, t),
      });
    },
  };
}

/**
 * Where the weights are introduced: the choice, and where these come from.
 * @type {import("./context.js").CreatePanel}
 */
export function createWeightsPanel(context) {
  const { t } = context;
  const choice = createWeightsChoice(context);
  const about = h("p", { class: "note" });
  const element = h("section", { class: "panel weights" }, choice.element, about);
  let said = "";
  return {
    element,
    update(state) {
      choice.update(state);
      const { steps = 0, accuracy = 0 } = state.learned ?? {};
      const text = t(`weights-${state.weights}`, { steps, accuracy: percent(accuracy) });
      if (text === said) return;
      said = text;
      about.replaceChildren(prose(text));
    },
  };
}

/** More than these nobody reads. */
const MOST_OFFERED = 4;

/**
 * What can be done about a sentence that the learned weights never met.
 * @param {Record<string, any>} args of the problem @param {import("./context.js").Context} context
 */
export function sentenceOffer({ known, asked }, { actions, t }) {
  const button = (
    /** @type {string} */ look,
    /** @type {string} */ text,
    /** @type {Record<string, any>} */ to,
  ) => h("button", { type: "button", class: look, onclick: () => actions.set(to) }, text);
  return h(
    "div",
    { class: "message problem sentence-offer" },
    h("span", {}, t("offer-sentences")),
    h(
      "div",
      { class: "chooser" },
      ...known
        .split("\n")
        .slice(0, MOST_OFFERED)
        .map((/** @type {string} */ each) => button("choice", each, { weights: "learned", sentence: each })),
    ),
    button("plain", t("offer-random"), { weights: "random", sentence: asked }),
  );
}
