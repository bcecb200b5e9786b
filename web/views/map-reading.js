import { h } from "../components/dom.js";
import { prose, symbol } from "../components/math.js";
import { numberShade, shareShade } from "../components/shade.js";
import { sayingOf } from "../map/words.js";

/** @typedef {import("../i18n/index.js").Translator} Translator */
/** @typedef {import("../map/words.js").Message} Message */

/** What a learner has typed is put between these, so that it is never read as mathematics. */
const [OPEN, CLOSE] = ["\u{E000}", "\u{E001}"];
/** Whose colour a word has in a sentence. */
const ROLES = /** @type {Record<string, string>} */ ({ asker: "q", answerer: "k", other: "k", word: "v" });

/** Between two readings of numbers that move, in milliseconds. */
const PAUSE = 400;

/** A message with its words in their colours. @param {Message} message @param {Translator} t @returns {Node} */
function spoken({ key, args = {} }, t) {
  const marked = Object.fromEntries(
    Object.entries(args).map(([name, arg]) => [
      name,
      name in ROLES || name === "name" ? `${OPEN}${name}|${arg}${CLOSE}` : arg,
    ]),
  );
  const fragment = document.createDocumentFragment();
  for (const [i, part] of t(key, marked)
    .split(/[\u{E000}\u{E001}]/u)
    .entries()) {
    if (i % 2 === 0) fragment.append(prose(part));
    else {
      const [name, ...rest] = part.split("|");
      const text = rest.join("|");
      fragment.append(name === "name" ? symbol(text) : h("strong", { class: ROLES[name] }, text));
    }
  }
  return fragment;
}

/**
 * What the picture says, in words.
 * @param {Translator} t
 */
export function createReading(t) {
  const headline = h("p", { class: "map-headline" });
  const more = h("p", { class: "map-shares" });
  const notes = h("p", { class: "map-notes" });
  const element = h("div", { class: "map-reading", "aria-live": "polite" }, headline, more, notes);
  let said = "";
  let asked = "";
  let next = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /** @param {import("../map/words.js").Scene} scene @param {string} lang */
  function say(scene, lang) {
    const saying = sayingOf(scene);
    const key = lang + JSON.stringify(saying);
    if (key === said) return;
    said = key;
    headline.replaceChildren(spoken(saying.headline, t));
    more.replaceChildren(
      ...(saying.lead ? [spoken(saying.lead, t), saying.shares.length ? t("map-space") : ""] : []),
      ...saying.shares.flatMap((share, i) => [i ? t("map-list") : "", spoken(share, t)]),
      saying.shares.length ? t("map-stop") : "",
    );
    notes.replaceChildren(...saying.notes.flatMap((note, i) => [i ? t("map-space") : "", spoken(note, t)]));
  }

  return {
    element,
    /** What can wait, where there is little room. */
    notes,
    /** What was asked is answered at once; numbers that move are read out every so often. @param {import("../map/words.js").Scene} scene @param {string} lang */
    update(scene, lang) {
      // What a model says while it learns changes too often to be listened to.
      element.setAttribute("aria-live", scene.learns ? "off" : "polite");
      const question = [scene.token, scene.mode, scene.head, lang].join();
      const now = performance.now();
      clearTimeout(waiting);
      if (question === asked && now < next) {
        waiting = setTimeout(() => say(scene, lang), next - now);
        return;
      }
      asked = question;
      next = now + PAUSE;
      say(scene, lang);
    },
    stop() {
      clearTimeout(waiting);
    },
  };
}

/** Steps of a legend's bar. */
const STEPS = 21;

/** What the colours mean: numbers from − to +, attention from 0 to 1. @param {Translator} t */
export function createLegend(t) {
  const element = h("dl", { class: "map-legend" });
  let drawn = "";
  const bar = (/** @type {(part: number) => [string, number]} */ colour) =>
    h(
      "span",
      { class: "map-bar", "aria-hidden": "true" },
      ...Array.from({ length: STEPS }, (_, i) => {
        const [name, shade] = colour(i / (STEPS - 1));
        const step = h("i");
        step.style.background = `rgb(var(--${name}) / ${shade.toFixed(3)})`;
        return step;
      }),
    );
  const entry = (/** @type {string} */ name, /** @type {Node} */ picture, /** @type {string[]} */ ends) =>
    h(
      "div",
      {},
      h("dt", {}, name),
      h("dd", {}, picture, h("span", { class: "map-ends" }, ...ends.map((end) => h("span", {}, end)))),
    );
  return {
    element,
    /** @param {"forward" | "back"} mode @param {boolean} hides whether a mask hides cells @param {string} lang */
    update(mode, hides, lang) {
      const key = [mode, hides, lang].join();
      if (key === drawn) return;
      drawn = key;
      const signed = bar((part) => [part < 0.5 ? "neg" : "pos", numberShade(Math.abs(2 * part - 1))]);
      element.replaceChildren(
        entry(t(mode === "back" ? "map-legend-gradients" : "map-legend-numbers"), signed, ["−", "0", "+"]),
      );
      if (mode === "forward")
        element.append(
          entry(
            t("map-legend-attention"),
            bar((part) => ["att", shareShade(part)]),
            ["0", "1"],
          ),
        );
      if (hides)
        element.append(
          entry(t("map-legend-hidden"), h("span", { class: "map-hatch", "aria-hidden": "true" }), []),
        );
    },
  };
}
