import { h, icon, setText } from "../components/dom.js";
import { createLossCurve } from "../components/loss-curve.js";
import { showLoss } from "../components/number.js";
import { shareText } from "../map/words.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */

/** @typedef {{token: string, wanted: string, answer: string, share: number, right: boolean}} Answer */
/**
 * A model that learns on the map.
 * @typedef {{starting: true} | LearningShown} Learning
 * @typedef {object} LearningShown
 * @property {false} starting
 * @property {import("../runs/run.js").Phase} phase
 * @property {number} step     that is looked at
 * @property {number} most     steps in all
 * @property {number[]} losses
 * @property {Trace} trace     of one held-out sentence
 * @property {Trace} drawn     the same on its way from the one before
 * @property {Answer} answer   to that sentence
 * @property {number | null} loss
 * @property {number | null} accuracy
 * @property {number | null} right  the step from which all held-out answers were right
 * @property {number[]} moments
 */

/**
 * What the map asks for while a model learns.
 * @typedef {object} LearningCalls
 * @property {() => void} onPause  or go on
 * @property {() => void} onStart  from the same random weights
 * @property {() => void} onTake   its weights into the chapters
 * @property {() => void} onEnd
 * @property {(by: number) => void} onSentence
 * @property {(step: number) => void} onMoment
 */

/**
 * How the learning goes: the answer, the loss as a way back, and what can be done.
 * @param {import("../i18n/index.js").Translator} t @param {LearningCalls} calls
 */
export function createLearningStrip(t, calls) {
  const asks = h("span", { class: "learn-asks" });
  const given = h("strong", { class: "learn-given" });
  const verdict = h("span", { class: "learn-verdict" });
  const less = h("button", { type: "button", class: "stepper", onclick: () => calls.onSentence(-1) }, "‹");
  const more = h("button", { type: "button", class: "stepper", onclick: () => calls.onSentence(1) }, "›");
  const answer = h(
    "p",
    { class: "learn-answer" },
    asks,
    given,
    verdict,
    h("span", { class: "stepped" }, less, more),
  );
  const curve = createLossCurve("learn-moment", calls.onMoment);
  const said = h("p", { class: "unseen", role: "status" });
  const button = (/** @type {() => void} */ onclick) => h("button", { type: "button", onclick });
  const pause = button(() => calls.onPause());
  const take = button(() => calls.onTake());
  take.className = "learn-take";
  const again = button(() => calls.onStart());
  const end = button(() => calls.onEnd());
  const buttons = h("div", { class: "learn-buttons" }, take, pause, again, end);
  const element = h("div", { class: "learn", hidden: true }, answer, curve.element, buttons, said);
  let pictured = "";
  /** What is written: on its way from one state to the next the picture alone changes. @type {unknown[]} */
  let written = [];

  /** @param {LearningShown} learning */
  function write({ phase, step, most, losses, answer: of, loss, accuracy, right, moments }) {
    const done = losses.length >= most;
    setText(asks, t("learn-asks", { word: of.token }));
    setText(given, t("learn-given", { answer: of.answer, share: shareText(of.share) }));
    setText(verdict, of.right ? t("learn-right") : t("learn-wrong", { wanted: of.wanted }));
    answer.classList.toggle("hit", of.right);
    less.setAttribute("aria-label", t("learn-less"));
    more.setAttribute("aria-label", t("learn-more"));
    const where = [
      t("train-step-count", { steps: step }),
      ...(loss === null ? [] : [t("train-loss", { loss: showLoss(loss) })]),
      ...(accuracy === null ? [] : [t("learn-accuracy", { accuracy: shareText(accuracy) })]),
    ].join(" · ");
    curve.update({
      points: losses.map((each, i) => ({ step: i + 1, loss: each })),
      ...{ most, shown: step, moments, where, still: phase === "training" },
      marks: right === null ? [] : [{ step: right, kind: "right", text: t("learn-mark", { step: right }) }],
      label: t("moments-label"),
      ends: [where, String(most)],
    });
    const running = phase === "training";
    const picture = `${running},${done},${t("train-pause")}`;
    if (picture !== pictured) {
      pictured = picture;
      pause.replaceChildren(icon(running ? "pause" : "play"), t(running ? "train-pause" : "train-go-on"));
    }
    // A run that diverged has nothing to go on with, and nothing to take along.
    const over = done || phase === "diverged";
    pause.hidden = over;
    again.hidden = !over;
    take.hidden = !done;
    setText(take, t("learn-take"));
    setText(again, t("learn-again"));
    setText(end, t("learn-end"));
    const told = done
      ? t(right === null ? "learn-say-done" : "learn-say-right", { steps: losses.length, right: right ?? 0 })
      : running
        ? t("train-say-running")
        : where;
    setText(said, told);
  }

  return {
    element,
    focus: () => (take.hidden ? pause : take).focus(),
    /** @param {Learning | null} learning */
    update(learning) {
      element.hidden = learning === null || learning.starting;
      if (!learning || learning.starting) return;
      const { trace, phase, step, losses } = learning;
      const next = [trace, phase, step, losses.length, t("learn-end")];
      if (next.every((part, i) => part === written[i])) return;
      written = next;
      write(learning);
    },
  };
}
