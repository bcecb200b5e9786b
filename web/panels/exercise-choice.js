import { onAnswer } from "../components/answering.js";
import { h } from "../components/dom.js";
import { prose } from "../components/math.js";
import { checkChoice } from "../exercises/check.js";
import { changedCells } from "../exercises/compare.js";
import { exerciseDrawing } from "./exercise-drawing.js";

/** @typedef {import("./exercise.js").CardContext} CardContext */
/** @typedef {import("../exercises/exercises.js").ChoiceTask} ChoiceTask */

/**
 * "Which one?" The right answer is found by comparing what the engine computed.
 * @param {ChoiceTask} task @param {CardContext} context @returns {import("./exercise.js").Card}
 */
export function choiceCard(task, { id, t, compute, attempt }) {
  const kind = task.many ? "checkbox" : "radio";
  const inputs = task.options.map((_, i) =>
    h("input", { type: kind, name: `exercise-${id}`, value: String(i), id: `exercise-${id}-${i}` }),
  );
  const feedback = h("div", { class: "feedback", role: "status" });
  const drawingArea = h("div", { class: "exercise-drawing" });
  const revealArea = h("div", { class: "exercise-drawing revealed" });
  const check = h("button", { type: "button", class: "check" }, t("exercise-check"));
  const reveal = h("button", { type: "button", class: "plain" }, t("exercise-show"));
  const question = h("legend", { class: "question" }, prose(t(`exercise-${id}`, task.words)));
  const form = h(
    "form",
    { noValidate: true },
    h(
      "fieldset",
      {},
      question,
      drawingArea,
      h(
        "div",
        { class: "options" },
        task.options.map(({ key, args }, i) =>
          h("label", {}, inputs[i], h("span", {}, prose(t(`exercise-option-${key}`, args)))),
        ),
      ),
    ),
    h("div", { class: "answer" }, check, reveal),
  );
  const element = h("article", { class: "exercise", "data-exercise": id }, form, feedback, revealArea);

  let stopped = false;
  /** @type {ReturnType<typeof exerciseDrawing>[]} */
  const drawings = [];
  const ready = solve();

  async function solve() {
    const traces = (await Promise.all(task.configs.map((config) => compute(config)))).map((r) => r.trace);
    if (task.scene && !stopped)
      add(drawingArea, traces[task.shown ?? 0], task.scene, { plain: task.plain, mark: task.mark ?? null });
    return { traces, right: task.right(traces) };
  }

  /** @param {HTMLElement} area @param {any} trace @param {string[]} paths @param {any} options */
  function add(area, trace, paths, options) {
    const drawing = exerciseDrawing(trace, paths, t, options);
    drawings.push(drawing);
    area.append(drawing.element);
    drawing.show(options);
  }

  /** Before and after, with what changed lit. @param {import("../engine/trace.js").Trace[]} traces */
  function showReveal(traces) {
    if (!task.reveal || revealArea.childElementCount) return;
    const before = traces[0];
    const after = traces[task.after ?? 1];
    if (before === after) {
      add(revealArea, after, [task.reveal], { plain: true });
      return;
    }
    const changed = new Set(changedCells(before, after, task.reveal).map(({ row, col }) => `${row},${col}`));
    add(revealArea, before, [task.reveal], { plain: true, note: t("exercise-before") });
    add(revealArea, after, [task.reveal], { plain: true, note: t("exercise-after"), changed });
  }

  /** @param {string} mood @param {string} lead @param {string} text */
  function say(mood, lead, text) {
    feedback.className = `feedback ${mood}`;
    feedback.replaceChildren(h("strong", {}, t(lead)), t("space"), prose(text));
  }

  onAnswer(form, check, async () => {
    const { traces } = await ready;
    const chosen = inputs.flatMap((input, i) => (input.checked ? [i] : []));
    const { answered, correct, lead, more } = checkChoice(id, task, traces, chosen);
    if (answered) attempt.answered(chosen, correct);
    if (correct) showReveal(traces);
    say(correct ? "right" : "wrong", lead, more ? t(more, task.words) : "");
  });

  reveal.addEventListener("click", async () => {
    const { traces, right } = await ready;
    attempt.revealed();
    for (const [i, input] of inputs.entries()) input.checked = right.includes(i);
    showReveal(traces);
    say("shown", "exercise-answer-is", t(`exercise-${id}-right`, task.words));
    reveal.disabled = true;
  });

  return {
    element,
    stop() {
      stopped = true;
      for (const drawing of drawings) drawing.stop();
    },
  };
}
