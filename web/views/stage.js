import { h, setText } from "../components/dom.js";
import { math, prose } from "../components/math.js";
import { createMatrix } from "../components/matrix.js";
import { painted } from "../components/pauses.js";
import { createPicture } from "../components/picture.js";
import { cellsOf, isSumOfProducts, sumSoFar } from "../engine/explanation.js";
import { hasMessage } from "../i18n/index.js";
import { MAP, stepOf } from "../lessons/chapters.js";
import { areAlone, drawableScenes, mainPath, resolveScene, scenesOf } from "../lessons/paths.js";
import { isTraining, stateShown, traceShown } from "../state/seen.js";
import { createChooser } from "./chooser.js";
import { drawingOf, partsOf, withTokensAsColumns } from "./drawing.js";
import { createFacts } from "./facts.js";
import { fitScenes } from "./fit.js";
import {
  axesOf,
  cellName,
  isAttention,
  isEditable,
  labelOf,
  nameOf,
  numbered,
  roleOfPath,
  tagOf,
} from "./labels.js";
import { createOffer } from "./offer.js";
import { ruleOf } from "./rules.js";
import { layScene } from "./scene.js";
import { createStepWords } from "./step-words.js";
import { createStory } from "./story.js";
import { createTextPlace } from "./text-place.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./drawing.js").Part} Part */

/** Up to this width the open number is a sheet over the foot; see styles/layout.css. */
const SHEET_WIDTH = 860;
const SHEET_MARGIN = 6;

const key = (/** @type {{row: number, col: number}} */ { row, col }) => `${row},${col}`;

const PHONE = 480;

/** Under the pictures, or what is read with them. */
const FOOT = 20;

const SCENE = ":is(.meet, .row-scene)";

/** A matrix of more numbers is a picture. */
const MOST_CELLS = 32 * 32;

/** As it stands above the matrix: "Kᵀ". @param {Part} part */
const drawnName = ({ path, transposed }) => nameOf(path) + (transposed ? "ᵀ" : "");

/**
 * The middle of the page: the step's words and its matrices.
 * @param {Context} context
 */
