import { numberControl, selectControl, switchControl, textControl } from "../components/controls.js";
import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { hasMessage } from "../i18n/index.js";
import { sentenceOf } from "../state/config.js";
import { fieldOf, formatField } from "../state/schema.js";
import { problemAt } from "./problems.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {Record<string, any>} State */

/** Fields whose names are mathematics and stay as they are in every language. */
const SYMBOLS = new Set(["d_model", "n_heads", "d_k", "d_v"]);

/** What each of these controls needs to have an effect. @type {Record<string, (state: State) => boolean>} */
const NEEDS = {
  // Learned weights begin as their training says.
  init: ({ weights }) => weights === "random",
  length: ({ mask }) => mask === "padding",
  rows_steps: ({ positional }) => positional === "learned",
};

/** A training field has the name and the choices of the lesson's field, unless it has its own. @param {string} key */
const plainName = (key) => key.replace(/^train_/, "");

/** @param {string} kind "field" or "choice" @param {string} key @param {string} lang @param {string} [value] */
function messageOf(kind, key, lang, value = "") {
  const end = value && `-${value.replace(".", "-")}`;
  const own = `${kind}-${key}${end}`;
  return hasMessage(lang, own) ? own : `${kind}-${plainName(key)}${end}`;
}

/** What a field is called, with mathematics between backticks; what has no control, by its name in links. @param {string} key @param {string} lang @param {import("../i18n/index.js").Translator} t */
function writtenName(key, lang, t) {
  const name = plainName(key);
  const message = messageOf("field", key, lang);
  return SYMBOLS.has(name) ? `\`${name}\`` : hasMessage(lang, message) ? t(message) : name;
}

/** The same as plain text. @param {string} key @param {string} lang @param {import("../i18n/index.js").Translator} t */
export const fieldName = (key, lang, t) => writtenName(key, lang, t).replaceAll("`", "");

/** What a value of a field is called. @param {string} key @param {any} value @param {string} lang @param {import("../i18n/index.js").Translator} t */
export function valueName(key, value, lang, t) {
  const { kind } = fieldOf(key);
  if (kind === "choice") return t(messageOf("choice", key, lang, String(value)));
  if (kind === "boolean") return t(value ? "choice-on" : "choice-off");
  return formatField(key, value);
}

/**
 * The control of one field, made from the field's declaration.
 * @param {string} key @param {string} place where on the page, so that ids stay unique @param {Context} context
 */
export function createFieldControl(key, place, { actions, store, t }) {
  const { kind, low = 0, high = 0, choices = [] } = fieldOf(key);
  const id = `${place}-${key}`;
  const lang = () => store.state.lang;
  const label = () => h("span", {}, prose(writtenName(key, lang(), t)));
  const change = (/** @type {string} */ text) => actions.setText(key, text);
  /** @param {HTMLElement} element @param {State} state */
  function show(element, state) {
    if (NEEDS[key]) element.hidden = !NEEDS[key](state);
  }
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
      update(state) {
        show(control.element, state);
        control.update({
          label: label(),
          value: state[key],
          problem: problemAt(state, key, t),
          options: choices.map((value) => [value, valueName(key, value, lang(), t)]),
        });
      },
    };
  }
  if (kind === "text") {
    const control = textControl(id, change);
    return {
      element: control.element,
      /** @param {State} state */
      update: (state) =>
        control.update({
          label: label(),
          // Before one is typed an example stands there.
          value: key === "sentence" ? sentenceOf(state) : state[key],
          problem: problemAt(state, key, t),
        }),
    };
  }
  const control = numberControl(id, change, { low, high, whole: kind === "integer" });
  return {
    element: control.element,
    /** @param {State} state */
    update(state) {
      show(control.element, state);
      control.update({
        label: label(),
        value: formatField(key, state[key]),
        problem: problemAt(state, key, t),
      });
    },
  };
}
