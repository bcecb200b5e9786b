import { h } from "../components/dom.js";
import { math } from "../components/math.js";
import { unitsOf } from "./drawing.js";

/** @typedef {import("./drawing.js").Part} Part */
/** @typedef {import("./drawing.js").Drawing} Drawing */

/**
 * Lays an operation out: a product as it is done by hand, anything else in a row.
 * @param {Drawing} drawing
 * @param {(part: Part) => HTMLElement} matrixOf
 * @param {(meet: Drawing & {kind: "meet"}) => HTMLElement | null} [cornerOf] what stands in the free corner
 */
export function layScene(drawing, matrixOf, cornerOf = () => null) {
  if (drawing.kind === "meet")
    return h(
      "div",
      { class: "meet" },
      cornerOf(drawing),
      h("div", { class: "above" }, matrixOf(drawing.above)),
      h("div", { class: "left" }, matrixOf(drawing.left)),
      h("div", { class: "result" }, matrixOf(drawing.result)),
    );
  return h(
    "div",
    { class: "row-scene" },
    ...unitsOf(drawing.items).map(({ sign, part }) =>
      h("div", { class: "unit" }, sign && h("span", { class: "sign" }, math(sign)), matrixOf(part)),
    ),
  );
}
