import { h, icon, setText } from "../components/dom.js";
import { createMapPicture } from "../components/map-picture.js";
import { createRadios } from "../components/radios.js";
import { WIDE } from "../map/layout.js";
import { createLearningStrip } from "./map-learning.js";
import { createLegend, createReading } from "./map-reading.js";
import { createWay } from "./map-way.js";
import { createWeightsChoice } from "./weights.js";

/** @typedef {Record<string, any>} State */
/** @typedef {"forward" | "back"} Mode */

/**
 * What the map asks of the page; the page changes its state and calls `update`.
 * @typedef {object} MapCalls
 * @property {(token: number | null) => void} onLight
 * @property {(path: string) => void} onOpen   a matrix was chosen: open the step that shows it
 * @property {(head: number) => void} onHead
 * @property {(mode: Mode) => void} onMode
 * @property {(change: boolean) => void} onChange  whether weights show their change on the way back
 * @property {(step: string) => void} onStep   a chapter was chosen along the way
 * @property {() => void} [onPlay]
 * @property {() => void} [onLearn]
 * @property {import("./map-learning.js").LearningCalls} [learning]  belongs to onLearn
 */

/** The picture is never lower than this; a lower page scrolls. */
const LOWEST = 400;
/** Beside the sentence there is room for what it says. */
const BESIDE = 0.46;
/** On a page that is not so wide, words need more of it. */
const [MEDIUM, BESIDE_MEDIUM] = [1180, 0.38];

/**
 * The whole of attention in one picture. Reads from the state: `trace`, `head`, `lang`, `shownTheme`, `convention`,
 * `map_token` (or null), `map_mode`, `map_change`, `map_learned`, `map_plays`, `map_learning` (what it shows while a
 * model learns, or null).
 * @param {import("./context.js").Context} context
 * @param {MapCalls} calls
 */
