import { selectControl } from "../components/controls.js";
import { h, iconButton, setText } from "../components/dom.js";
import { MAP, STEP_IDS, stepOf } from "../lessons/chapters.js";
import { canWalk, mainPath } from "../lessons/paths.js";
import { SCHEMA } from "../state/schema.js";
import { isTraining } from "../state/seen.js";
import { controlsOf } from "../state/view-schema.js";
import { createFieldControl } from "./controls.js";
import { drawingOf } from "./drawing.js";
import { cellName } from "./labels.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {Record<string, any>} State */

/**
 * What the player walks: the step's matrix, and each of its cells product by product where a row meets a column.
 * @param {State} state
 */
function walkOf(state) {
  const { trace } = state;
  const path = mainPath(state, trace);
  // Before the engine has answered there is no matrix yet.
  if (!trace.has(path)) return { path, cols: 0, count: 0, terms: 1 };
  const [rows, cols] = trace.node(path).shape;
  const drawing = drawingOf([path], trace);
  const terms =
    drawing.kind === "meet" ? trace.node(drawing.left.path).shape[drawing.left.transposed ? 0 : 1] : 1;
  return { path, cols, count: rows * cols, terms };
}

/**
 * The foot of the page: walking the steps and the cells, and the controls that matter here.
 * @param {Context} context
 */
export function createPlayer(context) {
  const { actions, store, t } = context;
  const first = iconButton("first", () => actions.goToStep(STEP_IDS[0]));
  const back = iconButton("back", () => actions.moveStep(-1));
  const play = iconButton("play", () => actions.playOrPause());
  const forward = iconButton("forward", () => actions.moveStep(1));
  const last = iconButton("last", () => actions.goToStep(STEP_IDS[STEP_IDS.length - 1]));
  play.element.classList.add("primary");

  const scrubber = h("input", { type: "range", min: "0", class: "scrubber" });
  scrubber.addEventListener("input", () => {
    const { path, cols, terms } = walkOf(store.state);
    const at = Math.floor(Number(scrubber.value) / terms);
    actions.selectCell(
      { path, row: Math.floor(at / cols), col: at % cols },
      { walking: true, playing: false, term: terms > 1 ? Number(scrubber.value) % terms : null },
    );
  });
  const where = h("output", { class: "where" });
  const speed = selectControl("speed", (value) => actions.set({ speed: value }));
  speed.element.classList.add("speed");

  const controls = h("div", { class: "step-controls" });
  // What is wrong with several controls stands in one list above the foot: bubbles would cover each other.
  const errors = h("div", { class: "foot-errors" });
  const takeStep = h("button", {
    type: "button",
    class: "take-step",
    onclick: () => actions.takeStep(),
  });
  const element = h(
    "footer",
    { class: "player" },
    h(
      "div",
      { class: "transport", role: "group" },
      first.element,
      back.element,
      play.element,
      forward.element,
      last.element,
    ),
    h("div", { class: "walk" }, scrubber, where),
    speed.element,
    controls,
    errors,
  );

  /** @type {ReturnType<typeof createFieldControl>[]} */
  let fields = [];
  let built = "";

  return {
    element,
    /** @param {State} state */
    update(state) {
      element.hidden = isTraining(state) || state.step === MAP.id;
      if (element.hidden) return;
      const step = stepOf(state.step);
      const keys = controlsOf(state, step.controls);
      const wanted = [step.id, ...keys].join();
      if (built !== wanted) {
        built = wanted;
        fields = keys.map((/** @type {string} */ key) => createFieldControl(key, "foot", context));
        errors.replaceChildren(...fields.map(({ element }) => element.querySelector(".error") ?? ""));
        controls.replaceChildren(
          ...fields.map((field) => field.element),
          ...(step.id === "update" ? [takeStep] : []),
        );
      }
      for (const field of fields) field.update(state);
      setText(takeStep, t("take-step"));
      const walkable = canWalk(state, state.trace);
      const index = STEP_IDS.indexOf(state.step);
      const end = STEP_IDS.length - 1;
      first.update({ label: t("player-first"), disabled: index === 0 });
      back.update({ label: t("player-back") });
      play.update({
        label: t(state.playing ? "player-pause" : "player-play"),
        picture: state.playing ? "pause" : "play",
        disabled: !walkable,
      });
      forward.update({ label: t("player-forward"), disabled: index === end });
      last.update({ label: t("player-last"), disabled: index === end });
      speed.update({
        label: t("field-speed"),
        value: state.speed,
        problem: "",
        options: SCHEMA.speed.choices?.map((value) => [value, `${value}×`]) ?? [],
      });

      const { path, cols, count, terms } = walkOf(state);
      const here = count > 0 && state.cell?.path === path ? state.cell : null;
      const at = here ? here.row * cols + here.col : 0;
      scrubber.max = String(Math.max(0, count * terms - 1));
      scrubber.value = String(at * terms + (here ? (state.term ?? terms - 1) : 0));
      scrubber.disabled = !walkable || count * terms < 2;
      scrubber.setAttribute("aria-label", t("player-cell"));
      scrubber.setAttribute("aria-valuetext", here ? cellName(here, state.trace) : t("player-no-cell"));
      setText(where, here ? cellName(here, state.trace) : t("player-no-cell"));
    },
  };
}
