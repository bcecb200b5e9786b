import { h, setText } from "../components/dom.js";
import { prose } from "../components/math.js";
import { Attempt } from "../exercises/attempt.js";
import { exercisesOf, makeTask } from "../exercises/exercises.js";
import { choiceCard } from "./exercise-choice.js";
import { numberCard } from "./exercise-number.js";

/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {import("../engine/trace.js").Trace} Trace */

/**
 * What every card is given.
 * @typedef {object} CardContext
 * @property {string} id
 * @property {import("../i18n/index.js").Translator} t
 * @property {Context["compute"]} compute
 * @property {Attempt} attempt  what the learner has done with it
 */

/** @typedef {{element: HTMLElement, stop: () => void}} Card */

/** The next seed; links stay short. @param {number} seed */
const nextSeed = (seed) => (seed % 9999) + 1;

/**
 * The exercises of a step: predict, then reveal.
 * @param {Context} context @returns {import("../views/context.js").Panel}
 */
export function createExercise({ actions, store, t, compute, report, ownPage }) {
  const title = h("h2", { id: "exercise-title" }, t("exercise-title"));
  const seedNote = h("span", { class: "note" });
  const again = h(
    "button",
    {
      type: "button",
      class: "plain new-numbers",
      onclick: () => actions.set({ exercise_seed: nextSeed(store.state.exercise_seed) }),
    },
    t("exercise-new"),
  );
  const rowsNote = h("p", { class: "note", hidden: true }, prose(t("exercise-rows")));
  const cards = h("div", { class: "exercise-cards" });
  const element = h(
    "section",
    { class: "exercises" },
    h("div", { class: "exercises-head" }, title, again, seedNote),
    rowsNote,
    cards,
  );
  // In somebody else's page the landmarks are theirs.
  if (ownPage) element.setAttribute("aria-labelledby", title.id);

  /** @type {Card[]} */
  let shown = [];
  let made = "";
  const clear = () => {
    for (const card of shown) card.stop();
  };

  return {
    element,
    /** @param {Record<string, any>} state */
    update({ step, exercise_seed, convention, exercise: one }) {
      const key = `${step} ${exercise_seed} ${one}`;
      // Their words speak of rows and columns.
      rowsNote.hidden = convention === "rows";
      if (key === made) return;
      made = key;
      clear();
      setText(seedNote, t("exercise-seed", { seed: String(exercise_seed) }));
      const words = t("exercise-words").split(" ");
      const asked = exercisesOf(step).filter(({ id }) => !one || id === one);
      shown = asked.map((exercise) => {
        const task = makeTask(exercise, exercise_seed, words);
        const attempt = new Attempt({ id: exercise.id, step, seed: exercise_seed }, report);
        const card = { id: exercise.id, t, compute, attempt };
        return "configs" in task ? choiceCard(task, card) : numberCard(task, card);
      });
      cards.replaceChildren(...shown.map((card) => card.element));
    },
    stop: clear,
  };
}
