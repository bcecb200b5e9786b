import { h, iconButton } from "../components/dom.js";
import { formula, numberElement, sumOfProducts } from "../components/formula.js";
import { math, prose } from "../components/math.js";
import { softmaxPicture } from "../components/softmax-picture.js";
import { isSumOfProducts, softmaxOf, sumSoFar } from "../engine/explanation.js";
import { MAP } from "../lessons/chapters.js";
import { optimizerNodes } from "../lessons/paths.js";
import { isTraining } from "../state/seen.js";
import { axesOf, cellName, isEditable, labelOf, nameOf, roleOfPath, tagOf } from "./labels.js";
import { problemAt } from "./problems.js";
import { ruleOf } from "./rules.js";

/** What a trained model gave: X, and the weights. @type {Record<string, string>} */
const LEARNED = { input: "learned-row", parameter: "learned" };

/** Where a given number comes from. @param {string} op @param {Record<string, any>} state */
const madeBy = (op, state) => (state.weights === "learned" && !isTraining(state) ? (LEARNED[op] ?? op) : op);

/** @typedef {import("./context.js").Context} Context */
/** @typedef {Record<string, any>} State */
/** @typedef {import("../state/schema.js").Cell} Cell */

/**
 * One number, opened: how it was made, where it goes, how the loss depends on it, what the next step makes of it.
 * @param {Context} context
 * @param {{element: HTMLElement, update: (state: State) => void}} idle  what stands there while no number is open
 */
