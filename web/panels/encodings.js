import { h } from "../components/dom.js";
import { math, prose } from "../components/math.js";
import { showNumber } from "../components/number.js";
import { headOf } from "../lessons/paths.js";
import { fieldOf } from "../state/schema.js";
import { createDial } from "./dial.js";

/** @typedef {Record<string, any>} State */

const KINDS = /** @type {string[]} */ (fieldOf("positional").choices);

/**
 * The encodings side by side: what each knows, has and can do beyond the trained length; and for the chosen
 * one, what it does to the learner's own sentence.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createEncodings({ actions, t }) {
  const rule = h("p", { class: "encoding-rule" });
  const dial = createDial();
  const dialText = h("p", { class: "note" });
  const turning = h("div", { class: "pair" }, dial.element, dialText);
  const head = h("thead");
  const body = h("tbody");
  const table = h("table", { class: "plain-table" }, head, body);
  const element = h(
    "div",
    { class: "panel encodings" },
    rule,
    turning,
    h("div", { class: "scroller" }, table),
  );
  let built = "";

  /** Numbers that this encoding adds to what is learned. @param {State} state */
  function parameters({ trace }) {
    return trace.nodes
      .filter((/** @type {any} */ n) => n.op === "parameter" && /(^P$|relative_)/.test(n.path))
      .reduce((/** @type {number} */ sum, /** @type {any} */ n) => sum + n.shape[0] * n.shape[1], 0);
  }

  /** @param {State} state */
  function rows(state) {
    head.replaceChildren(
      h(
        "tr",
        {},
        ...["name", "acts", "knows", "learns", "longer"].map((c) =>
          h("th", { scope: "col" }, t(`encodings-${c}`)),
        ),
      ),
    );
    body.replaceChildren(
      ...KINDS.map((kind) => {
        const choose = h(
          "button",
          { type: "button", class: "choice", onclick: () => actions.set({ positional: kind }) },
          t(`choice-positional-${kind}`),
        );
        const on = kind === state.positional;
        choose.setAttribute("aria-pressed", String(on));
        return h(
          "tr",
          { class: on ? "on" : "" },
          h("th", { scope: "row" }, choose),
          ...["acts", "knows", "learns", "longer"].map((c) => h("td", {}, prose(t(`encoding-${kind}-${c}`)))),
        );
      }),
    );
  }

  /** RoPE: the first pair of one token's query before and after it was turned. @param {State} state */
  function turn(state) {
    const { trace, cell } = state;
    const path = `block0.attention.head${headOf(state, trace)}.Q`;
    turning.hidden = state.positional !== "rope" || !trace.has(`${path}_rotated`);
    if (turning.hidden) return;
    const n = trace.node(path).shape[0];
    const row = Math.min(cell?.row ?? n - 1, n - 1);
    const arrow = (/** @type {string} */ from) => ({
      x: trace.value(from, row, 0),
      y: trace.value(from, row, 1),
    });
    dial.update(
      [
        { ...arrow(path), color: "var(--soft)", label: "Q", dashed: true },
        { ...arrow(`${path}_rotated`), color: "var(--q)", label: "Q′" },
      ],
      t("encodings-dial", { row }),
    );
    const [before, after] = [arrow(path), arrow(`${path}_rotated`)];
    const lengths = [before, after].map(({ x, y }) => showNumber(Math.hypot(x, y)));
    dialText.replaceChildren(
      prose(
        t("encodings-turned", {
          token: trace.config.tokens[row],
          row,
          degrees: showNumber((row * 180) / Math.PI),
          before: lengths[0],
          after: lengths[1],
        }),
      ),
    );
  }

  return {
    element,
    update(state) {
      const key = `${state.lang} ${state.positional}`;
      if (key !== built) {
        built = key;
        rows(state);
      }
      rule.replaceChildren(
        math(t(`encoding-${state.positional}-rule`)),
        h("small", {}, t("encodings-parameters", { count: parameters(state) })),
      );
      turn(state);
    },
  };
}
