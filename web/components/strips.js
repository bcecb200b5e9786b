import { h } from "./dom.js";
import { math } from "./math.js";
import { numberShade } from "./shade.js";

/**
 * One row of a matrix as colours, with its name before it.
 * @typedef {object} Strip
 * @property {number} x  its middle
 * @property {number} y
 * @property {string} name
 * @property {ArrayLike<number>} values
 * @property {number} largest  what is painted full
 * @property {string} role
 * @property {boolean} on  whether it has a part in what is shown
 */

/** Rows beneath the words they belong to. The matrices have their numbers. */
export function createStrips() {
  const element = h("div", { class: "strips", "aria-hidden": "true" });
  return {
    element,
    /** @param {Strip[]} strips */
    update(strips) {
      element.replaceChildren(
        ...strips.map(({ x, y, name, values, largest, role, on }) => {
          const cells = Array.from(values, (value) => {
            const cell = h("i", { class: value < 0 ? "neg" : "pos" });
            cell.style.setProperty(
              "--a",
              numberShade(largest > 0 ? Math.abs(value) / largest : 0).toFixed(3),
            );
            return cell;
          });
          const strip = h(
            "span",
            { class: `strip ${role} ${on ? "" : "off"}` },
            h("span", { class: "strip-name" }, math(name)),
            h("span", { class: "strip-cells" }, ...cells),
          );
          strip.style.left = `${x.toFixed(1)}px`;
          strip.style.top = `${y.toFixed(1)}px`;
          return strip;
        }),
      );
    },
  };
}
