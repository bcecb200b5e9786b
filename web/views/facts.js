import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { showNumber } from "../components/number.js";
import { stepOf } from "../lessons/chapters.js";
import { headOf } from "../lessons/paths.js";

/**
 * A few figures that say at a glance what the step did.
 * @param {import("../i18n/index.js").Translator} t
 */
export function createFacts(t) {
  const element = h("dl", { class: "facts" });
  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      const head = `block0.attention.head${headOf(state, state.trace)}`;
      const list = (stepOf(state.step).facts ?? [])
        .map(({ name, of }) => ({ name, values: of(state.trace, head) }))
        .filter(({ values }) => values.length > 0);
      element.hidden = list.length === 0;
      element.replaceChildren(
        ...list.map(({ name, values }) =>
          h(
            "div",
            {},
            h("dt", {}, prose(t(`fact-${name}`))),
            h("dd", {}, values.map((v) => (Number.isInteger(v) ? String(v) : showNumber(v))).join(" → ")),
          ),
        ),
      );
    },
  };
}
