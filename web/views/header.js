import { h, iconButton, setText } from "../components/dom.js";
import { LANGUAGES, translate } from "../i18n/index.js";
import { sentenceOf } from "../state/config.js";
import { fieldOf } from "../state/schema.js";
import { isTraining } from "../state/seen.js";
import { writeLink } from "../state/url.js";
import { problemAt } from "./problems.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {Record<string, any>} State */

/** @param {string} lang */
const nextLanguage = (lang) => LANGUAGES[(LANGUAGES.indexOf(lang) + 1) % LANGUAGES.length];

const THEMES = fieldOf("theme").choices ?? [];

/**
 * Title, sentence, language, theme, undo, link.
 * @param {Context & {toggleMenu: () => void, toggleSettings: () => void, toggleGlossary: () => void}} context
 */
export function createHeader({ actions, store, t, pageAddress, toggleMenu, toggleSettings, toggleGlossary }) {
  const title = h("b", { class: "brand" }, "QKV Lab");
  const menu = iconButton("menu", toggleMenu);
  menu.element.classList.add("menu-button");

  const chips = h("ul", { class: "tokens" });
  const edit = iconButton("edit", () => startEditing());
  const input = h("input", {
    type: "text",
    id: "sentence",
    autocomplete: "off",
    spellcheck: false,
    hidden: true,
  });
  const error = h("p", { class: "error", role: "alert", id: "sentence-error" });
  input.setAttribute("aria-describedby", "sentence-error");
  const sentence = h("div", { class: "sentence" }, chips, edit.element, input, error);

  let editing = false;
  function startEditing() {
    if (isTraining(store.state)) return;
    editing = true;
    input.value = sentenceOf(store.state);
    show(store.state);
    input.focus();
    input.select();
  }
  async function finish(/** @type {boolean} */ keep) {
    if (!editing) return;
    if (keep) await actions.setText("sentence", input.value);
    else actions.dismissProblems("sentence");
    // What was typed stays while it is wrong.
    editing = keep && problemAt(store.state, "sentence", t) !== "";
    show(store.state);
    if (!editing && input.matches(":focus")) edit.element.focus();
  }
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") finish(true);
    if (event.key === "Escape") {
      finish(false);
      edit.element.focus();
    }
  });
  input.addEventListener("blur", () => finish(true));
  chips.addEventListener("click", startEditing);

  const undo = iconButton("undo", () => actions.undo());
  const redo = iconButton("redo", () => actions.redo());
  const language = h("button", {
    type: "button",
    class: "language",
    onclick: () => actions.set({ lang: nextLanguage(store.state.lang) }),
  });
  const theme = iconButton("theme", () => {
    actions.set({ theme: THEMES[(THEMES.indexOf(store.state.theme) + 1) % THEMES.length] });
  });
  const glossary = iconButton("book", toggleGlossary);
  glossary.element.classList.add("glossary-button");
  const settings = iconButton("settings", toggleSettings);
  const share = iconButton("share", async () => {
    const link = `${pageAddress()}#${writeLink(store.state)}`;
    try {
      await navigator.clipboard.writeText(link);
      actions.announce("link-copied");
    } catch {
      // Storage and clipboard may be refused: the link can still be copied by hand.
      actions.announce("link-shown", { link });
    }
  });

  const element = h(
    "header",
    { class: "top" },
    menu.element,
    title,
    sentence,
    h(
      "div",
      { class: "tools", role: "group" },
      undo.element,
      redo.element,
      language,
      theme.element,
      glossary.element,
      settings.element,
      share.element,
    ),
  );

  /** @param {State} state */
  function show(state) {
    const problem = problemAt(state, "sentence", t);
    setText(error, problem);
    input.setAttribute("aria-invalid", String(problem !== ""));
    input.setAttribute("aria-label", t("sentence"));
    input.hidden = !editing;
    chips.hidden = editing;
    edit.element.hidden = editing || isTraining(state);
    const tokens = /** @type {string[]} */ (state.trace.config.tokens);
    const { cell } = state;
    const row =
      cell && state.trace.has(cell.path) && state.trace.node(cell.path).shape[0] === tokens.length
        ? cell.row
        : -1;
    const key = JSON.stringify(tokens);
    if (chips.dataset.tokens !== key) {
      chips.dataset.tokens = key;
      chips.replaceChildren(...tokens.map((token) => h("li", {}, h("bdi", {}, token))));
    }
    for (const [i, chip] of [...chips.children].entries()) chip.classList.toggle("on", i === row);
  }

  return {
    element,
    focusSettings: () => settings.element.focus(),
    focusGlossary: () => glossary.element.focus(),
    /** @param {State} state */
    update(state) {
      show(state);
      chips.setAttribute("aria-label", t("sentence"));
      menu.update({ label: t("steps") });
      edit.update({ label: t("edit-sentence") });
      undo.update({ label: t("undo"), disabled: state.undo.length === 0 });
      redo.update({ label: t("redo"), disabled: state.redo.length === 0 });
      language.lang = nextLanguage(state.lang);
      setText(language, translate(language.lang, "language-name"));
      theme.update({ label: t(`theme-${state.theme}`) });
      glossary.update({ label: t("glossary") });
      settings.update({ label: t("settings") });
      share.update({ label: t("share") });
    },
  };
}
