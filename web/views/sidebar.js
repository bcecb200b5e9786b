import { h, icon } from "../components/dom.js";
import { prose } from "../components/math.js";
import { CHAPTERS, MAP, stepOf } from "../lessons/chapters.js";

/** @typedef {import("./context.js").Context} Context */

/**
 * The list of chapters and their steps.
 * @param {Context} context
 */
export function createSidebar({ actions, t }) {
  const list = h("ol", { class: "chapters" });
  const map = h("button", {
    type: "button",
    class: "map-entry",
    onclick: () => actions.goToStep(MAP.id),
  });
  const element = h("nav", { class: "sidebar" }, map, list);
  /** @type {Map<string, HTMLElement>} */
  const buttons = new Map();
  /** @type {Map<string, HTMLElement>} */
  const items = new Map();
  let built = "";
  let shownStep = "";

  function build() {
    buttons.clear();
    items.clear();
    map.replaceChildren(icon("map"), h("span", {}, t("map-entry")));
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
    /** Where there is no room for it, it lies over the page until a step is chosen. */
    toggle: () => void element.classList.toggle("shown"),
    /** @param {Record<string, any>} state */
    update(state) {
      if (state.step !== shownStep) element.classList.remove("shown");
      shownStep = state.step;
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
