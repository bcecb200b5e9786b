import { h } from "../components/dom.js";
import { createLines, svg } from "../components/map-lines.js";
import { roleOf } from "../components/math.js";
import { mainPath } from "../lessons/paths.js";
import { allThreads } from "../map/curves.js";
import { miniLayout } from "../map/layout.js";
import { linksOf, planOf } from "../map/plan.js";

/** @typedef {Record<string, any>} State */

/**
 * The map without its numbers, beside a step: where it stands. Each matrix takes the reader to its step.
 * @param {import("./context.js").Context} context
 * @param {{onOpen: (path: string) => void, onMap: () => void}} calls
 */
export function createMiniMap({ t }, { onOpen, onMap }) {
  const caption = h("button", { type: "button", class: "mini-caption", onclick: onMap });
  const picture = svg("svg", { class: "mini-picture", role: "img" });
  const threads = createLines();
  const boxes = svg("g");
  picture.append(threads.element, boxes);
  const element = h("section", { class: "mini-map" }, caption, picture);
  let drawn = "";
  /** @type {import("../map/boxes.js").Layout} */
  let layout;

  // With the keyboard one goes through the map itself: here a picture is enough.
  boxes.addEventListener("click", (event) => {
    const path = event.target instanceof Element ? event.target.getAttribute("data-path") : null;
    if (path) onOpen(path);
  });

  /** @param {State} state */
  function build({ trace, head, convention }) {
    const plan = planOf(trace);
    layout = miniLayout(plan, head, convention === "columns");
    picture.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    const links = linksOf(
      layout.boxes.map(({ place }) => place),
      trace,
    );
    threads.update(
      allThreads(links, layout, plan).map(({ id, from, paths }) => ({
        key: id,
        d: paths[Math.floor(paths.length / 2)],
        look: `map-thread ${roleOf(from.name) || "x"}`,
        opacity: 0.5,
        width: 5,
      })),
    );
    boxes.replaceChildren(
      ...layout.boxes.map(({ place, x, y, w, h: height }) =>
        svg("rect", {
          x: x.toFixed(1),
          y: y.toFixed(1),
          width: w.toFixed(1),
          height: height.toFixed(1),
          rx: "8",
          "data-path": place.shown,
          class: roleOf(place.name) || "x",
        }),
      ),
    );
  }

  return {
    element,
    /** @param {State} state */
    update(state) {
      const { trace, head, convention, lang } = state;
      element.hidden = trace.nodes.length === 0;
      if (element.hidden) return;
      const key = [trace.nodes.length, JSON.stringify(trace.config.tokens), head, convention, lang].join("|");
      if (key !== drawn) {
        drawn = key;
        build(state);
      }
      const path = mainPath(state, trace);
      const { inputs } = trace.node(path);
      caption.textContent = t("map-you-are-here");
      caption.title = t("map-go");
      picture.setAttribute("aria-label", `${t("map-mini-label")}: ${path}`);
      for (const [i, { place }] of layout.boxes.entries()) {
        const holds = (/** @type {string} */ each) =>
          place.nodes.includes(each) || place.backward.includes(each);
        boxes.children[i].classList.toggle("here", holds(path));
        boxes.children[i].classList.toggle("near", !holds(path) && inputs.some(holds));
      }
    },
    stop() {},
  };
}
