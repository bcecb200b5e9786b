import { h, setText } from "../components/dom.js";
import { createLossCurve } from "../components/loss-curve.js";
import { showLoss } from "../components/number.js";
import { averaged, snapOf, widthOf } from "../runs/curve.js";

/** @typedef {import("../views/context.js").Context} Context */

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);

/** A curve of fewer steps does not fill its frame. */
const LEAST_STEPS = 40;

/** @param {number[]} losses */
function pointsOf(losses) {
  const width = widthOf(losses.length);
  const means = averaged(losses, width, Math.ceil(losses.length / width));
  return means.map((loss, i) => ({ step: Math.min(losses.length, (i + 1) * width), loss }));
}

/**
 * The way back through a run: along its loss, on which stands where it fell and where it was there.
 * @param {Context} context
 */
export function createMoments({ room, store, actions, t }) {
  const curve = createLossCurve("moment", (step) => room.ask(room.runs[0].view(step)));
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
  const element = h(
    "section",
    { class: "moments" },
    curve.element,
    h("div", { class: "run-buttons" }, now, resume, undo, lesson),
    note,
    edited,
  );

  /** The moments that matter. @param {import("../runs/run.js").Run} run */
  function marksOf({ losses, evaluations }) {
    const { train_accuracy } = store.state;
    const right = evaluations.find(({ accuracy }) => accuracy >= train_accuracy)?.step ?? null;
    const snap = snapOf(losses);
    return /** @type {const} */ ([
      ["right", right],
      ["snap", snap],
    ]).flatMap(([kind, step]) => (step === null ? [] : [{ step, kind, text: t(`curve-${kind}`, { step }) }]));
  }

  return {
    element,
    update() {
      const [run] = room.runs;
      // A link can ask for what cannot be trained.
      element.hidden = !run;
      if (!run) return;
      const { steps, bytes, count } = run.timeline;
      const { losses, shownStep } = run;
      const loss = shownStep > 0 ? losses[shownStep - 1] : null;
      const where = [
        t("moments-where", { step: shownStep, steps: run.steps }),
        ...(loss === null || loss === undefined ? [] : [t("train-loss", { loss: showLoss(loss) })]),
      ].join(" · ");
      curve.update({
        points: pointsOf(losses),
        before: pointsOf(room.previousLosses),
        most: Math.max(LEAST_STEPS, run.steps),
        shown: shownStep,
        moments: steps,
        still: run.phase === "training",
        marks: marksOf(run),
        label: t("moments-label"),
        where,
        ends: [where, t("curve-loss")],
      });
      setText(now, t("moments-now"));
      setText(resume, t("moments-resume", { step: shownStep }));
      now.disabled = resume.disabled = run.viewing === null;
      undo.hidden = run.before === null;
      setText(undo, t("moments-undo", { step: run.before?.timeline.newest?.step ?? 0 }));
      setText(lesson, t("moments-lesson", { step: shownStep }));
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
