import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { WHYS } from "../lessons/whys.js";

/**
 * "Why?": questions that come up at this step, each with its answer folded away.
 * @param {import("../i18n/index.js").Translator} t
 */
export function createFolds(t) {
  const element = h("div", { class: "folds" });
  let built = "";
  return {
    element,
    /** @param {Record<string, any>} state */
    update({ step, lang }) {
      const key = `${step} ${lang}`;
      if (key === built) return;
      built = key;
      element.replaceChildren(
        ...(WHYS[step] ?? []).map((id) =>
          h(
            "details",
            { class: "why", "data-why": id },
            h("summary", {}, prose(t(`why-${id}-q`))),
            h("p", {}, prose(t(`why-${id}-a`))),
          ),
        ),
      );
    },
  };
}
