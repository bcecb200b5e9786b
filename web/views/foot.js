import { h, icon, iconButton, setText } from "../components/dom.js";
import { prose } from "../components/math.js";
import { MAP, stepOf } from "../lessons/chapters.js";
import { canWalk } from "../lessons/paths.js";
import { isTraining } from "../state/seen.js";
import { writeLink } from "../state/url.js";
import { controlsOf } from "../state/view-schema.js";
import { createChooser } from "./chooser.js";
import { createFieldControl } from "./controls.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {Record<string, any>} State */

/**
 * What stands beneath a view in somebody else's page: the way to the lab with all that was done here, the way back to
 * the map, and beneath a figure play, the choice of head and the controls that matter.
 * @param {Context} context
 */
export function createFoot(context) {
  const { actions, t, pageAddress } = context;
  const play = iconButton("play", () => actions.playOrPause());
  play.element.classList.add("primary");
  const chooser = createChooser(context);
  const controls = h("div", { class: "step-controls" });
  const errors = h("div", { class: "figure-errors" });
  const backText = h("span");
  const back = h(
    "button",
    { type: "button", class: "to-map", onclick: () => actions.goToStep(MAP.id) },
    icon("map"),
    backText,
  );
  const lab = h("a", { class: "open-lab", target: "_blank", rel: "noopener", part: "open-link" });
  const caption = h("p", { class: "figure-caption", part: "caption" });
  const bar = h(
    "div",
    { class: "figure-bar", part: "controls" },
    play.element,
    chooser.element,
    controls,
    back,
  );
  const element = h("footer", { class: "figure-foot" }, bar, errors, caption, lab);
  /** @type {ReturnType<typeof createFieldControl>[]} */
  let fields = [];
  let built = "";
  let said = "";

  /** @param {State} state */
  function showControls(state) {
    const keys = isTraining(state) && !state.controls ? [] : controlsOf(state, stepOf(state.step).controls);
    if (built !== keys.join()) {
      built = keys.join();
      fields = keys.map((/** @type {string} */ key) => createFieldControl(key, "foot", context));
      controls.replaceChildren(...fields.map((field) => field.element));
      errors.replaceChildren(...fields.map((field) => field.element.querySelector(".error") ?? ""));
    }
    for (const field of fields) field.update(state);
  }

  return {
    element,
    /** @param {State} state */
    update(state) {
      const isFigure = state.view === "figure" && state.step !== MAP.id;
      const walks = isFigure && !isTraining(state) && canWalk(state, state.trace);
      play.element.hidden = !walks;
      play.update({
        label: t(state.playing ? "player-pause" : "player-play"),
        picture: state.playing ? "pause" : "play",
      });
      controls.hidden = !isFigure;
      chooser.element.hidden = true;
      if (isFigure) {
        showControls(state);
        if (!isTraining(state)) chooser.update(state);
      }
      back.hidden = state.home !== MAP.id || state.step === MAP.id;
      bar.hidden = !isFigure && back.hidden;
      setText(backText, t("map-go"));
      lab.href = `${pageAddress()}#${writeLink(state)}`;
      setText(lab, t("open-lab"));
      const kind =
        state.view === "exercise"
          ? ""
          : isTraining(state)
            ? "training"
            : state.step === MAP.id
              ? "map"
              : "step";
      caption.hidden = kind === "" || state.view === "step" || state.caption === "off";
      const words = caption.hidden ? "" : t(`caption-${kind}`);
      if (words === said) return;
      said = words;
      caption.replaceChildren(prose(words));
    },
  };
}
