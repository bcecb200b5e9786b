import { h } from "../components/dom.js";
import { math, prose } from "../components/math.js";

/** @typedef {import("../lessons/glossary.js").Term} Term */
/** @typedef {import("../i18n/index.js").Translator} Translator */

/** What stands above an entry: the symbol, or the word. @param {Term} term @param {Translator} t @param {string} [written] as it stands on the page */
export const termName = (term, t, written = term.id) =>
  term.word
    ? h("b", {}, t(`term-${term.id}-name`))
    : math(term.id === "gradient" && written === term.id ? "dQ" : written);

/** Its shapes; what heads share is not as wide as one head's part. @param {Term} term @param {Translator} t */
export const termShapes = ({ shape, perHead }, t) => [
  shape && h("small", {}, math(shape), perHead && ` ${t("glossary-all-heads")}`),
  perHead && h("small", {}, math(perHead), ` ${t("glossary-per-head")}`),
];

/** @param {Term} term @param {Translator} t @param {string} [written] */
export function termText(term, t, written = term.id) {
  const of = term.id === "gradient" && written !== term.id ? written : "dQ";
  return prose(t(`term-${term.id}`, { gradient: of, whole: of.slice(1) }));
}
