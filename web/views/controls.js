import { numberControl, selectControl, switchControl } from "../components/controls.js";
import { math } from "../components/math.js";
import { fieldOf, formatField } from "../state/schema.js";
import { problemAt } from "./problems.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {Record<string, any>} State */

/** Fields whose names are mathematics and stay as they are in every language. */
const SYMBOLS = new Set(["d_model", "n_heads", "d_k", "d_v"]);

/** What each of these controls needs to have an effect. @type {Record<string, (state: State) => boolean>} */
const NEEDS = {
  length: ({ mask }) => mask === "padding",
  rows_steps: ({ positional }) => positional === "learned",
};

/**
 * The control of one field, made from the field's declaration.
 * @param {string} key @param {string} place where on the page, so that ids stay unique @param {Context} context
 */
export function createFieldControl(key, place, { actions, t }) {
  const { kind, low = 0, high = 0, choices = [] } = fieldOf(key);
  const id = `${place}-${key}`;
  const label = () => (SYMBOLS.has(key) ? math(key) : t(`field-${key}`));
  const change = (/** @type {string} */ text) => actions.setText(key, text);
  if (kind === "boolean") {
    const control = switchControl(id, (on) => change(on ? "1" : "0"));
    return {
      element: control.element,
      /** @param {State} state */
      update: (state) =>
        control.update({
          label: label(),
          value: formatField(key, state[key]),
          problem: problemAt(state, key, t),
        }),
    };
  }
  if (kind === "choice") {
    const control = selectControl(id, change);
    return {
      element: control.element,
      /** @param {State} state */
      update: (state) =>
        control.update({
          label: label(),
          value: state[key],
          problem: problemAt(state, key, t),
          options: choices.map((value) => [value, t(`choice-${key}-${value.replace(".", "-")}`)]),
        }),
    };
  }
  const control = numberControl(id, change, { low, high, whole: kind === "integer" });
  return {
    element: control.element,
    /** @param {State} state */
    update(state) {
      control.element.hidden = NEEDS[key]?.(state) === false;
      control.update({
        label: label(),
        value: formatField(key, state[key]),
        problem: problemAt(state, key, t),
      });
    },
  };
}
