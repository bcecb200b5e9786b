import { h, icon, iconButton, setText } from "../components/dom.js";
import { percent, showLoss } from "../components/number.js";
import { epochSteps } from "../runs/config.js";
import { isTraining } from "../state/seen.js";
import { createFieldControl } from "../views/controls.js";

/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {import("../runs/run.js").Run} Run */

/** @param {number} perSecond */
const rate = (perSecond) =>
  perSecond >= 100 ? String(Math.round(perSecond)) : perSecond.toPrecision(2).replace(/\.0$/, "");

/**
 * The foot of the page while something trains: start, pause, one step, one epoch, reset, and how far it is.
 * @param {Context} context
 */
export function createTransport({ room, store, actions, t, ...rest }) {
  const picture = h("span", { class: "start-icon" });
  const words = h("span");
  const start = h(
    "button",
    { type: "button", class: "start", onclick: () => room.startOrPause() },
    picture,
    words,
  );
  const step = h("button", { type: "button", class: "plain", onclick: () => room.step(1) });
  const epoch = h("button", { type: "button", class: "plain", onclick: () => room.epoch() });
  const reset = h("button", { type: "button", class: "plain", onclick: () => room.reset() });
  const pace = createFieldControl("train_pace", "trainer", { room, store, actions, t, ...rest });
  const back = iconButton("back", () => actions.moveStep(-1));
  const forward = iconButton("forward", () => actions.moveStep(1));
  const bar = h("progress", { max: 1 });
  const status = h("p", { class: "run-status" });
  // Said aloud only when something happens; the numbers beside it change too often.
  const said = h("p", { class: "unseen", role: "status" });
  const element = h(
    "footer",
    { class: "player trainer", hidden: true },
    h("div", { class: "transport", role: "group" }, back.element, start, forward.element),
    h("div", { class: "run-buttons", role: "group" }, step, epoch, reset, pace.element),
    h("div", { class: "run-progress" }, bar, status),
    said,
  );
  let announced = "";

  /** @param {Run} run */
  function describe(run) {
    const parts = [t("train-step-count", { steps: run.steps })];
    if (run.viewing !== null) parts.unshift(t("train-looking-back", { step: run.viewing }));
    if (run.loss !== null) parts.push(t("train-loss", { loss: showLoss(run.loss) }));
    if (run.accuracy !== null) parts.push(t("train-accuracy", { accuracy: percent(run.accuracy) }));
    const { train_steps } = store.state;
    if (run.phase === "training" && run.stepsPerSecond) {
      parts.push(t("train-rate", { rate: rate(run.stepsPerSecond) }));
      const seconds = (train_steps - run.steps) / run.stepsPerSecond;
      parts.push(
        t("train-left", { seconds: seconds < 10 ? seconds.toFixed(1) : String(Math.ceil(seconds)) }),
      );
    }
    return parts.join(" · ");
  }

  /** What a person who does not see the page has to know: that it began, stopped, and why. */
  function announce() {
    const { runs } = room;
    const phases = runs.map((run) => run.phase);
    const key = JSON.stringify([phases, store.state.lang, room.training ? 0 : runs.map((run) => run.steps)]);
    if (key === announced) return;
    announced = key;
    const [run] = runs;
    if (!run || phases.some((phase) => phase === "idle")) return setText(said, "");
    if (room.training) return setText(said, t("train-say-running"));
    setText(
      said,
      runs
        .map((each) =>
          t("train-say-stopped", {
            phase: each.phase,
            steps: each.steps,
            accuracy: each.accuracy === null ? "–" : percent(each.accuracy),
          }),
        )
        .join(" "),
    );
  }

  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      element.hidden = !isTraining(state);
      if (element.hidden) return;
      const { runs, training } = room;
      const begun = runs.some((run) => run.steps > 0);
      back.update({ label: t("player-back") });
      forward.update({ label: t("player-forward"), disabled: state.step === "compare" });
      setText(words, t(training ? "train-pause" : begun ? "train-go-on" : "train-start"));
      start.disabled = !training && !room.canTrain;
      const name = training ? "pause" : "play";
      if (picture.dataset.name !== name) {
        picture.dataset.name = name;
        picture.replaceChildren(icon(name));
      }
      setText(step, t("train-one-step"));
      setText(epoch, t("train-one-epoch"));
      setText(reset, t("train-reset"));
      epoch.title = t("train-epoch-is", { steps: epochSteps(state) });
      reset.title = t("train-reset-is");
      for (const button of [step, epoch]) button.disabled = training || !room.canTrain;
      reset.disabled = !begun;
      pace.element.hidden = state.step === "compare";
      pace.update(state);
      const [run] = runs;
      const share = runs.map((each) => Math.min(1, (each.accuracy ?? 0) / (state.train_accuracy || 1)));
      bar.value = share.length ? Math.min(...share) : 0;
      bar.setAttribute("aria-label", t("train-progress", { accuracy: percent(state.train_accuracy) }));
      bar.title = bar.getAttribute("aria-label") ?? "";
      setText(
        status,
        runs.length === 2
          ? runs.map((each, i) => t("train-of-two", { name: "AB"[i], text: describe(each) })).join("  ")
          : run
            ? describe(run)
            : "",
      );
      announce();
    },
  };
}
