import { h, iconButton, setText } from "../components/dom.js";
import { createFieldControl } from "./controls.js";

/** @typedef {import("./context.js").Context} Context */

const GROUPS = {
  model: ["d_model", "n_heads", "d_k", "d_v", "positional"],
  attention: ["scale", "temperature", "mask", "length"],
  weights: ["weights", "init", "seed"],
  view: ["convention"],
  learning: ["target", "optimizer", "learning_rate", "steps"],
};

/** What the keyboard can do, and the words for it under keys-<id>. */
const KEYS = {
  play: ["Space"],
  steps: ["←", "→"],
  cells: ["←", "↑", "↓", "→"],
  edit: ["Enter"],
  undo: ["Ctrl", "Z"],
  close: ["Esc"],
};

/**
 * Everything that can be changed, in one place.
 * @param {Context & {close: () => void}} context
 */
export function createSettings(context) {
  const { actions, t, close } = context;
  const title = h("h2", { id: "settings-title" });
  const closeButton = iconButton("close", close);
  const groups = Object.entries(GROUPS).map(([id, keys]) => {
    const legend = h("legend");
    const fields = keys.map((key) => createFieldControl(key, "settings", context));
    return { id, legend, fields, element: h("fieldset", {}, legend, ...fields.map((f) => f.element)) };
  });
  const keysTitle = h("h3");
  const keys = h("dl", { class: "keys" });
  const resetEdits = h("button", { type: "button", class: "plain", onclick: () => actions.resetEdits() });
  const element = h(
    "div",
    { class: "settings", role: "dialog", hidden: true },
    h("div", { class: "settings-head" }, title, closeButton.element),
    ...groups.map((g) => g.element),
    h("section", {}, keysTitle, keys),
    h("div", { class: "settings-foot" }, resetEdits),
  );
  element.setAttribute("aria-labelledby", "settings-title");
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      // Nobody sees it yet: it is written when it is opened.
      if (element.hidden) return;
      setText(title, t("settings"));
      closeButton.update({ label: t("close") });
      for (const { id, legend, fields } of groups) {
        setText(legend, t(`group-${id}`));
        for (const field of fields) field.update(state);
      }
      setText(keysTitle, t("keys"));
      if (keys.lang !== state.lang) {
        keys.lang = state.lang;
        keys.replaceChildren(
          ...Object.entries(KEYS).flatMap(([id, names]) => [
            h("dt", {}, ...names.map((name) => h("kbd", {}, name))),
            h("dd", {}, t(`keys-${id}`)),
          ]),
        );
      }
      setText(resetEdits, t("reset-edits", { count: state.edits.length }));
      resetEdits.hidden = state.edits.length === 0;
    },
  };
}
