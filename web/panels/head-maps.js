import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { showNumber } from "../components/number.js";
import { weightMap } from "../components/weight-map.js";

/** The largest weight and where it is. @param {number[][]} weights */
function largestOf(weights) {
  let best = { row: 0, col: 0, weight: -1 };
  for (const [row, line] of weights.entries())
    for (const [col, weight] of line.entries()) if (weight > best.weight) best = { row, col, weight };
  return best;
}

/**
 * All heads' attention, side by side.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createHeadMaps({ actions, t }) {
  const maps = h("ul", { class: "head-maps" });
  const element = h(
    "section",
    { class: "panel" },
    h("h2", {}, t("maps-title")),
    maps,
    h("p", { class: "note" }, prose(t("maps-note"))),
  );
  /** @type {any} */
  let drawn = null;

  return {
    element,
    update({ trace }) {
      if (drawn === trace) return;
      drawn = trace;
      const { tokens, n_heads } = trace.config;
      maps.replaceChildren(
        ...Array.from({ length: n_heads }, (_, head) => {
          const weights = trace.matrix(`block0.attention.head${head}.attention`);
          const { row, col, weight } = largestOf(weights);
          const off = trace.has(`block0.attention.head${head}.ablated`);
          const button = h(
            "button",
            {
              type: "button",
              class: `head-map ${off ? "off" : ""}`,
              onclick() {
                actions.set({ head });
                actions.goToStep("softmax");
              },
            },
            weightMap(weights),
            h("span", {}, t("tag-head", { head })),
          );
          button.setAttribute(
            "aria-label",
            t("maps-say", { head, weight: showNumber(weight), row: tokens[row], col: tokens[col] }),
          );
          button.title = button.getAttribute("aria-label") ?? "";
          return h("li", {}, button);
        }),
      );
    },
  };
}
