import { h, setText } from "../components/dom.js";
import { math, prose } from "../components/math.js";
import { fieldOf } from "../state/schema.js";

/** @typedef {Record<string, any>} State */

const SCENES = /** @type {string[]} */ (fieldOf("train_scene").choices);
/** The scenes that are about one head, one block, one weight. */
const OF_HEAD = new Set(["scores", "attention", "mix", "d_attention"]);
const OF_BLOCK = new Set([...OF_HEAD, "queries", "output", "d_weights", "update"]);
const OF_WEIGHT = new Set(["d_weights", "update"]);
const WEIGHTS = ["W_Q", "W_K", "W_V", "W_O"];

/**
 * One training step, opened: which part of it, of which example, block, head and weight.
 * @type {import("../panels/index.js").CreatePanel}
 */
export function createInside({ room, store, actions, t }) {
  const where = h("p", { class: "note" });
  const back = h("button", { type: "button", class: "plain", onclick: () => actions.goToStep("train") });
  const scenes = h("div", { class: "chooser", role: "radiogroup" });
  const saying = h("p", { class: "lead" });
  const choosers = h("div", { class: "inside-choosers" });
  const element = h(
    "section",
    { class: "panel inside" },
    h("div", { class: "inside-head" }, where, back),
    scenes,
    saying,
    choosers,
  );
  let built = "";

  /**
   * A row of choices, as radio buttons with arrow keys.
   * @param {HTMLElement} group @param {string} label @param {string[]} values @param {string} chosen
   * @param {(value: string) => Node | string} nameOf @param {(value: string) => void} pick
   */
  function choices(group, label, values, chosen, nameOf, pick) {
    group.setAttribute("aria-label", label);
    group.replaceChildren(
      ...values.map((value) =>
        h(
          "button",
          {
            type: "button",
            role: "radio",
            class: "choice",
            "aria-checked": String(value === chosen),
            tabIndex: value === chosen ? 0 : -1,
            onclick: () => pick(value),
          },
          nameOf(value),
        ),
      ),
    );
    group.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const to = values[(values.indexOf(chosen) + by + values.length) % values.length];
      pick(to);
      requestAnimationFrame(() =>
        /** @type {HTMLElement | null} */ (group.querySelector('[aria-checked="true"]'))?.focus(),
      );
    };
    return group;
  }

  /** @param {string} label @param {string[]} values @param {string} chosen @param {(v: string) => Node | string} nameOf @param {(v: string) => void} pick */
  const labelled = (label, values, chosen, nameOf, pick) =>
    h(
      "div",
      { class: "inside-chooser" },
      h("span", { class: "note" }, label),
      choices(h("div", { class: "chooser", role: "radiogroup" }), label, values, chosen, nameOf, pick),
    );

  const numbers = (/** @type {number} */ count) => Array.from({ length: count }, (_, i) => String(i));

  function update(/** @type {State} */ state) {
    const [run] = room.runs;
    const trace = state.seen?.trace;
    const training = run?.phase === "training";
    setText(
      where,
      run
        ? t(training ? "inside-running" : "inside-where", { step: run.shownStep, next: run.shownStep + 1 })
        : "",
    );
    setText(back, t("inside-back"));
    const { train_scene: scene, train_block, head, weight, train_example: example, lang } = state;
    const { n_blocks = 1, n_heads = 1 } = trace?.config ?? {};
    const key = JSON.stringify([
      scene,
      train_block,
      head,
      weight,
      example,
      lang,
      n_blocks,
      n_heads,
      trace?.batch,
    ]);
    if (key === built) return;
    built = key;
    choices(
      scenes,
      t("inside-scenes"),
      SCENES,
      scene,
      (id) => prose(t(`inside-${id}-short`)),
      (id) => {
        actions.selectCell(null);
        actions.set({ train_scene: id });
      },
    );
    saying.replaceChildren(prose(t(`inside-${scene}`, { batch: trace?.batch ?? 1 })));
    const rows = [];
    const pick = (/** @type {string} */ field) => (/** @type {string} */ value) => {
      actions.selectCell(null);
      actions.set({ [field]: field === "weight" ? value : Number(value) });
    };
    if (trace && trace.batch > 1) {
      const count = Math.min(8, trace.batch);
      rows.push(
        labelled(
          t("inside-example", { shown: count, batch: trace.batch }),
          numbers(count),
          String(example),
          (i) => String(Number(i) + 1),
          pick("train_example"),
        ),
      );
    }
    if (n_blocks > 1 && OF_BLOCK.has(scene))
      rows.push(
        labelled(
          t("inside-block"),
          numbers(n_blocks),
          String(Math.min(train_block, n_blocks - 1)),
          String,
          pick("train_block"),
        ),
      );
    if (n_heads > 1 && OF_HEAD.has(scene))
      rows.push(
        labelled(
          t("choose-head"),
          numbers(n_heads),
          String(Math.min(head, n_heads - 1)),
          String,
          pick("head"),
        ),
      );
    if (OF_WEIGHT.has(scene))
      rows.push(labelled(t("choose-weight"), WEIGHTS, weight, (name) => math(name), pick("weight")));
    choosers.replaceChildren(...rows);
  }
  const end = room.subscribe(() => update(store.state));
  return { element, update, stop: end };
}
