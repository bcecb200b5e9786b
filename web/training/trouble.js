import { h } from "../components/dom.js";
import { showNumber } from "../components/number.js";

/** What to try when the numbers ran away: a tenth of the learning rate, or a bound for the gradient. */
const REMEDIES = [
  {
    id: "rate",
    changes: (/** @type {any} */ state) => ({
      train_learning_rate: Number((state.train_learning_rate / 10).toPrecision(2)),
    }),
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
        state.lang,
        state.train_learning_rate,
      ]);
      element.hidden = !diverged && !problem;
      if (key === shown) return;
      shown = key;
      if (diverged) {
        element.replaceChildren(
          h("p", {}, t("trouble-diverged", { step: diverged.step, node: diverged.node })),
          h(
            "div",
            { class: "run-buttons" },
            ...REMEDIES.map(({ id, changes }) => {
              const fields = changes(state);
              const value = showNumber(Object.values(fields)[0]);
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
        element.replaceChildren(h("p", {}, t(kind, { step: run?.steps ?? 0, message: problem.message })));
      } else element.replaceChildren();
    },
  };
}
