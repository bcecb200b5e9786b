import { h } from "./dom.js";

const DIRECTIONS = /** @type {Record<string, number>} */ ({
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
});

/**
 * One of a few, side by side: a click chooses, and so do the arrow keys, which take the focus along.
 * @param {(value: string) => void} onChoose
 */
export function createRadios(onChoose) {
  const element = h("div", { class: "chooser", role: "radiogroup" });
  let values = /** @type {string[]} */ ([]);
  let chosen = "";
  let built = "";

  element.addEventListener("keydown", (event) => {
    const by = DIRECTIONS[event.key];
    if (!by) return;
    event.preventDefault();
    const to = (values.indexOf(chosen) + by + values.length) % values.length;
    onChoose(values[to]);
    /** @type {HTMLElement} */ (element.children[to]).focus();
  });

  return {
    element,
    /**
     * @param {{label: string, values: string[], chosen: string, lang: string,
     *   nameOf: (value: string) => Node | string, classOf?: (value: string) => string}} props
     */
    update(props) {
      ({ values, chosen } = props);
      element.setAttribute("aria-label", props.label);
      const key = JSON.stringify([values, props.lang]);
      if (built !== key) {
        built = key;
        element.replaceChildren(
          ...values.map((value) =>
            h(
              "button",
              {
                type: "button",
                role: "radio",
                class: `choice ${props.classOf?.(value) ?? ""}`,
                onclick: () => onChoose(value),
              },
              props.nameOf(value),
            ),
          ),
        );
      }
      values.forEach((value, i) => {
        const button = /** @type {HTMLElement} */ (element.children[i]);
        button.setAttribute("aria-checked", String(value === chosen));
        button.tabIndex = value === chosen ? 0 : -1;
      });
    },
  };
}
