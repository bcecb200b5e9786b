import { h, setText } from "../components/dom.js";
import { math, prose, roleOf } from "../components/math.js";
import { createRadios } from "../components/radios.js";
import { fieldOf } from "../state/schema.js";
import { countedTo, WEIGHTS } from "../views/chooser.js";

/** @typedef {Record<string, any>} State */

const SCENES = /** @type {string[]} */ (fieldOf("train_scene").choices);
/** The scenes that are about one head, one block, one weight. */
const OF_HEAD = new Set(["scores", "attention", "mix", "d_attention"]);
const OF_BLOCK = new Set([...OF_HEAD, "queries", "output", "d_weights", "update"]);
const OF_WEIGHT = new Set(["d_weights", "update"]);
/** So many examples of a batch can be chosen; the others come up where a gradient's terms lead to them. */
const MOST_EXAMPLES = 8;

/**
 * One training step, opened: which part of it, of which example, block, head and weight.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createInside({ room, store, actions, t }) {
  const where = h("p", { class: "note" });
  const back = h("button", { type: "button", class: "plain", onclick: () => actions.goToStep("train") });
  const saying = h("p", { class: "lead" });

  /** @param {string} field */
  const radiosOf = (field) =>
    createRadios((value) => {
      actions.selectCell(null);
      actions.set({ [field]: field === "weight" || field === "train_scene" ? value : Number(value) });
    });
  const scenes = radiosOf("train_scene");
  const choosers = ["train_example", "train_block", "head", "weight"].map((field) => {
    const radios = radiosOf(field);
    const label = h("span", { class: "note" });
    return { field, radios, label, element: h("div", { class: "inside-chooser" }, label, radios.element) };
  });
  const element = h(
    "section",
    { class: "panel inside" },
    h("div", { class: "inside-head" }, where, back),
    scenes.element,
    saying,
    h("div", { class: "inside-choosers" }, ...choosers.map((chooser) => chooser.element)),
  );
  let said = "";

  /**
   * What can be chosen of each field at this scene; nothing where there is no choice.
   * @param {State} state
   * @returns {Record<string, {label: string, values: string[], chosen: string, nameOf: (value: string) => Node | string}>}
   */
  function choicesOf({ train_scene: scene, train_block, head, weight, train_example, seen }) {
    const { n_blocks = 1, n_heads = 1 } = seen?.trace.config ?? {};
    const batch = seen?.trace.batch ?? 1;
    const shown = Math.min(MOST_EXAMPLES, batch);
    const below = (/** @type {number} */ value, /** @type {number} */ count) =>
      String(Math.min(value, count - 1));
    return {
      train_example: {
        label: t("inside-example", { shown, batch }),
        values: countedTo(shown),
        chosen: String(train_example),
        nameOf: (value) => String(Number(value) + 1),
      },
      train_block: {
        label: t("inside-block"),
        values: OF_BLOCK.has(scene) ? countedTo(n_blocks) : [],
        chosen: below(train_block, n_blocks),
        nameOf: String,
      },
      head: {
        label: t("choose-head"),
        values: OF_HEAD.has(scene) ? countedTo(n_heads) : [],
        chosen: below(head, n_heads),
        nameOf: String,
      },
      weight: {
        label: t("choose-weight"),
        values: OF_WEIGHT.has(scene) ? WEIGHTS : [],
        chosen: weight,
        nameOf: math,
      },
    };
  }

  function update(/** @type {State} */ state) {
    const [run] = room.runs;
    const { train_scene: scene, lang, seen } = state;
    const key = run?.phase === "training" ? "inside-running" : "inside-where";
    setText(where, run ? t(key, { step: run.shownStep, next: run.shownStep + 1 }) : "");
    setText(back, t("inside-back"));
    scenes.update({
      label: t("inside-scenes"),
      values: SCENES,
      chosen: scene,
      lang,
      nameOf: (id) => prose(t(`inside-${id}-short`)),
    });
    const choices = choicesOf(state);
    for (const { field, radios, label, element: chooser } of choosers) {
      const choice = choices[field];
      chooser.hidden = choice.values.length < 2;
      if (chooser.hidden) continue;
      setText(label, choice.label);
      radios.update({ ...choice, lang, classOf: (value) => (field === "weight" ? roleOf(value) : "") });
    }
    const text = t(`inside-${scene}`, { batch: seen?.trace.batch ?? 1 });
    if (text === said) return;
    said = text;
    saying.replaceChildren(prose(text));
  }
  const end = room.subscribe(() => update(store.state));
  return { element, update, stop: end };
}
