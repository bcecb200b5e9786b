import { h } from "./dom.js";

/** @typedef {Node | string} Content */

/**
 * A small table of figures: heads above, a name at the left of each row.
 * @param {Content[]} heads the first above the names
 * @param {{name: Content, cells: Content[], on?: boolean}[]} rows
 * @param {string} label what a screen reader calls it
 */
export function figureTable(heads, rows, label) {
  const table = h(
    "table",
    { class: "plain-table numbers" },
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h(
      "tbody",
      {},
      ...rows.map(({ name, cells, on }) =>
        h(
          "tr",
          { class: on ? "on" : "" },
          h("th", { scope: "row" }, name),
          ...cells.map((cell) => h("td", {}, cell)),
        ),
      ),
    ),
  );
  table.setAttribute("aria-label", label);
  const scroller = h("div", { class: "scroller" }, table);
  return scroller;
}
