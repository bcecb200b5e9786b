import { h } from "../components/dom.js";

/** @param {number} rate */
const tenth = (rate) => Number((rate / 10).toPrecision(2));

/** What to try when the numbers ran away: a tenth of the learning rate, or a bound for the gradient. */
const REMEDIES = [
  {
    id: "rate",
    changes: (/** @type {any} */ state, /** @type {number} */ which) =>
      which === 1 && state.compare_field === "learning_rate"
        ? { compare_other: String(tenth(Number(state.compare_other))) }
        : { train_learning_rate: tenth(state.train_learning_rate) },
  },
  { id: "clip", changes: () => ({ train_clip: 1 }) },
];

/**
 * What went wrong with a run, and what to try: it diverged, or its worker died and was replaced.
 * @param {import("../views/context.js").Context} context @param {number} which run of the room
 */
export function createTrouble({ room, actions, t }, which) {
  const element = h("div", { class: "trouble", role: "alert" });
  let shown = "";
  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      const run = room.runs[which];
      const { diverged = null, problem = null } = run ?? {};
      const key = JSON.stringify([
        diverged,
        problem?.message,
        run?.phase,
        state.compare_other,
        state.lang,
        state.train_learning_rate,
      ]);
      element.hidden = !diverged && !problem;
      if (key === shown) return;
      shown = key;
      const named = room.runs.length === 2 ? h("b", {}, `${"AB"[which]}: `) : "";
      if (diverged) {
        element.replaceChildren(
          h("p", {}, named, t("trouble-diverged", { step: diverged.step, node: diverged.node })),
          h(
            "div",
            { class: "run-buttons" },
            ...REMEDIES.map(({ id, changes }) => {
              const fields = changes(state, which);
              const value = String(Object.values(fields)[0]);
              return h(
                "button",
                { type: "button", class: "plain", onclick: () => actions.set(fields) },
                t(`trouble-try-${id}`, { value }),
              );
            }),
          ),
        );
      } else if (problem) {
        const kind = run?.phase === "failed" ? "trouble-failed" : "trouble-replaced";
        element.replaceChildren(
          h("p", {}, named, t(kind, { step: run?.steps ?? 0, message: problem.message })),
        );
      } else element.replaceChildren();
    },
  };
}
