import { h, iconButton, setText } from "../components/dom.js";
import { prose } from "../components/math.js";
import { GLOSSARY } from "../lessons/glossary.js";
import { termName, termShapes, termText } from "./term.js";

/** @typedef {import("./context.js").Context} Context */

/**
 * Every symbol and word, in one list.
 * @param {Context & {close: () => void}} context
 */
export function createGlossary({ actions, t, close }) {
  const title = h("h2", { id: "glossary-title" });
  const closeButton = iconButton("close", close);
  const list = h("div", { class: "glossary-list" });
  const element = h(
    "div",
    { class: "settings glossary", role: "dialog", hidden: true },
    h("div", { class: "settings-head" }, title, closeButton.element),
    list,
  );
  element.setAttribute("aria-labelledby", "glossary-title");
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  /** @param {import("../lessons/glossary.js").Term} term */
  function entry(term) {
    const { id, step = "" } = term;
    const go = h(
      "button",
      {
        type: "button",
        class: "go",
        onclick() {
          close();
          actions.goToStep(step);
        },
      },
      prose(t(`step-${step}-short`)),
    );
    return [
      h("dt", { "data-entry": id }, termName(term, t), ...termShapes(term, t)),
      h("dd", {}, termText(term, t), t("space"), go),
    ];
  }

  let built = "";
  return {
    element,
    /** @param {Record<string, any>} state */
    update({ lang }) {
      // Nobody sees it yet: it is written when it is opened.
      if (lang === built || element.hidden) return;
      built = lang;
      setText(title, t("glossary"));
      closeButton.update({ label: t("close") });
      list.replaceChildren(
        ...GLOSSARY.flatMap(({ id, terms }) => [
          h("h3", {}, t(`glossary-${id}`)),
          h("dl", {}, ...terms.flatMap(entry)),
        ]),
      );
    },
  };
}