export function createStage(context) {
  const { actions, t, store, ownPage } = context;
  const words = createStepWords(t, () => actions.moveStep(1));
  const chooser = createChooser(context);
  const offer = createOffer(context);
  const story = createStory(context);
  const scenes = h("div", { class: "scenes" });
  const facts = createFacts(t);
  const leadArea = h("div", { class: "panels" });
  const afterArea = h("div", { class: "panels" });
  const panelArea = h("div", { class: "panels" });
  const loading = h("p", { class: "loading", role: "status" });
  const line = h("div", { class: "head-line" }, words.formula, chooser.element);
  const head = h("div", { class: "head" }, h("div", {}, ...words.head, line, story.says), story.element);
  const reading = h("div", { class: "words" }, words.body, ...words.below);
  const text = createTextPlace({ head, scenes, after: afterArea, reading, body: words.body });
  /** What takes the place of `loading`. */
  const shows = [
    leadArea,
    scenes,
    afterArea,
    offer.element,
    facts.element,
    words.tryIt,
    panelArea,
    words.next,
  ];
  // In somebody else's page the main landmark is theirs.
  const element = h(ownPage ? "main" : "section", { class: "stage" }, head, reading, loading);

  /** @type {{part: Part, matrix: ReturnType<typeof createPicture> & {refit?: () => void}}[]} */
  let matrices = [];
  /** @type {{element: HTMLElement, result: Part, left: Part, above: Part}[]} */
  let sayings = [];
  let drawn = "";
  let drawnStep = "";
  /** @type {Element | null} */
  let revealed = null;
  /** Those of the step, by their names. @type {Map<string, import("../views/context.js").Panel>} */
  const panels = new Map();
  let paneled = "";

  /** @param {Part} part @param {boolean} large */
  function addMatrix(part, large) {
    const matrix = (large ? createPicture : createMatrix)({
      onSelect: ({ row, col }) => actions.selectCell({ path: part.path, row, col }),
      onEdit: ({ row, col }, text) => actions.editCell({ path: part.path, row, col }, text),
      describe: (row, col) => cellName({ path: part.path, row, col }, traceShown(store.state)),
    });
    matrices.push({ part, matrix });
    return matrix.element;
  }

  /** @param {import("./drawing.js").Drawing} drawing */
  function drawScene(drawing) {
    const { trace } = stateShown(store.state);
    // What belongs together is drawn in one way, so that a row still meets its column.
    const large = partsOf(drawing).some(({ path }) => {
      const [rows, cols] = trace.node(path).shape;
      return rows * cols > MOST_CELLS;
    });
    const add = (/** @type {Part} */ part) => addMatrix(part, large);
    return layScene(drawing, add, (meet) => {
      const saying = h("p", { class: "saying" });
      sayings.push({ element: saying, ...meet });
      return h("div", { class: "corner" }, saying);
    });
  }

  /** @param {State} state */
  function draw(state) {
    const paths = drawableScenes(state, state.trace);
    const drawings = paths.map((scene) => {
      const drawing = drawingOf(scene, state.trace, areAlone(state));
      return state.convention === "columns" ? withTokensAsColumns(drawing) : drawing;
    });
    // The same node can be made from others than before: a head that is switched off, another encoding.
    const sizes = drawings.flatMap(partsOf).map(({ path }) => state.trace.node(path).shape);
    const signature = JSON.stringify([state.step, state.lang, drawings, sizes, foldedPaths(state)]);
    const isNew = signature !== drawn;
    if (isNew) {
      drawn = signature;
      matrices = [];
      sayings = [];
      text.takeBack();
      scenes.replaceChildren(...drawings.map(drawScene), ...fold(state));
      if (paths.length === 0 && scenesOf(state).length > 0 && state.trace.nodes.length > 0)
        scenes.replaceChildren(h("p", { class: "note" }, prose(t("not-computed"))));
    }
    // A model that trains writes its matrices anew many times: those that nobody sees can wait.
    if (!isNew && isTraining(state) && !inSight) return;
    const main = mainPath(state, state.trace);
    for (const { part, matrix } of matrices) matrix.update(propsOf(part, state, main));
    for (const saying of sayings) say(saying, state);
    // The matrices of a step that is seen already stay in sight.
    if (state.step !== drawnStep) fitNew();
    else if (isNew || !isTraining(state)) fit();
    drawnStep = state.step;
    revealSelected();
  }

  /** @param {State} state */
  const foldedPaths = (state) =>
    resolveScene(stepOf(state.step).folded ?? [], state, state.trace).filter((path) => state.trace.has(path));

  /** The scene that is folded away. @param {State} state */
  function fold(state) {
    const { id } = stepOf(state.step);
    const paths = foldedPaths(state);
    if (paths.length === 0) return [];
    const scene = drawScene(drawingOf(paths, state.trace));
    return [
      h("details", { class: "folded", ontoggle: fit }, h("summary", {}, t(`step-${id}-folded`)), scene),
    ];
  }

  /** @param {Part} part @param {State} state @param {string} main */
  function propsOf({ path, transposed = false }, state, main) {
    const { trace, cell, explanation, term } = state;
    const [rows, cols] = trace.node(path).shape;
    const axes = axesOf(path, trace);
    const all = explanation ? cellsOf(explanation).filter((/** @type {any} */ c) => c.node === path) : [];
    const now =
      term !== null && explanation && isSumOfProducts(explanation) ? cellsOf(explanation.args[term]) : [];
    const name = nameOf(path);
    const walked = state.walking && cell?.path === path && path === main;
    return {
      id: path,
      title: math(transposed ? `${name}ᵀ` : name),
      tag: tagOf(path, t),
      label: `${name}${transposed ? "ᵀ" : ""} ${tagOf(path, t)} ${transposed ? `${cols} × ${rows}` : `${rows} × ${cols}`}`,
      role: roleOfPath(path),
      rows,
      cols,
      transposed,
      values: trace.flat(path),
      rowLabels: axes.rows,
      colLabels: axes.cols ?? numbered(cols),
      weights: isAttention(path),
      selected: cell?.path === path ? { row: cell.row, col: cell.col } : null,
      sources: new Set(cell?.path === path ? [] : all.map(key)),
      current: new Set(now.filter((/** @type {any} */ c) => c.node === path).map(key)),
      partial: cell?.path === path ? sumSoFar(explanation, term) : null,
      reached: walked ? cell.row * cols + cell.col + 1 : -1,
      editable: isEditable(path, trace),
      theme: state.shownTheme,
      edited: new Set(state.edits.filter((/** @type {any} */ e) => e.path === path).map(key)),
      unit: (/** @type {string} */ power) => t("matrix-unit", { power }),
      about: stepOf(state.step).rules ? about(trace.node(path)) : undefined,
    };
  }

  /** What a matrix is to the optimizer, and its rule. @param {import("../engine/protocol.js").NodeInfo} node */
  function about(node) {
    const what = node.op === "parameter" ? "weight" : node.gradient_of ? "gradient" : nameOf(node.path);
    // Of an optimizer that no words explain stand the rules alone.
    const said = hasMessage(store.state.lang, `about-${what}`) ? `about-${what}` : "";
    return h(
      "span",
      {},
      said && t(said),
      said && node.inputs.length > 0 && h("br"),
      node.inputs.length > 0 && math(ruleOf(node, traceShown(store.state))),
    );
  }

  /** @param {typeof sayings[number]} saying @param {State} state */
  function say({ element: line, result, left, above }, { trace, cell }) {
    const open = cell?.path === result.path ? cell : null;
    const axes = axesOf(result.path, trace);
    const stored = open ? [labelOf(axes.rows, open.row, t), labelOf(axes.cols, open.col, t)] : ["", ""];
    const [row, col] = result.transposed ? stored.reverse() : stored;
    const names = { left: drawnName(left), above: drawnName(above), result: drawnName(result) };
    const args = { row, col, ...names };
    line.replaceChildren(
      prose(t(open ? "row-meets-column" : isTraining(store.state) ? "pick-a-number" : "pick-a-cell", args)),
    );
  }

  /** On a phone the open number's sheet takes room: what was opened stays in sight. */
  function revealSelected() {
    const cell = scenes.querySelector("td.selected");
    if (cell !== revealed) requestAnimationFrame(reveal);
    revealed = cell;
  }

  /** The open number and, where the sheet lies over the page and there is room, the cells it was made from. */
  function reveal() {
    if (!revealed) return;
    revealed.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (element.clientWidth > SHEET_WIDTH) return;
    const boxes = [...scenes.querySelectorAll("td.selected, td.source")].map((c) =>
      c.getBoundingClientRect(),
    );
    const top = Math.min(...boxes.map((box) => box.top));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    const view = element.getBoundingClientRect();
    if (bottom - top > view.height - 2 * SHEET_MARGIN) return;
    if (top < view.top + SHEET_MARGIN) element.scrollTop += top - view.top - SHEET_MARGIN;
    else if (bottom > view.bottom - SHEET_MARGIN) element.scrollTop += bottom - view.bottom + SHEET_MARGIN;
  }

  const all = (/** @type {string} */ which) => [
    .../** @type {NodeListOf<HTMLElement>} */ (scenes.querySelectorAll(which)),
  ];

  function fit() {
    if (scenes.childElementCount === 0) scenes.classList.remove("unfitted");
    const room = scenes.clientWidth;
    if (!room) return;
    const above =
      scenes.getBoundingClientRect().top - element.getBoundingClientRect().top + element.scrollTop;
    // On a phone one scrolls anyway; what an open number is made from is to be seen at once, though.
    const scrolls = room < PHONE && !store.state.cell;
    const height = scrolls ? Infinity : element.clientHeight - above - text.height() - FOOT;
    fitScenes(all(`:scope > ${SCENE}`), room, height);
    // What a closed fold holds has no size.
    fitScenes(all(`:scope > details[open] > ${SCENE}`), room, 0);
    for (const { matrix } of matrices) matrix.refit?.();
    text.settle();
    scenes.classList.remove("unfitted");
  }

  /** @param {State} state */
  const order = (state) =>
    text.order({
      trains: isTraining(state),
      hasMatrices: drawableScenes(state, state.trace).length > 0,
      width: element.clientWidth,
    });
  /** How wide the cells of a new step can be is asked once the browser has laid them out; until then nobody sees them. */
  async function fitNew() {
    scenes.classList.add("unfitted");
    await painted();
    if (scenes.classList.contains("unfitted")) fit();
  }
  let inSight = true;
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    inSight = isIntersecting;
    if (inSight) draw(stateShown(store.state));
  });
  const observer = new ResizeObserver(() => {
    order(stateShown(store.state));
    fit();
    reveal();
  });
  function watch() {
    sight.observe(scenes);
    observer.observe(scenes);
    observer.observe(element);
  }

  /** @param {HTMLElement} area @param {string[]} names @param {State} state */
  function* showPanels(area, names, state) {
    for (const name of names) {
      const panel = panels.get(name) ?? context.panels[name](context);
      if (!panels.has(name)) {
        panels.set(name, panel);
        area.append(panel.element);
      }
      panel.update(state);
      yield;
    }
  }
  function clearPanels() {
    for (const panel of panels.values()) panel.stop?.();
    panels.clear();
    leadArea.replaceChildren();
    afterArea.replaceChildren();
    panelArea.replaceChildren();
  }

  /** @param {State} state */
  function* pieces(state) {
    element.hidden = state.step === MAP.id;
    if (element.hidden) return;
    words.update(state);
    // Before the engine has answered, what a step says can be read already.
    if (!store.state.trace) return setText(loading, t("loading"));
    const isFirst = loading.isConnected;
    if (isFirst) loading.replaceWith(...shows);
    order(state);
    chooser.update(state);
    offer.update(state);
    const { lead = [], after = [], panels: below = [] } = stepOf(state.step);
    const signature = [state.step, state.lang].join();
    if (signature !== paneled) {
      paneled = signature;
      clearPanels();
    }
    yield* showPanels(leadArea, lead, state);
    story.update(state);
    draw(state);
    yield;
    yield* showPanels(afterArea, after, state);
    facts.update(state);
    yield;
    yield* showPanels(panelArea, below, state);
    if (isFirst) watch();
  }

  return {
    element,
    /** Shows the state piece by piece, none of them long: between two the browser can lay out and paint. */
    pieces,
    /** @param {State} state */
    update(state) {
      for (const _ of pieces(state));
    },
    /** The matrix of a node. @param {string} path */
    elementOf: (path) => matrices.find(({ part }) => part.path === path)?.matrix.element ?? null,
    focusTitle() {
      words.title.focus({ preventScroll: true });
      element.scrollTop = 0;
    },
    stop() {
      observer.disconnect();
      sight.disconnect();
      story.stop();
      clearPanels();
    },
  };
}
