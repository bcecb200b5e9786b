import { h } from "../components/dom.js";

const NS = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string | number>} attributes */
function svg(tag, attributes) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/**
 * @typedef {object} Arrow
 * @property {number} x  to the right
 * @property {number} y  upwards
 * @property {string} color
 * @property {string} label
 * @property {boolean} [dashed]
 */

/** Arrows from one centre, so that turning can be seen. */
export function createDial() {
  const picture = svg("svg", { viewBox: "-1.35 -1.35 2.7 2.7", class: "dial", role: "img" });
  const element = h("div", { class: "dial-frame" }, /** @type {any} */ (picture));
  return {
    element,
    /** @param {Arrow[]} arrows @param {string} [label] */
    update(arrows, label) {
      const longest = Math.max(...arrows.map(({ x, y }) => Math.hypot(x, y)), 1e-9);
      picture.setAttribute("aria-label", label ?? arrows.map((a) => a.label).join(", "));
      picture.replaceChildren(
        svg("circle", { r: 1, class: "dial-ring" }),
        svg("path", { d: "M-1.1 0H1.1M0-1.1V1.1", class: "dial-axis" }),
        ...arrows.flatMap(({ x, y, color, label: name, dashed }) => {
          const [dx, dy] = [x / longest, -y / longest];
          const line = svg("line", {
            x2: dx,
            y2: dy,
            "stroke-width": 0.045,
            "stroke-linecap": "round",
            ...(dashed ? { "stroke-dasharray": "0.08 0.08" } : {}),
          });
          line.style.stroke = color;
          const dot = svg("circle", { cx: dx, cy: dy, r: 0.065 });
          dot.style.fill = color;
          const size = Math.hypot(dx, dy) || 1;
          const text = svg("text", {
            x: dx + (0.2 * dx) / size,
            y: dy + (0.2 * dy) / size + 0.06,
            "font-size": 0.19,
            "text-anchor": "middle",
          });
          text.textContent = name;
          text.style.fill = color;
          return [line, dot, text];
        }),
      );
    },
  };
}
