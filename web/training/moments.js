import { h, setText } from "../components/dom.js";

/** @typedef {import("../views/context.js").Context} Context */

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);

/**
 * The way back through a run: a slider over the moments that were kept.
 * @param {Context} context
 */
export function createMoments({ room, actions, t }) {
  const label = h("label", { htmlFor: "moment" });
  const slider = h("input", { type: "range", id: "moment", min: 0, class: "scrubber" });
  // No output element: while it trains this changes many times a second, and nobody wants to hear it.
  const where = h("span", { class: "moment-where" });
  const now = h("button", {
    type: "button",
    class: "plain",
    onclick: () => room.ask(room.runs[0].leaveView()),
  });
  const resume = h("button", {
    type: "button",
    class: "plain",
    onclick: () => room.ask(room.runs[0].resumeHere()),
  });
  const undo = h("button", { type: "button", class: "plain", onclick: () => room.ask(room.runs[0].undo()) });
  const lesson = h("button", {
    type: "button",
    class: "plain open-lesson",
    onclick: () => actions.goToStep("inside"),
  });
  const note = h("p", { class: "note" });
  const edited = h("p", { class: "note" });
  slider.addEventListener("input", () => {
    const [run] = room.runs;
    room.ask(run.view(run.timeline.steps[Number(slider.value)]));
  });
  const element = h(
    "section",
    { class: "moments" },
    h("div", { class: "moment-line" }, label, slider, where),
    h("div", { class: "run-buttons" }, now, resume, undo, lesson),
    note,
    edited,
  );

  return {
    element,
    update() {
      const [run] = room.runs;
      // A link can ask for what cannot be trained.
      element.hidden = !run;
      if (!run) return;
      const { steps, bytes, count } = run.timeline;
      setText(label, t("moments-label"));
      slider.max = String(Math.max(0, count - 1));
      const at = steps.indexOf(run.shownStep);
      slider.value = String(at < 0 ? count - 1 : at);
      slider.disabled = run.phase === "training" || count < 2;
      slider.setAttribute("aria-valuetext", t("train-step-count", { steps: run.shownStep }));
      setText(where, t("moments-where", { step: run.shownStep, steps: run.steps }));
      setText(now, t("moments-now"));
      setText(resume, t("moments-resume", { step: run.shownStep }));
      now.disabled = resume.disabled = run.viewing === null;
      undo.hidden = run.before === null;
      setText(undo, t("moments-undo", { step: run.before?.timeline.newest?.step ?? 0 }));
      setText(lesson, t("moments-lesson", { step: run.viewing === null ? run.steps : run.shownStep }));
      lesson.disabled = run.phase === "training";
      edited.hidden = run.edits.length === 0;
      setText(
        edited,
        t("moments-edited", { list: run.edits.map(({ step, path }) => `${path} (${step})`).join(", ") }),
      );
      setText(
        note,
        t("moments-kept", { count, size: megabytes(bytes), most: megabytes(run.timeline.budget) }),
      );
    },
  };
}