export function createMap(context, calls) {
  const { t, ownPage } = context;
  const picture = createMapPicture(calls);
  const reading = createReading(t);
  const legend = createLegend(t);
  const way = createWay(t, calls.onStep);
  const direction = createRadios((mode) => calls.onMode(/** @type {Mode} */ (mode)));
  direction.element.classList.add("map-direction");
  const changeInput = h("input", { type: "checkbox", onchange: () => calls.onChange(changeInput.checked) });
  const changeText = h("span");
  const change = h("label", { class: "map-show-change" }, changeInput, changeText);
  const playText = h("span");
  const play = h("button", { type: "button", class: "map-play", onclick: () => calls.onPlay?.() }, playText);
  const learn = h("button", { type: "button", class: "map-learn", onclick: () => calls.onLearn?.() });
  const title = h("h1", { class: "map-title", tabIndex: -1 });
  const weights = createWeightsChoice(context);
  weights.element.classList.add("map-direction", "map-weights");
  const side = h("div", { class: "map-side" }, direction.element, weights.element, legend.element, change);
  const actions = h("div", { class: "map-actions" }, play, learn);
  const strip = calls.learning ? createLearningStrip(t, calls.learning) : null;
  const says = h("div", { class: "map-says" }, reading.element, strip?.element, actions);
  const top = h("div", { class: "map-top" }, picture.sentence, says, side);
  const foot = h("div", { class: "map-foot" });
  const element = h(
    ownPage ? "main" : "section",
    { class: "map" },
    title,
    top,
    picture.element,
    foot,
    way.element,
  );

  /** @type {State | null} */
  let shown = null;
  let [width, pageHeight, height] = [0, 0, LOWEST];
  let roomy = "";
  let named = "";
  const observer = new ResizeObserver(measure);
  observer.observe(element);

  /** On a narrow page the picture comes first, and what can wait beneath it. @param {boolean} narrow */
  function arrange(narrow) {
    if (element.classList.contains("narrow") === narrow) return;
    element.classList.toggle("narrow", narrow);
    if (narrow) foot.append(reading.notes, actions, weights.element, legend.element, change);
    else {
      reading.element.append(reading.notes);
      says.append(actions);
      side.append(weights.element, legend.element, change);
    }
  }

  /** How much room there is for the sentence, and whether what it says stands beside it. @param {State} state */
  function room({ trace }) {
    const long = trace.config.tokens.join("").length > 42 || trace.config.tokens.length > 9;
    const beside = width >= WIDE && !long;
    return {
      beside,
      sentenceWidth: beside ? Math.round((width < MEDIUM ? BESIDE_MEDIUM : BESIDE) * width) : width,
    };
  }

  /** @param {import("./map-learning.js").Learning | null} learning @param {boolean} learns whether there is something to see of it */
  function showLearning(learning, learns) {
    const { activeElement } = /** @type {ShadowRoot | Document} */ (element.getRootNode());
    const wasThere = strip?.element.contains(activeElement);
    const begun = element.classList.contains("learns");
    strip?.update(learning);
    element.classList.toggle("learns", learns);
    play.hidden = learns || !calls.onPlay;
    learn.hidden = learns || !calls.onLearn;
    learn.disabled = learning !== null;
    for (const part of [direction.element, weights.element, change]) part.hidden = learns;
    if (learns === begun) return;
    // The focus does not go with the button that had it, and on a phone that one stood far below what is seen now.
    element.scrollTop = 0;
    if (learns) strip?.focus();
    else if (wasThere) learn.focus();
  }

  /** @param {State} state */
  function update(state) {
    shown = state;
    const { trace, lang, map_mode, head, map_learning: learning = null } = state;
    const learns = learning !== null && !learning.starting;
    // Taken out of the page it has no width.
    if (trace.nodes.length === 0 || !(width > 0)) return;
    const token =
      state.map_token !== null && state.map_token < trace.config.tokens.length ? state.map_token : null;
    /** @type {Mode} */
    const mode = map_mode;
    const { beside, sentenceWidth } = room(state);
    element.classList.toggle("beside", beside);
    picture.sentence.style.width = beside ? `${sentenceWidth}px` : "";
    arrange(width < WIDE);
    name(lang);
    weights.update(state);
    showLearning(learning, learns);
    setText(playText, t(state.map_plays ? "map-stop-playing" : "map-play"));
    if (play.dataset.picture !== String(state.map_plays)) {
      play.dataset.picture = String(state.map_plays);
      play.replaceChildren(icon(state.map_plays ? "pause" : "play"), playText);
    }
    direction.update({
      label: t("map-direction"),
      values: ["forward", "back"],
      chosen: mode,
      lang,
      nameOf: (value) => t(value === "back" ? "map-back-mode" : "map-forward"),
    });
    const has = (/** @type {(node: import("../engine/protocol.js").NodeInfo) => boolean} */ test) =>
      trace.nodes.some(test);
    // Its room is kept, so that the way back is the same picture.
    const hasChange = mode === "back" && has(({ path }) => path.endsWith(".update"));
    change.style.visibility = hasChange ? "" : "hidden";
    changeInput.checked = state.map_change;
    legend.update(mode, mode === "forward" && has(({ op }) => op === "mask"), lang);

    const props = {
      trace: learns ? learning.drawn : trace,
      head,
      token,
      mode,
      change: state.map_change,
      columns: state.convention === "columns",
      theme: state.shownTheme,
      width,
      height: LOWEST,
      sentenceWidth,
      t,
    };
    // The height follows from what stands above, and what stands above from the picture's plan. It is asked again
    // where the words' or the page's size is another, not where another word is lit: the picture would jump.
    const key = [
      width,
      pageHeight,
      sentenceWidth,
      lang,
      trace.nodes.length,
      trace.config.tokens,
      state.head,
      learns,
    ].join("|");
    if (key !== roomy || !picture.layout) picture.update(props);
    const { open } = picture.layout;
    const asked = open.includes(head) ? head : (open[0] ?? 0);
    reading.update(
      { trace, plan: picture.plan, head: asked, token, mode, learned: state.map_learned, learns },
      lang,
    );
    if (key !== roomy) {
      roomy = key;
      height = Math.max(LOWEST, roomBelow());
    }
    picture.update({ ...props, height });
    way.update(state, trace, picture.layout, mode);
  }

  /** @param {string} lang */
  function name(lang) {
    if (lang === named) return;
    named = lang;
    title.textContent = t("map-title");
    learn.textContent = t("map-learn");
    changeText.textContent = t("map-show-change");
  }

  function measure() {
    const style = getComputedStyle(element);
    const sides = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
    width = Math.floor(element.clientWidth - sides);
    pageHeight = element.clientHeight;
    if (shown) update(shown);
  }

  /** What the page leaves for the picture. */
  function roomBelow() {
    const style = getComputedStyle(element);
    const padding = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
    const others = [top, foot, way.element].reduce((sum, each) => sum + each.offsetHeight, 0);
    return Math.floor(element.clientHeight - padding - others - 3 * Number.parseFloat(style.rowGap || "0"));
  }

  return {
    element,
    update,
    /** The element of the matrix at a path, which can grow into its step. */
    elementOf: picture.elementOf,
    focusTitle() {
      title.focus({ preventScroll: true });
      element.scrollTop = 0;
    },
    stop() {
      observer.disconnect();
      reading.stop();
    },
  };
}
