import { createHandles } from "../components/arc-handles.js";
import { h } from "../components/dom.js";
import { createSentence } from "../components/map-sentence.js";
import { prose } from "../components/math.js";
import { createStrips } from "../components/strips.js";
import { stepOf } from "../lessons/chapters.js";
import { headOf, resolvePath } from "../lessons/paths.js";
import { planOf } from "../map/plan.js";
import { shareText, wordOf } from "../map/words.js";
import { renormalised } from "../state/attention-row.js";
import { createReading } from "./map-reading.js";

/** @typedef {Record<string, any>} State */

/** The letters; the map's are larger. */
const LETTERS = 32;
/** An arc of a score is thinner than one of a share can be. */
const THIN = 0.4;

/**
 * The sentence over the matrices of the steps from scores to mixing: arcs from the word that asks to those that
 * answer, thin and signed as scores, cut by the mask, swelling to shares, and carrying values. Shares can be pulled.
 * @param {import("./context.js").Context} context
 */
export function createStory({ actions, store, t }) {
  const sentence = createSentence((token) => token !== null && ask(token), { pointed: false });
  const handles = createHandles(share);
  const strips = createStrips();
  const picture = h("div", { class: "story-picture" }, sentence.element, strips.element, handles.element);
  const reading = createReading(t);
  const saying = h("p", { class: "note" });
  const reset = h("button", { type: "button", class: "plain", onclick: () => actions.resetRow(shown.at) });
  const says = h("div", { class: "story-says" }, reading.element, saying, reset);
  const element = h("div", { class: "story" }, picture);
  /** The word that asks: that of the number opened last, or the one pressed last. */
  let asker = 0;
  /** @type {{cell: unknown, token: number | null | undefined}} */
  let seen = { cell: null, token: undefined };
  /** @type {{at: {path: string, row: number}, row: ArrayLike<number>, hidden: (col: number) => boolean}} */
  let shown;
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (width === element.clientWidth) return;
    width = element.clientWidth;
    if (store.state.trace) update(store.state);
  });
  observer.observe(element);

  picture.addEventListener("pointerdown", (event) => {
    const key = event.target instanceof Element ? event.target.getAttribute("data-key") : null;
    if (key) handles.begin(Number(key.split("-").at(-1)), event);
  });

  /** @param {number} token */
  function ask(token) {
    asker = token;
    actions.adapt({ map_token: token });
    update(store.state);
  }

  /** @param {number} key @param {number} wished @param {boolean} begins */
  function share(key, wished, begins) {
    actions.setRow(shown.at, renormalised(shown.row, key, wished, shown.hidden), begins);
  }

  /** @param {State} state */
  function chooseAsker({ cell, trace, map_token }) {
    const n = trace.config.tokens.length;
    if (map_token !== seen.token) asker = map_token ?? asker;
    if (cell && cell !== seen.cell && trace.node(cell.path).shape[0] === n) asker = cell.row;
    seen = { cell, token: map_token };
    asker = Math.min(asker, n - 1);
  }

  /** @param {State} state */
  function update(state) {
    const { arcs } = stepOf(state.step);
    const path = arcs && resolvePath(arcs.of, state, state.trace);
    element.hidden = says.hidden = !path || !state.trace.has(path);
    if (element.hidden || !arcs || !path) return;
    width ||= element.clientWidth;
    if (!width) return;
    chooseAsker(state);
    const { trace, lang } = state;
    const { tokens } = trace.config;
    const n = tokens.length;
    const rowOf = (/** @type {number} */ i) => trace.flat(path).subarray(i * n, (i + 1) * n);
    const head = headOf(state, trace);
    const isShare = arcs.as === "shares" || arcs.as === "carried";
    const before = resolvePath("block0.attention.head{head}.masked", state, trace);
    const hides = isShare && trace.has(before) ? trace.flat(before) : null;
    shown = {
      at: { path, row: asker },
      row: rowOf(asker),
      hidden: (col) => hides?.[asker * n + col] === -Infinity,
    };
    element.dataset.as = arcs.as;
    sentence.update({
      tokens,
      looks: [{ head, row: rowOf, name: "" }],
      signed: !isShare,
      token: asker,
      label: t("map-sentence"),
      width,
      largest: LETTERS,
      thin: isShare ? 1 : THIN,
      carried: arcs.as === "carried",
      onArcs: isShare ? place : undefined,
    });
    if (!isShare) handles.update([]);
    if (arcs.as !== "carried") strips.update([]);
    const word = wordOf(tokens, asker);
    const cuts = !isShare && rowOf(asker).includes(-Infinity);
    saying.replaceChildren(prose(t(`story-${cuts ? "cut" : arcs.as}`, { asker: word })));
    reading.element.hidden = !isShare;
    if (isShare) reading.update({ trace, plan: planOf(trace), head, token: asker, mode: "forward" }, lang);
    reset.hidden =
      !isShare || !state.edits.some((/** @type {any} */ e) => e.path === path && e.row === asker);
    reset.textContent = t("story-reset");
  }

  /**
   * Writes each share at its arc, and what is carried beneath the words.
   * @param {import("../components/map-sentence.js").Arc[]} arcs
   * @param {ReturnType<typeof import("../map/sentence.js").lineOf>} line
   */
  function place(arcs, line) {
    const { trace, step } = store.state;
    const { tokens } = trace.config;
    const largest = Math.max(...arcs.map(({ value }) => value));
    handles.update(
      arcs
        .filter(({ key }) => !shown.hidden(key))
        .map(({ key, x, y, value, width: thick }) => ({
          key,
          x,
          y: y - thick / 2 - 9,
          share: value,
          text: shareText(value),
          label: t("story-handle", { asker: wordOf(tokens, asker), answerer: wordOf(tokens, key) }),
          strong: value === largest,
        })),
    );
    if (stepOf(step).arcs?.as !== "carried") return;
    const of = (/** @type {string} */ name) =>
      resolvePath(`block0.attention.head{head}.${name}`, store.state, trace);
    const rows = (/** @type {string} */ path) => {
      const [, cols] = trace.node(path).shape;
      return (/** @type {number} */ i) => trace.flat(path).subarray(i * cols, (i + 1) * cols);
    };
    const V = rows(of("V"));
    const values = tokens.map((/** @type {string} */ _, /** @type {number} */ i) => V(i));
    const greatest = Math.max(...values.flatMap((/** @type {Float32Array} */ row) => [...row].map(Math.abs)));
    strips.update([
      ...values.map((/** @type {Float32Array} */ row, /** @type {number} */ i) => ({
        x: line.words[i].middle,
        y: line.below + 8,
        name: "V",
        values: row,
        largest: greatest,
        role: "v",
        on: shown.row[i] > 0,
      })),
      {
        x: line.words[asker].middle,
        y: line.below + 40,
        name: "Z",
        values: rows(of("Z"))(asker),
        largest: greatest,
        role: "o",
        on: true,
      },
    ]);
  }

  return {
    element,
    /** What the picture says, for where there is room for it. */
    says,
    update,
    stop() {
      observer.disconnect();
      reading.stop();
    },
  };
}