export function createInspector({ actions, t }, idle) {
  const close = iconButton("close", () => actions.selectCell(null));
  close.element.hidden = true;
  // On a phone the sheet is low, so that the cells a number is made from stay in sight; this makes it tall.
  const size = iconButton("more", () => {
    element.classList.toggle("tall");
    nameSize();
  });
  size.element.classList.add("sheet-size");
  const content = h("div", { class: "inspector-content" });
  const element = h("aside", { class: "inspector" }, close.element, size.element, content);
  function nameSize() {
    const tall = element.classList.contains("tall");
    size.update({ label: t(tall ? "sheet-less" : "sheet-more"), picture: tall ? "less" : "more" });
  }

  /** @param {{node: string, row: number, col: number}} c */
  const open = ({ node, row, col }) => actions.selectCell({ path: node, row, col });

  /** A number of the trace that can be opened. @param {Cell} cell @param {State} state */
  function link(cell, state) {
    const button = h(
      "button",
      { type: "button", class: `leaf ${roleOfPath(cell.path)}`, onclick: () => actions.selectCell(cell) },
      numberElement(state.trace.value(cell.path, cell.row, cell.col)),
    );
    button.setAttribute("aria-label", `${cellName(cell, state.trace)} = ${button.textContent}`);
    return button;
  }

  /** @param {State} state */
  function making(state) {
    const { explanation, trace, term, cell } = state;
    const node = trace.node(cell.path);
    if (node.inputs.length === 0 && (explanation.op === "cell" || node.op === "constant")) {
      return h(
        "p",
        { class: "note" },
        prose(
          t(`made-${madeBy(node.op, state)}`, {
            token: axesOf(cell.path, trace).rows?.[cell.row] ?? "",
            init: t(`choice-init-${state.init}`),
            seed: String(state.seed),
            steps: state.learned?.steps ?? 0,
          }),
        ),
      );
    }
    const options = {
      onOpen: open,
      describe: (/** @type {any} */ c) => cellName({ path: c.node, row: c.row, col: c.col }, trace),
      roleOf: roleOfPath,
      more: (/** @type {number} */ count) => t("more-terms", { count }),
    };
    const rule = h("p", { class: "rule" }, math(ruleOf(node, trace)));
    if (isSumOfProducts(explanation))
      return h(
        "div",
        {},
        rule,
        sumOfProducts(explanation, {
          ...options,
          current: term,
          sumLabel: t(sumSoFar(explanation, term) === null ? "sum" : "sum-so-far"),
        }),
      );
    const softmax = softmaxOf(explanation);
    if (!softmax) return h("div", {}, rule, formula(explanation, options));
    const picture = softmaxPicture(softmax, {
      wordOf: (term) => axesOf(term.cell.node, trace).cols?.[term.cell.col] ?? String(term.cell.col),
      onOpen: (term) => open(term.cell),
      describe: (term) => options.describe(term.cell),
      label: t("softmax-strip"),
      sumLabel: t("sum"),
    });
    const fraction = h(
      "details",
      { class: "why" },
      h("summary", {}, t("softmax-fraction")),
      formula(explanation, options),
    );
    return h("div", {}, rule, picture, fraction);
  }

  /** @param {State} state */
  function editing(state) {
    const { cell, trace } = state;
    if (!isEditable(cell.path, trace)) return null;
    const value = trace.value(cell.path, cell.row, cell.col);
    const shown = String(Number(value.toPrecision(6)));
    const edited = state.edits.some(
      (/** @type {Cell} */ e) => e.path === cell.path && e.row === cell.row && e.col === cell.col,
    );
    const input = h("input", {
      type: "text",
      id: "cell-value",
      inputMode: "decimal",
      autocomplete: "off",
      value: shown,
    });
    const commit = () => {
      if (input.value !== shown) actions.editCell(cell, input.value);
    };
    input.addEventListener("change", commit);
    const problem = problemAt(state, "cell", t);
    return h(
      "div",
      { class: "control edit-cell" },
      h("label", { htmlFor: "cell-value" }, t("change-value")),
      input,
      h(
        "button",
        { type: "button", class: "plain", onclick: () => actions.editCell(cell, "0") },
        t("set-zero"),
      ),
      edited &&
        h(
          "button",
          { type: "button", class: "plain", onclick: () => actions.resetCell(cell) },
          t("reset-cell"),
        ),
      problem && h("p", { class: "error", role: "alert" }, problem),
    );
  }

  /** @param {State} state */
  function future(state) {
    const { cell, trace } = state;
    const rows = [];
    const node = trace.node(cell.path);
    if (node.gradient) {
      const at = { path: node.gradient, row: cell.row, col: cell.col };
      rows.push([math(`∂loss/∂${nameOf(cell.path)}`), link(at, state)]);
    }
    if (node.gradient_of) {
      const at = { path: node.gradient_of, row: cell.row, col: cell.col };
      rows.push([t("gradient-of"), h("span", {}, math(nameOf(node.gradient_of)), " ", link(at, state))]);
    }
    for (const path of optimizerNodes(cell.path, trace))
      rows.push([math(nameOf(path)), link({ path, row: cell.row, col: cell.col }, state)]);
    return rows;
  }

  /** Where the open number goes: the cells that are made from it. @param {State} state */
  function goesTo({ cell, trace, reach }) {
    return /** @type {import("../engine/protocol.js").Reached[]} */ (reach ?? [])
      .filter(({ path }) => !path.startsWith(`${cell.path}.`)) // the optimizer's: listed as what it learns
      .map(({ path, cells }) => {
        const [row, col] = cells[0];
        const button = h("button", {
          type: "button",
          class: `leaf ${roleOfPath(path)}`,
          onclick: () => actions.selectCell({ path, row, col }),
        });
        const where = whereOf(cells, trace.node(path).shape, axesOf(path, trace));
        button.append(math(nameOf(path)), h("small", {}, ` ${tagOf(path, t)} ${where}`));
        return h("li", {}, button);
      });
  }

  /**
   * The part of a matrix that some of its cells make up, in words; "" for a single one.
   * @param {[number, number][]} cells @param {[number, number]} shape @param {ReturnType<typeof axesOf>} axes
   */
  function whereOf(cells, [rows, cols], axes) {
    const [row, col] = cells[0];
    if (cells.length === 1) return "";
    if (cells.every(([r]) => r === row)) return t("goes-row", { row: labelOf(axes.rows, row, t) });
    if (cells.every(([, c]) => c === col)) return t("goes-column", { col: labelOf(axes.cols, col, t) });
    return cells.length === rows * cols ? t("goes-all") : t("goes-some", { count: cells.length });
  }

  let shown = {};
  return {
    element,
    /** @param {State} state */
    update(state) {
      if (!isTraining(state) && state.step !== MAP.id) idle.update(state);
      idle.element.hidden = isTraining(state);
      const { cell, explanation, reach, term, trace, lang, problems, convention } = state;
      const next = { cell, explanation, reach, term, trace, lang, problems, convention };
      if (Object.entries(next).every(([key, value]) => /** @type {any} */ (shown)[key] === value)) return;
      shown = next;
      element.classList.toggle("open", cell !== null);
      element.setAttribute("aria-label", t("inspector"));
      close.update({ label: t("close") });
      close.element.hidden = cell === null;
      nameSize();
      if (!cell || !explanation) {
        content.replaceChildren(
          idle.element,
          h("p", { class: "note" }, prose(t("inspector-empty"))),
          legend(convention, t),
        );
        return;
      }
      const refocus = refocusable(content);
      const life = future(state);
      const list = goesTo(state);
      const name = cellName(cell, trace);
      const base = nameOf(cell.path);
      content.replaceChildren(
        h(
          "h2",
          { class: `cell-name ${roleOfPath(cell.path)}` },
          math(base),
          name.slice(base.length),
          h("small", {}, tagNode(tagOf(cell.path, t))),
        ),
        h(
          "p",
          { class: "cell-value" },
          numberElement(sumSoFar(explanation, term) ?? trace.value(cell.path, cell.row, cell.col)),
        ),
        editing(state) ?? "",
        h("h3", { class: "how-made" }, t("how-made")),
        making(state),
        life.length ? h("h3", {}, t("learning")) : "",
        life.length
          ? h("dl", {}, ...life.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))
          : "",
        list.length ? h("h3", {}, t("goes-to")) : "",
        list.length ? h("ul", { class: "goes-to" }, ...list) : "",
      );
      refocus();
      followTerm();
    },
  };

  /** The product that is being added stays in sight, over the sum that stands at the foot of the sheet. */
  function followTerm() {
    const current = content.querySelector(".term.current");
    const sum = content.querySelector(".sum");
    if (!current || !sum) return;
    const below = current.getBoundingClientRect().bottom - sum.getBoundingClientRect().top;
    const over = element.getBoundingClientRect().top - current.getBoundingClientRect().top;
    if (below > 0) element.scrollTop += below;
    else if (over > 0) element.scrollTop -= over;
  }
}

/** "head 1" as words, "W_Q" as mathematics. @param {string} tag */
const tagNode = (tag) => (tag.startsWith("W_") ? math(tag) : tag);

/** When the focus is inside, it goes to the same place of what replaces it. @param {HTMLElement} content */
function refocusable(content) {
  const root = /** @type {ShadowRoot | Document} */ (content.getRootNode());
  const focused = root.activeElement;
  if (!focused || !content.contains(focused)) return () => {};
  const selector = focused.id ? `#${focused.id}` : "button, input";
  return () => /** @type {HTMLElement | null} */ (content.querySelector(selector))?.focus();
}

/** @param {"rows" | "columns"} convention @param {import("../i18n/index.js").Translator} t */
function legend(convention, t) {
  return h(
    "div",
    { class: "legend" },
    h("div", {}, h("span", { class: "swatch diverging" }), h("span", {}, t("legend-values"))),
    h("div", {}, h("span", { class: "swatch sequential" }), h("span", {}, t("legend-attention"))),
    h("p", { class: "note" }, prose(t(`legend-convention-${convention}`))),
  );
}
