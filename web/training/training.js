import { selectControl } from "../components/controls.js";
import { h, setText } from "../components/dom.js";
import { prose } from "../components/math.js";
import { createCurves } from "./curves.js";
import { createExamples } from "./examples.js";
import { createMoments } from "./moments.js";
import { createSetup } from "./setup.js";
import { createTrouble } from "./trouble.js";

/** @typedef {import("../engine/protocol.js").NodeInfo} NodeInfo */

/** What one would look at first; the others follow in the order of computation. @param {NodeInfo[]} nodes */
function listed(nodes) {
  const first = nodes.filter(({ path }) => /W_QK$|\.attention$/.test(path));
  return [...first, ...nodes.filter((node) => !first.includes(node))].map(({ path }) => path);
}

/**
 * Chapter 8 on the page: what is trained, how it goes, what it has learned.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createTraining(context) {
  const { room, store, actions, t } = context;
  const setup = createSetup(context);
  const trouble = createTrouble(context, 0);
  const curves = createCurves(context);
  const moments = createMoments(context);
  const examples = createExamples(context, 0, (path) => actions.set({ train_node: path }));
  const nodeTitle = h("h2");
  const nodeNote = h("p", { class: "note" });
  const chooser = selectControl("train-node", (path) => actions.set({ train_node: path }));
  const nodeHead = h("div", { class: "node-head" }, nodeTitle, chooser.element);
  const curvesTitle = h("summary");
  const element = h(
    "section",
    { class: "panel training" },
    setup.question,
    trouble.element,
    examples.element,
    moments.element,
    h("div", { class: "setup" }, setup.settings),
    h("details", { class: "more-settings curves-fold" }, curvesTitle, curves.element),
    nodeHead,
    nodeNote,
  );

  function update(/** @type {Record<string, any>} */ state) {
    trouble.update(state);
    curves.update(state);
    moments.update();
    examples.update(state);
    setText(curvesTitle, t("curves-title"));
    setText(nodeTitle, t("node-title"));
    const note = t("node-note");
    if (nodeNote.dataset.text !== note) {
      nodeNote.dataset.text = note;
      nodeNote.replaceChildren(prose(note));
    }
    const nodes = room.runs[0]?.look?.nodes ?? [];
    for (const part of [nodeHead, nodeNote]) part.hidden = nodes.length === 0;
    chooser.update({
      label: t("node-choose"),
      value: state.train_node,
      problem: "",
      options: listed(nodes).map((path) => [path, path]),
    });
  }
  const end = room.subscribe(() => update(store.state));

  return {
    element,
    update(state) {
      setup.update(state);
      update(state);
    },
    stop() {
      end();
      examples.stop();
      curves.stop();
    },
  };
}
