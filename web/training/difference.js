import { numberControl, selectControl } from "../components/controls.js";
import { h } from "../components/dom.js";
import { fieldOf, parseField } from "../state/schema.js";
import { createFieldControl, fieldName, valueName } from "../views/controls.js";
import { problemAt } from "../views/problems.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("../views/context.js").Context} Context */

/** Another value than `value` that the field can have: where a comparison starts. @param {string} key @param {any} value */
function otherValue(key, value) {
  const { kind, choices = [], low = 0, high = 0 } = fieldOf(key);
  if (kind === "boolean") return value ? "0" : "1";
  if (kind === "choice") return choices.find((choice) => choice !== value) ?? value;
  if (kind === "number") return String(Math.min(high, value * 10));
  return String(value > low ? Math.max(low, Math.floor(value / 2)) : Math.min(high, value + 1));
}

/** The other run's value, or null where it is not possible. @param {State} state */
export function otherOf(state) {
  try {
    return parseField(`train_${state.compare_field}`, state.compare_other);
  } catch {
    return null;
  }
}

/**
 * The one difference: which field, and its value in each run.
 * @param {Context} context
 */
export function createDifference(context) {
  const { actions, store, t } = context;
  const which = selectControl("compare-field", (field) =>
    actions.set({
      compare_field: field,
      compare_other: otherValue(`train_${field}`, store.state[`train_${field}`]),
    }),
  );
  const first = h("div", { class: "difference-value" });
  const second = h("div", { class: "difference-value" });
  const element = h("div", { class: "difference" }, which.element, first, second);
  /** @type {{update: (state: State) => void}[]} */
  let controls = [];
  let built = "";

  /** @param {string} text */
  function change(text) {
    const key = `train_${store.state.compare_field}`;
    try {
      parseField(key, text);
      actions.dismissProblems("compare_other");
      actions.set({ compare_other: text });
    } catch (error) {
      actions.report(error, "compare_other");
    }
  }

  /** @param {string} key */
  function build(key) {
    const { kind, choices = [], low = 0, high = 0 } = fieldOf(key);
    const a = createFieldControl(key, "compare", context);
    const listed = kind === "choice" ? choices : kind === "boolean" ? ["1", "0"] : null;
    const b = listed
      ? selectControl("compare-other", change)
      : numberControl("compare-other", change, { low, high, whole: kind === "integer" });
    first.replaceChildren(h("b", { class: "run-a" }, "A"), a.element);
    second.replaceChildren(h("b", { class: "run-b" }, "B"), b.element);
    controls = [
      a,
      {
        update(state) {
          const options = (listed ?? []).map((value) => [
            value,
            valueName(key, kind === "boolean" ? value === "1" : value, state.lang, t),
          ]);
          b.update({
            label: fieldName(key, state.lang, t),
            value: state.compare_other,
            problem: problemAt(state, "compare_other", t),
            options: /** @type {any} */ (options),
          });
        },
      },
    ];
  }

  return {
    element,
    /** @param {State} state */
    update(state) {
      const key = `train_${state.compare_field}`;
      if (built !== key) {
        built = key;
        build(key);
      }
      which.update({
        label: t("compare-difference"),
        value: state.compare_field,
        problem: "",
        options: (fieldOf("compare_field").choices ?? []).map((field) => [
          field,
          fieldName(`train_${field}`, state.lang, t),
        ]),
      });
      for (const control of controls) control.update(state);
    },
  };
}
