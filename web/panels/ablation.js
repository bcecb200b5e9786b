import { h } from "../components/dom.js";
import { figureTable } from "../components/figures.js";
import { numberElement } from "../components/formula.js";
import { prose } from "../components/math.js";
import { latest } from "./latest.js";

/**
 * Switches a head off, and says what the loss thinks of it.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createAblation({ actions, t, compute }) {
  const trained = h("p", { class: "note" });
  const result = h("div", {});
  const element = h(
    "section",
    { class: "panel ablation" },
    h("h2", {}, t("ablation-title")),
    h("p", { class: "note" }, prose(t("ablation-intro"))),
    result,
    trained,
    h("p", { class: "note" }, prose(t("ablation-note"))),
  );

  const experiment = latest(
    async (/** @type {Record<string, any>} */ state) => {
      const config = state.trace.config;
      const lossOf = async (/** @type {number[]} */ ablate) =>
        (await compute({ ...config, ablate })).trace.value("loss", 0, 0);
      const heads = Array.from({ length: state.trace.config.n_heads }, (_, head) => head);
      const [whole, ...without] = await Promise.all([lossOf([]), ...heads.map((head) => lossOf([head]))]);
      return { whole, without };
    },
    ({ whole, without }, { ablate }) => {
      const focused = /** @type {ShadowRoot | Document} */ (element.getRootNode()).activeElement;
      const refocus =
        focused instanceof HTMLElement && result.contains(focused) ? focused.dataset.ablate : null;
      /** @param {string} value @param {string} name */
      const choose = (value, name) => {
        const on = value === ablate || (value === "none" && !(Number(ablate) < without.length));
        return h(
          "button",
          {
            type: "button",
            class: "choice",
            "data-ablate": value,
            "aria-pressed": String(on),
            onclick: () => actions.set({ ablate: value }),
          },
          name,
        );
      };
      result.replaceChildren(
        figureTable(
          [t("ablation-which"), t("ablation-loss"), t("ablation-change")],
          [
            { name: choose("none", t("ablation-none")), cells: [numberElement(whole), ""] },
            ...without.map((loss, head) => ({
              name: choose(String(head), t("ablation-head", { head })),
              cells: [
                numberElement(loss),
                h("span", {}, loss > whole ? "+" : "", numberElement(loss - whole)),
              ],
            })),
          ],
          t("ablation-title"),
        ),
      );
      if (refocus)
        /** @type {HTMLElement | null} */ (result.querySelector(`[data-ablate="${refocus}"]`))?.focus();
    },
    actions.report.bind(actions),
  );

  return {
    element,
    update(state) {
      trained.hidden = state.steps === 0;
      trained.textContent = t("ablation-trained", { steps: state.steps });
      experiment.update(state, [state.trace]);
    },
    stop: experiment.stop,
  };
}
