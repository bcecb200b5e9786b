import { h } from "../components/dom.js";
import { isSumOfProducts } from "../components/formula.js";
import { math, prose, roleOf } from "../components/math.js";
import { createMatrix } from "../components/matrix.js";
import { showNumber } from "../components/number.js";
import { createPicture } from "../components/picture.js";
import { cellsOf } from "../engine/explanation.js";
import { CHAPTERS, STEP_IDS, stepOf } from "../lessons/chapters.js";
import { drawableScenes, mainPath, resolvePath, scenesOf } from "../lessons/paths.js";
import { PANELS } from "../panels/index.js";
import { isTraining, stateShown, traceShown } from "../state/seen.js";
import { drawingOf, partsOf, withTokensAsColumns } from "./drawing.js";
import { factsOf } from "./facts.js";
import { fitScene } from "./fit.js";
import { createFolds } from "./folds.js";
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
import { layScene } from "./scene.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./drawing.js").Part} Part */

const key = (/** @type {{row: number, col: number}} */ { row, col }) => `${row},${col}`;

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
  const eyebrow = h("p", { class: "eyebrow" });
  const title = h("h1", { tabIndex: -1 });
  const body = h("p", { class: "lead" });
  const formulaLine = h("p", { class: "step-formula" });
  const folds = createFolds(t);
  const chooser = h("div", { class: "chooser", role: "radiogroup" });
  const scenes = h("div", { class: "scenes" });
  const facts = h("dl", { class: "facts" });
  const leadArea = h("div", { class: "panels" });
  const panelArea = h("div", { class: "panels" });
  const tryIt = h("p", { class: "try" });
  const next = h("button", { type: "button", class: "next", onclick: () => actions.moveStep(1) });
  // In somebody else's page the main landmark is theirs.
  const element = h(
    ownPage ? "main" : "section",
    { class: "stage" },
    eyebrow,
    title,
    body,
    formulaLine,
    folds.element,
    leadArea,
    chooser,
    scenes,
    facts,
    tryIt,
    panelArea,
    next,
  );

  /** @type {{part: Part, matrix: ReturnType<typeof createMatrix>}[]} */
  let matrices = [];
  /** @type {{element: HTMLElement, result: Part, left: Part, above: Part}[]} */
  let sayings = [];
  let drawn = "";
  /** @type {Element | null} */
  let revealed = null;
  /** @type {import("../panels/index.js").Panel[]} */
  let panels = [];
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
      return saying;
    });
  }

  /** @param {State} state */
  function words(state) {
    const step = stepOf(state.step);
    const chapter = CHAPTERS.findIndex(({ steps }) => steps.includes(step));
    const name = t(`chapter-${CHAPTERS[chapter].id}`);
    eyebrow.replaceChildren(prose(t("eyebrow", { number: chapter + 1, chapter: name })));
    title.replaceChildren(prose(t(`step-${step.id}-title`)));
    body.replaceChildren(prose(t(`step-${step.id}-body`)));
    const formula = formulaOf(state);
    formulaLine.hidden = formula === "";
    formulaLine.replaceChildren(math(formula));
    tryIt.replaceChildren(h("strong", {}, t("try-it")), " ", prose(t(`step-${step.id}-try`)));
    const index = STEP_IDS.indexOf(step.id);
    next.hidden = index === STEP_IDS.length - 1;
    if (!next.hidden)
      next.replaceChildren(h("span", {}, t("next-step")), " ", prose(t(`step-${STEP_IDS[index + 1]}-title`)));
  }

  /** @param {State} state */
  function choose(state) {
    const { choose: among } = stepOf(state.step);
    const heads = state.trace.config.n_heads;
    chooser.hidden = !among || (among === "head" && heads < 2);
    if (chooser.hidden) return;
    const options =
      among === "head" ? Array.from({ length: heads }, (_, i) => String(i)) : ["W_Q", "W_K", "W_V", "W_O"];
    const chosen = among === "head" ? String(Math.min(state.head, heads - 1)) : state.weight;
    chooser.setAttribute("aria-label", t(`choose-${among}`));
    const key = JSON.stringify([among, options, state.lang]);
    if (chooser.dataset.built !== key) {
      chooser.dataset.built = key;
      chooser.replaceChildren(
        ...options.map((value) => {
          const button = h("button", {
            type: "button",
            role: "radio",
            class: `choice ${among === "weight" ? roleOf(value) : ""}`,
            onclick: () => pick(value),
          });
          button.append(among === "head" ? t("tag-head", { head: value }) : math(value));
          button.dataset.value = value;
          return button;
        }),
      );
    }
    const pick = (/** @type {string} */ value) => {
      actions.selectCell(null);
      actions.set(among === "head" ? { head: Number(value) } : { weight: value });
    };
    chooser.onkeydown = (event) => {
      const by =
        event.key === "ArrowRight" || event.key === "ArrowDown"
          ? 1
          : event.key === "ArrowLeft" || event.key === "ArrowUp"
            ? -1
            : 0;
      if (!by) return;
      event.preventDefault();
      const to = (options.indexOf(chosen) + by + options.length) % options.length;
      pick(options[to]);
      /** @type {HTMLElement} */ (chooser.children[to]).focus();
    };
    for (const button of /** @type {Iterable<HTMLElement>} */ (/** @type {any} */ (chooser.children))) {
      const on = button.dataset.value === chosen;
      button.setAttribute("aria-checked", String(on));
      button.tabIndex = on ? 0 : -1;
    }
  }

  /** @param {State} state */
  function draw(state) {
    const paths = drawableScenes(state, state.trace);
    const drawings = paths.map((scene) => {
      const drawing = drawingOf(scene, state.trace);
      return state.convention === "columns" ? withTokensAsColumns(drawing) : drawing;
    });
    // The same node can be made from others than before: a head that is switched off, another encoding.
    const sizes = drawings.flatMap(partsOf).map(({ path }) => state.trace.node(path).shape);
    const signature = JSON.stringify([state.step, state.lang, drawings, sizes]);
    const isNew = signature !== drawn;
    if (isNew) {
      drawn = signature;
      matrices = [];
      sayings = [];
      scenes.replaceChildren(...drawings.map(drawScene));
      if (paths.length === 0 && scenesOf(state).length > 0 && state.trace.nodes.length > 0)
        scenes.replaceChildren(h("p", { class: "note" }, prose(t("not-computed"))));
    }
    // A model that trains writes its matrices anew many times: those that nobody sees can wait.
    if (!isNew && isTraining(state) && !inSight) return;
    const main = mainPath(state, state.trace);
    for (const { part, matrix } of matrices) matrix.update(propsOf(part, state, main));
    for (const saying of sayings) say(saying, state);
    if (isNew || !isTraining(state)) fit();
    revealSelected();
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
      reached: walked ? cell.row * cols + cell.col + 1 : -1,
      editable: isEditable(path, trace),
      theme: state.shownTheme,
      edited: new Set(state.edits.filter((/** @type {any} */ e) => e.path === path).map(key)),
    };
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
    if (cell !== revealed)
      requestAnimationFrame(() => cell?.scrollIntoView({ block: "nearest", inline: "nearest" }));
    revealed = cell;
  }

  function fit() {
    const room = scenes.clientWidth;
    if (room) for (const scene of scenes.children) fitScene(/** @type {HTMLElement} */ (scene), room);
  }
  let inSight = true;
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    inSight = isIntersecting;
    if (inSight && store.state.trace) draw(stateShown(store.state));
  });
  sight.observe(scenes);
  const observer = new ResizeObserver(() => {
    fit();
    revealed?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  observer.observe(scenes);
  observer.observe(element);

  /** @param {State} state */
  function showPanels(state) {
    const signature = [state.step, state.lang].join();
    if (signature !== paneled) {
      paneled = signature;
      stopPanels();
      const { lead = [], panels: below = [] } = stepOf(state.step);
      panels = [...lead, ...below].map((name) => PANELS[name](context));
      leadArea.replaceChildren(...panels.slice(0, lead.length).map((panel) => panel.element));
      panelArea.replaceChildren(...panels.slice(lead.length).map((panel) => panel.element));
    }
    for (const panel of panels) panel.update(state);
  }
  const stopPanels = () => {
    for (const panel of panels) panel.stop?.();
  };

  /** @param {State} state */
  function showFacts(state) {
    const list = factsOf(state);
    facts.hidden = list.length === 0;
    facts.replaceChildren(
      ...list.map(({ name, values }) =>
        h(
          "div",
          {},
          h("dt", {}, prose(t(`fact-${name}`))),
          h("dd", {}, values.map((v) => (Number.isInteger(v) ? String(v) : showNumber(v))).join(" → ")),
        ),
      ),
    );
  }

  let spoken = "";
  return {
    element,
    /** @param {State} state */
    update(state) {
      const key = [
        state.step,
        state.lang,
        state.weight,
        state.mask,
        state.positional,
        state.train_scene,
      ].join();
      if (key !== spoken) {
        spoken = key;
        words(state);
        folds.update(state);
      }
      choose(state);
      draw(state);
      showFacts(state);
      showPanels(state);
    },
    focusTitle() {
      title.focus({ preventScroll: true });
      element.scrollTop = 0;
    },
    stop() {
      observer.disconnect();
      sight.disconnect();
      stopPanels();
    },
  };
}

/** The step's formula for the matrix that was chosen, and without a mask where there is none. @param {State} state */
function formulaOf(state) {
  const { step, weight, trace } = state;
  const { formula, formulaBy, scenesBy, choose } = stepOf(step);
  if (formulaBy && scenesBy) return formulaBy[state[scenesBy.field]];
  const before = nameOf(resolvePath("block0.attention.head0.masked", state, trace));
  const masked = step === "mask" ? formula : formula.replace("masked", before);
  if (choose !== "weight") return masked;
  const [input, dOut] = weight === "W_O" ? ["concat", "doutput"] : ["input", `d${weight.slice(2)}`];
  return masked.replaceAll("W_Q", weight).replace("dQ", dOut).replace("input", input);
}
