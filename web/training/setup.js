import { h, setText } from "../components/dom.js";
import { prose } from "../components/math.js";
import { hasFewLines, hasOwnExamples, taskFields } from "../runs/config.js";
import { createFieldControl } from "../views/controls.js";
import { problemAt } from "../views/problems.js";

/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {Record<string, any>} State */

const FIRST = ["train_positional", "train_n_heads", "train_n_blocks", "train_d_model"];
const MORE = {
  model: ["train_d_k", "train_feed_forward", "train_norm", "train_mask", "train_scale", "train_init"],
  learning: ["train_optimizer", "train_learning_rate", "train_schedule", "train_clip", "train_batch"],
  run: ["train_seed", "train_steps", "train_accuracy"],
};

/** Two letters the other way round: a rule, with lines enough that some can be held back. */
const EXAMPLE_LINES = [..."abcdef"]
  .flatMap((a) => [..."abcdef"].map((b) => `${a}${b} → ${b}${a}`))
  .join("\n");

/**
 * Everything that a run depends on: what is asked, and behind a fold who is asked.
 * @param {Context} context
 */
export function createSetup(context) {
  const { actions, t } = context;
  const control = (/** @type {string} */ key) => ({ key, ...createFieldControl(key, "setup", context) });
  const which = control("train_task");
  const first = FIRST.map(control);
  const ofTask = h("div", { class: "task-fields" });
  /** @type {ReturnType<typeof control>[]} */
  let task = [];
  let taskShown = "";
  let explained = "";
  const explain = h("p", { class: "note" });
  const lines = h("textarea", { id: "train-lines", rows: 6, spellcheck: false });
  lines.addEventListener("change", () => actions.set({ train_lines: lines.value }));
  const linesLabel = h("label", { htmlFor: "train-lines" });
  const linesError = h("p", { class: "error", role: "alert", id: "train-lines-error" });
  lines.setAttribute("aria-describedby", "train-lines-error");
  const fill = h("button", {
    type: "button",
    class: "plain",
    onclick: () => actions.set({ train_lines: EXAMPLE_LINES }),
  });
  const few = h("p", { class: "note few" });
  const own = h("div", { class: "own-examples" }, linesLabel, lines, linesError, few, fill);
  const groups = Object.entries(MORE).map(([id, keys]) => {
    const legend = h("legend");
    const fields = keys.map(control);
    return { id, legend, fields, element: h("fieldset", {}, legend, ...fields.map((f) => f.element)) };
  });
  const summary = h("summary");
  const settings = h(
    "details",
    { class: "more-settings" },
    summary,
    h("div", { class: "fields" }, ...first.map((f) => f.element), ofTask),
    ...groups.map((group) => group.element),
  );
  const engineError = h("p", { class: "error", role: "alert" });
  const question = h("div", { class: "setup-task" }, which.element, explain, own, engineError);
  /** Whether something in the fold was answered with a message, so that it cannot stay closed. @param {State} state */
  const hasProblem = (state) =>
    state.problems.some((/** @type {any} */ { field }) =>
      [...first, ...task, ...groups.flatMap(({ fields }) => fields)].some(({ key }) => key === field),
    );
  let complained = false;

  return {
    /** What is asked, and whatever is wrong with the whole. */
    question,
    /** Who is asked, and how it learns. */
    settings,
    /** @param {State} state */
    update(state) {
      which.update(state);
      for (const field of first) field.update(state);
      if (taskShown !== state.train_task) {
        taskShown = state.train_task;
        task = taskFields(taskShown)
          .filter((key) => key !== "train_lines")
          .map(control);
        ofTask.replaceChildren(...task.map((field) => field.element));
      }
      for (const field of task) field.update(state);
      const text = t(`task-${state.train_task}`);
      if (text !== explained) explain.replaceChildren(prose(text));
      explained = text;
      own.hidden = !hasOwnExamples(state.train_task);
      setText(linesLabel, t("train-lines"));
      setText(fill, t("train-lines-fill"));
      setText(few, t("train-few-lines"));
      few.hidden = !hasFewLines(state) || problemAt(state, "train_lines", t) !== "";
      setText(linesError, problemAt(state, "train_lines", t));
      if (!lines.matches(":focus") && lines.value !== state.train_lines) lines.value = state.train_lines;
      setText(summary, t("train-more"));
      for (const { id, legend, fields } of groups) {
        setText(legend, t(`group-train-${id}`));
        for (const field of fields) field.update(state);
      }
      setText(engineError, problemAt(state, "training", t));
      if (hasProblem(state) && !complained) settings.open = true;
      complained = hasProblem(state);
    },
  };
}
