import { h } from "../components/dom.js";
import { math, roleOf } from "../components/math.js";
import { stepOf } from "../lessons/chapters.js";

/** @typedef {Record<string, any>} State */

const WEIGHTS = ["W_Q", "W_K", "W_V", "W_O"];
const DIRECTIONS = /** @type {Record<string, number>} */ ({
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
});

/**
 * One of the heads, or one of the weight matrices, at the steps that look at one of them.
 * @param {import("./context.js").Context} context
 */
export function createChooser({ actions, t }) {
  const element = h("div", { class: "chooser", role: "radiogroup" });
  /** @type {(value: string) => void} */
  let pick;

  return {
    element,
    /** @param {State} state */
    update(state) {
      const { choose: among } = stepOf(state.step);
      const heads = state.trace.config.n_heads;
      element.hidden = !among || (among === "head" && heads < 2);
      if (element.hidden) return;
      const options = among === "head" ? Array.from({ length: heads }, (_, i) => String(i)) : WEIGHTS;
      const chosen = among === "head" ? String(Math.min(state.head, heads - 1)) : state.weight;
      element.setAttribute("aria-label", t(`choose-${among}`));
      pick = (value) => {
        actions.selectCell(null);
        actions.set(among === "head" ? { head: Number(value) } : { weight: value });
      };
      const key = JSON.stringify([among, options, state.lang]);
      if (element.dataset.built !== key) {
        element.dataset.built = key;
        element.replaceChildren(
          ...options.map((value) => {
            const button = h("button", {
              type: "button",
              role: "radio",
              class: `choice ${among === "weight" ? roleOf(value) : ""}`,
              onclick: () => pick(value),
            });
            button.append(among === "head" ? t("tag-head", { head: value }) : math(value));
            button.dataset.value = value;
            return button;
          }),
        );
      }
      element.onkeydown = (event) => {
        const by = DIRECTIONS[event.key];
        if (!by) return;
        event.preventDefault();
        const to = (options.indexOf(chosen) + by + options.length) % options.length;
        pick(options[to]);
        /** @type {HTMLElement} */ (element.children[to]).focus();
      };
      for (const button of /** @type {Iterable<HTMLElement>} */ (/** @type {any} */ (element.children))) {
        const on = button.dataset.value === chosen;
        button.setAttribute("aria-checked", String(on));
        button.tabIndex = on ? 0 : -1;
      }
    },
  };
}
