import { h } from "../components/dom.js";
import { isSumOfProducts } from "../components/formula.js";
import { math, prose } from "../components/math.js";
import { createMatrix } from "../components/matrix.js";
import { roleOf } from "../components/math.js";
import { showNumber } from "../components/number.js";
import { cellsOf } from "../engine/explanation.js";
import { CHAPTERS, STEP_IDS, stepOf } from "../lessons/chapters.js";
import { mainPath, resolveScene } from "../lessons/paths.js";
import { drawingOf } from "./drawing.js";
import { factsOf } from "./facts.js";
import { axesOf, cellName, isAttention, isEditable, nameOf, ownerOf, tagOf } from "./labels.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./drawing.js").Part} Part */

const key = (/** @type {{row: number, col: number}} */ { row, col }) => `${row},${col}`;

/** @param {string} path */
export const roleOfPath = (path) => roleOf(ownerOf(path));

/**
 * The middle of the page: the step's words and its matrices.
 * @param {Context} context
 */
export function createStage({ actions, t, store }) {
  const eyebrow = h("p", { class: "eyebrow" });
  const title = h("h1", { tabIndex: -1 });
  const body = h("p", { class: "lead" });
  const formulaLine = h("p", { class: "step-formula" });
  const chooser = h("div", { class: "chooser", role: "radiogroup" });
  const scenes = h("div", { class: "scenes" });
  const facts = h("dl", { class: "facts" });
  const tryIt = h("p", { class: "try" });
  const next = h("button", { type: "button", class: "next", onclick: () => actions.moveStep(1) });
  const element = h("section", { class: "stage" }, eyebrow, title, body, formulaLine, chooser, scenes, facts, tryIt, next);

  /** @type {{part: Part, matrix: ReturnType<typeof createMatrix>}[]} */
  let matrices = [];
  /** @type {{element: HTMLElement, path: string, left: Part, above: Part}[]} */
  let sayings = [];
  let drawn = "";

  /** @param {Part} part */
  function addMatrix(part) {
    const matrix = createMatrix({
      onSelect: ({ row, col }) => actions.selectCell({ path: part.path, row, col }),
      onEdit: ({ row, col }, text) => actions.editCell({ path: part.path, row, col }, text),
      describe: (row, col) => cellName({ path: part.path, row, col }, store.state.trace),
    });
    matrices.push({ part, matrix });
    return matrix.element;
  }

  /** @param {string[]} paths @param {State} state */
  function drawScene(paths, state) {
    const drawing = drawingOf(paths, state.trace);
    if (drawing.kind === "meet") {
      const saying = h("p", { class: "saying" });
      sayings.push({ element: saying, path: drawing.result.path, left: drawing.left, above: drawing.above });
      return h(
        "div",
        { class: "meet" },
        saying,
        h("div", { class: "above" }, addMatrix(drawing.above)),
        h("div", { class: "left" }, addMatrix(drawing.left)),
        h("div", { class: "result" }, addMatrix(drawing.result)),
      );
    }
    return h(
      "div",
      { class: "row-scene" },
      ...drawing.items.map((item) => ("sign" in item ? h("span", { class: "sign" }, math(item.sign)) : addMatrix(item))),
    );
  }

  /** @param {State} state */
  function words(state) {
    const step = stepOf(state.step);
    const chapter = CHAPTERS.findIndex(({ steps }) => steps.includes(step));
    eyebrow.textContent = t("eyebrow", { number: chapter + 1, chapter: t(`chapter-${CHAPTERS[chapter].id}`) });
    title.replaceChildren(prose(t(`step-${step.id}-title`)));
    body.replaceChildren(prose(t(`step-${step.id}-body`)));
    formulaLine.replaceChildren(math(step.formula.replaceAll("W_Q", step.choose === "weight" ? state.weight : "W_Q").replaceAll("dQ", step.choose === "weight" ? dOutOf(state.weight) : "dQ").replace("inputᵀ", step.choose === "weight" && state.weight === "W_O" ? "concatᵀ" : "inputᵀ")));
    tryIt.replaceChildren(h("strong", {}, t("try-it")), " ", prose(t(`step-${step.id}-try`)));
    const index = STEP_IDS.indexOf(step.id);
    next.hidden = index === STEP_IDS.length - 1;
    if (!next.hidden) next.replaceChildren(h("span", {}, t("next-step")), " ", prose(t(`step-${STEP_IDS[index + 1]}-title`)));
  }

  /** @param {State} state */
  function choose(state) {
    const { choose: among } = stepOf(state.step);
    const heads = state.trace.config.n_heads;
    chooser.hidden = !among || (among === "head" && heads < 2);
    if (chooser.hidden) return;
    const options = among === "head" ? Array.from({ length: heads }, (_, i) => String(i)) : ["W_Q", "W_K", "W_V", "W_O"];
    const chosen = among === "head" ? String(Math.min(state.head, heads - 1)) : state.weight;
    chooser.setAttribute("aria-label", t(`choose-${among}`));
    const key = JSON.stringify([among, options, state.lang]);
    if (chooser.dataset.built !== key) {
      chooser.dataset.built = key;
      chooser.replaceChildren(
        ...options.map((value) => {
          const button = h("button", { type: "button", role: "radio", class: `choice ${among === "weight" ? roleOf(value) : ""}`, onclick: () => pick(value) });
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
      const by = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
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
    const paths = stepOf(state.step).scenes.map((scene) => resolveScene(scene, state, state.trace));
    const signature = JSON.stringify([state.step, state.lang, paths]);
    if (signature !== drawn) {
      drawn = signature;
      matrices = [];
      sayings = [];
      scenes.replaceChildren(...paths.map((scene) => drawScene(scene, state)));
    }
    const main = mainPath(state, state.trace);
    for (const { part, matrix } of matrices) matrix.update(propsOf(part, state, main));
    for (const saying of sayings) say(saying, state);
    fit();
  }

  /** @param {Part} part @param {State} state @param {string} main */
  function propsOf({ path, transposed = false }, state, main) {
    const { trace, cell, explanation, term } = state;
    const [rows, cols] = trace.node(path).shape;
    const axes = axesOf(path, trace);
    const all = explanation ? cellsOf(explanation).filter((/** @type {any} */ c) => c.node === path) : [];
    const now = term !== null && explanation && isSumOfProducts(explanation) ? cellsOf(explanation.args[term]) : [];
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
      colLabels: axes.cols,
      weights: isAttention(path),
      selected: cell?.path === path ? { row: cell.row, col: cell.col } : null,
      sources: new Set(cell?.path === path ? [] : all.map(key)),
      current: new Set(now.filter((/** @type {any} */ c) => c.node === path).map(key)),
      reached: walked ? cell.row * cols + cell.col + 1 : -1,
      editable: isEditable(path),
      edited: new Set(state.edits.filter((/** @type {any} */ e) => e.path === path).map(key)),
    };
  }

  /** @param {typeof sayings[number]} saying @param {State} state */
  function say({ element: line, path, left, above }, { trace, cell }) {
    const open = cell?.path === path ? cell : null;
    const row = open ? (axesOf(path, trace).rows?.[open.row] ?? String(open.row)) : "";
    const col = open ? (axesOf(path, trace).cols?.[open.col] ?? String(open.col)) : "";
    const args = {
      row,
      col,
      left: nameOf(left.path) + (left.transposed ? "ᵀ" : ""),
      above: nameOf(above.path) + (above.transposed ? "ᵀ" : ""),
      result: nameOf(path),
    };
    line.replaceChildren(prose(t(open ? "row-meets-column" : "pick-a-cell", args)));
  }

  /** Cells as large as the stage allows; where numbers do not fit, colours remain and the inspector has the number. */
  function fit() {
    const room = scenes.clientWidth;
    if (!room) return;
    for (const scene of /** @type {Iterable<HTMLElement>} */ (/** @type {any} */ (scenes.children))) {
      const isMeet = scene.classList.contains("meet");
      const across = [...scene.querySelectorAll("table")].map((table) => ({
        cells: table.querySelector("tbody tr")?.querySelectorAll("td").length ?? 1,
        labels: table.querySelector("tbody th") ? 66 : 0,
      }));
      // In a product the right factor stands above the result: they share their width.
      const [above, left, result] = across;
      const stacked = isMeet && room < 560;
      const widest = isMeet && !stacked
        ? { cells: left.cells + Math.max(result.cells, above.cells), labels: left.labels + result.labels + above.labels + 40 }
        : { cells: Math.max(...across.map((a) => a.cells)), labels: Math.max(...across.map((a) => a.labels)) + 8 };
      const fits = Math.floor((room - widest.labels) / widest.cells) - 2;
      const width = Math.max(18, Math.min(48, fits));
      scene.classList.toggle("stacked", stacked);
      scene.style.setProperty("--cell-w", `${width}px`);
      scene.classList.toggle("tight", width < 40);
      scene.classList.toggle("tiny", width < 30);
    }
  }
  const observer = new ResizeObserver(fit);
  observer.observe(scenes);

  /** @param {State} state */
  function showFacts(state) {
    const list = factsOf(state);
    facts.hidden = list.length === 0;
    facts.replaceChildren(
      ...list.map(({ name, values }) =>
        h("div", {}, h("dt", {}, prose(t(`fact-${name}`))), h("dd", {}, values.map((v) => showNumber(v)).join(" → "))),
      ),
    );
  }

  let spoken = "";
  return {
    element,
    /** @param {State} state */
    update(state) {
      const key = [state.step, state.lang, state.weight].join();
      if (key !== spoken) {
        spoken = key;
        words(state);
      }
      choose(state);
      draw(state);
      showFacts(state);
    },
    focusTitle() {
      title.focus({ preventScroll: true });
      element.scrollTop = 0;
    },
    stop: () => observer.disconnect(),
  };
}

/** The gradient that meets the input in a weight's gradient. @param {string} weight */
const dOutOf = (weight) => (weight === "W_O" ? "doutput" : `d${weight.slice(2)}`);
