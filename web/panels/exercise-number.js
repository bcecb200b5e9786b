import { onAnswer } from "../components/answering.js";
import { h } from "../components/dom.js";
import { formula, shortNumber } from "../components/formula.js";
import { prose } from "../components/math.js";
import { evaluate } from "../engine/explanation.js";
import { checkNumber, numberAsked } from "../exercises/check.js";
import { cellName, roleOfPath } from "../views/labels.js";
import { exerciseDrawing } from "./exercise-drawing.js";
import { hintsOf } from "./hints.js";

/** @typedef {import("./exercise.js").CardContext} CardContext */
/** @typedef {import("../exercises/exercises.js").NumberTask} NumberTask */

/**
 * "What is the number?" A number is typed; the engine knows whether it is right.
 * @param {NumberTask} task @param {CardContext} context @returns {import("./exercise.js").Card}
 */
export function numberCard(task, { id, t, compute, attempt }) {
  const field = `exercise-answer-${id}`;
  const input = h("input", { type: "text", id: field, inputMode: "decimal", autocomplete: "off" });
  const feedback = h("p", { class: "feedback", role: "status" });
  const hintList = h("ol", { class: "hints" });
  const drawingArea = h("div", { class: "exercise-drawing" });
  const check = h("button", { type: "button", class: "check" }, t("exercise-check"));
  const hint = h("button", { type: "button", class: "plain" }, t("exercise-hint"));
  const reveal = h("button", { type: "button", class: "plain" }, t("exercise-show"));
  const form = h(
    "form",
    { class: "answer", noValidate: true },
    h("label", { htmlFor: field }, t("exercise-answer")),
    input,
    check,
    hint,
    reveal,
  );
  const element = h(
    "article",
    { class: "exercise", "data-exercise": id },
    h("p", { class: "question" }, prose(t(`exercise-${id}`, task.words))),
    drawingArea,
    form,
    feedback,
    hintList,
  );

  let stopped = false;
  /** @type {ReturnType<typeof exerciseDrawing> | null} */
  let drawing = null;
  const ready = solve();

  /** The numbers, the drawing and the way to the answer. */
  async function solve() {
    const cells = [...(task.before ?? []), ...(task.cell ? [task.cell] : [])];
    const runs = await Promise.all(cells.map((cell) => compute(task.config, cell)));
    const { trace } = runs.at(-1) ?? (await compute(task.config));
    const trees = task.tree ? [task.tree(trace)] : runs.map(({ explanation }) => explanation);
    const { cell } = task;
    const value = numberAsked(task, trace);
    if (cell && !stopped) {
      drawing = exerciseDrawing(trace, task.scene ?? [cell.path], t, { asked: cell });
      drawingArea.replaceChildren(drawing.element);
      drawing.show({ asked: cell });
    }
    return { trace, trees, value, steps: trees.flatMap(hintsOf) };
  }

  /** @param {string} kind @param {...(Node | string)} words */
  function say(kind, ...words) {
    feedback.className = `feedback ${kind}`;
    feedback.replaceChildren(...words);
  }

  onAnswer(form, check, async () => {
    const { trace, value } = await ready;
    const { answered, correct, lead, more } = checkNumber(task, trace, input.value);
    if (answered) input.setAttribute("aria-invalid", String(!correct));
    if (correct) drawing?.show({ mark: task.cell });
    if (answered) attempt.answered(input.value, correct);
    const rest = correct ? shortNumber(value) : more && prose(t(more));
    say(
      correct ? "right" : "wrong",
      answered ? h("strong", {}, t(lead)) : t(lead),
      ...(rest ? [t("space"), rest] : []),
    );
  });

  /** @param {{trace: import("../engine/trace.js").Trace}} solution */
  const formulaOptions = ({ trace }) => ({
    describe: (/** @type {any} */ c) => cellName({ path: c.node, row: c.row, col: c.col }, trace),
    roleOf: roleOfPath,
    short: true,
    more: (/** @type {number} */ count) => t("more-terms", { count }),
  });

  hint.addEventListener("click", async () => {
    const solution = await ready;
    const index = hintList.children.length;
    const step = solution.steps[index];
    if (!step) return;
    attempt.hinted();
    const last = index === solution.steps.length - 1;
    hintList.append(
      h(
        "li",
        {},
        h("span", { class: "note" }, t("exercise-hint-of", { hint: index + 1, all: solution.steps.length })),
        formula(step.expression, formulaOptions(solution)),
        // The last result is the answer: it is left to the learner.
        h("span", { class: "equals" }, "= ", last ? "?" : shortNumber(step.value)),
      ),
    );
    hint.disabled = last;
  });

  reveal.addEventListener("click", async () => {
    const solution = await ready;
    attempt.revealed();
    drawing?.show({ mark: task.cell });
    hintList.replaceChildren();
    hint.disabled = true;
    reveal.disabled = true;
    say(
      "shown",
      ...solution.trees.map((tree, i) =>
        h(
          "span",
          { class: "solution" },
          formula(tree, formulaOptions(solution)),
          h(
            "span",
            { class: "equals" },
            "= ",
            shortNumber(i === solution.trees.length - 1 ? solution.value : evaluate(tree)),
          ),
        ),
      ),
    );
  });

  return {
    element,
    stop() {
      stopped = true;
      drawing?.stop();
    },
  };
}
