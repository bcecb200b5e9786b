import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { CHAPTERS, stepOf } from "../lessons/chapters.js";

/** @typedef {import("./context.js").Context} Context */

/**
 * The list of chapters and their steps.
 * @param {Context} context
 */
export function createSidebar({ actions, t }) {
  const list = h("ol", { class: "chapters" });
  const element = h("nav", { class: "sidebar" }, list);
  /** @type {Map<string, HTMLElement>} */
  const buttons = new Map();
  /** @type {Map<string, HTMLElement>} */
  const items = new Map();
  let built = "";

  function build() {
    buttons.clear();
    items.clear();
    list.replaceChildren(
      ...CHAPTERS.map((chapter, i) => {
        const only = chapter.steps.length === 1;
        const heading = h(
          "button",
          { type: "button", class: "chapter", onclick: () => actions.goToStep(chapter.steps[0].id) },
          h("i", {}, i + 1),
          h("span", {}, prose(t(`chapter-${chapter.id}`))),
        );
        if (only) buttons.set(chapter.steps[0].id, heading);
        const steps = only
          ? null
          : h(
              "ol",
              { class: "steps" },
              ...chapter.steps.map(({ id }) => {
                const button = h(
                  "button",
                  { type: "button", class: "step", onclick: () => actions.goToStep(id) },
                  prose(t(`step-${id}-short`)),
                );
                buttons.set(id, button);
                return h("li", {}, button);
              }),
            );
        const item = h("li", {}, heading, steps);
        items.set(chapter.id, item);
        return item;
      }),
    );
  }

  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      element.setAttribute("aria-label", t("steps"));
      if (built !== state.lang) {
        built = state.lang;
        build();
      }
      const step = stepOf(state.step);
      for (const chapter of CHAPTERS)
        items.get(chapter.id)?.classList.toggle("open", chapter.steps.includes(step));
      for (const [id, button] of buttons) {
        const here = id === state.step;
        if (here && button.getAttribute("aria-current") !== "step") {
          button.setAttribute("aria-current", "step");
          button.scrollIntoView({ block: "nearest", inline: "nearest" });
        } else if (!here) button.removeAttribute("aria-current");
      }
    },
  };
}
