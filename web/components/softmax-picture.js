import { h } from "./dom.js";
import { numberElement } from "./formula.js";
import { math } from "./math.js";
import { percent } from "./number.js";

/** @typedef {import("../engine/explanation.js").SoftmaxTerm} SoftmaxTerm */

/** A narrower part of the strip has no room for its share. */
const WRITTEN = 0.15;

/**
 * A row of scores on its way to shares: score, shifted, e to that as a bar, and all bars as one strip of 100%.
 * @param {{terms: SoftmaxTerm[], at: number, sum: number}} row
 * @param {object} options
 * @param {(term: SoftmaxTerm) => string} options.wordOf
 * @param {(term: SoftmaxTerm) => void} options.onOpen  its score was chosen
 * @param {(term: SoftmaxTerm) => string} options.describe
 * @param {string} options.label      of the strip, for a screen reader
 * @param {string} options.sumLabel
 */
export function softmaxPicture({ terms, at, sum }, { wordOf, onOpen, describe, label, sumLabel }) {
  const head = ["score", "− max", "e^(score − max)"].map((text) =>
    h("span", { class: "softmax-head" }, math(text)),
  );
  const lines = terms.flatMap((term, i) => {
    const bar = h("i");
    bar.style.width = `${(100 * term.power).toFixed(2)}%`;
    const open = h(
      "button",
      { type: "button", class: "leaf a", onclick: () => onOpen(term), title: describe(term) },
      numberElement(term.score),
    );
    open.setAttribute("aria-label", `${describe(term)} = ${open.textContent}`);
    const on = i === at ? "on" : "";
    return [
      h("span", { class: `softmax-word ${on}` }, wordOf(term)),
      h("span", { class: "softmax-number" }, open),
      h("span", { class: "softmax-number" }, numberElement(term.shifted)),
      h(
        "span",
        { class: `softmax-bar ${on}` },
        h("span", { class: "softmax-track" }, bar),
        numberElement(term.power),
      ),
    ];
  });
  const strip = h(
    "div",
    { class: "softmax-strip", role: "img" },
    ...terms.map((term, i) => {
      const part = h(
        "span",
        { class: i === at ? "on" : "", title: `${wordOf(term)}: ${percent(term.share)}` },
        term.share >= WRITTEN && h("b", {}, wordOf(term)),
        term.share >= WRITTEN && h("span", {}, percent(term.share)),
      );
      part.style.flexGrow = String(term.share);
      return part;
    }),
  );
  strip.setAttribute(
    "aria-label",
    `${label}: ${terms.map((term) => `${wordOf(term)} ${percent(term.share)}`).join(", ")}`,
  );
  return h(
    "div",
    { class: "softmax-picture" },
    h("div", { class: "softmax-grid" }, h("span"), ...head, ...lines),
    h("p", { class: "softmax-sum" }, h("span", {}, sumLabel), numberElement(sum)),
    strip,
  );
}
