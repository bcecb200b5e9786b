// The lab as a page of its own in somebody's frame: it speaks to the page around and to nobody else.

import { readLink, writeLink } from "../state/url.js";
import {
  answerTo,
  frameResize,
  ourEvent,
  readStateResponse,
  savedState,
  scoreOf,
  splice,
} from "./messages.js";

/** @typedef {import("./element-type.js").QkvElement} QkvElement */

const EVENTS = ["ready", "change", "cell", "exercise", "error"];
/** So long a learner's state is waited with, that many changes are one. */
const SAVE_MS = 1000;

/** What can be asked of a lab. @param {QkvElement} element @returns {import("./messages.js").Lab} */
const commandsOf = (element) => ({
  setState: (args) => element.setState(args),
  getState: () => element.getState(),
  matrix: async ({ path }) => {
    await element.whenReady;
    return element.matrix(path);
  },
  check: ({ answer, ...exercise }) => element.check(exercise, answer),
  // Pictures and files are made by a part of the element that not every build has.
  ...(element.exportAs ? { export: (/** @type {any} */ args) => element.exportAs?.(args) } : {}),
});

/**
 * @param {QkvElement} element @param {Window} parent
 * @returns {() => void} ends it
 */
export function speakTo(parent, element) {
  let lastId = 0;
  const newId = () => `qkv-lab-${++lastId}`;
  /** A frame does not know whose page it stands in: that what it says is no secret is what makes "*" right. @param {object} message */
  const say = (message) => parent.postMessage(message, "*");

  /** @type {Record<string, number>} */
  let scores = {};
  const asked = newId();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saving;

  const shown = () =>
    [...(element.shadowRoot?.querySelectorAll("[data-exercise]") ?? [])].map(
      (card) => /** @type {HTMLElement} */ (card).dataset.exercise ?? "",
    );
  function save() {
    clearTimeout(saving);
    const state = savedState(writeLink(element.getState()), scores);
    say(splice("reportScoreAndState", newId(), { score: scoreOf(shown(), scores), state }));
  }

  /** @param {Event} event */
  function told(event) {
    if (event.target !== element) return;
    const name = event.type.replace("qkv-", "");
    const { detail } = /** @type {CustomEvent} */ (event);
    say(ourEvent(name, detail));
    if (name === "exercise") {
      scores = { ...scores, [detail.id]: Math.max(scores[detail.id] ?? 0, detail.score.scaled) };
      say(splice("sendEvent", newId(), { name, data: detail }));
      save();
    } else if (name === "change" && detail.source === "user") {
      const { changed, link } = detail;
      say(splice("sendEvent", newId(), { name, data: { changed, link } }));
      clearTimeout(saving);
      saving = setTimeout(save, SAVE_MS);
    }
  }

  /** @param {MessageEvent} event */
  async function heard({ source, data }) {
    if (source !== parent) return;
    const saved = readStateResponse(data, asked);
    if (saved) {
      scores = saved.scores;
      // What is no longer possible of an old state is left out.
      await element.setState(readLink(saved.link).fields).catch(() => {});
      return;
    }
    const answer = await answerTo(data, commandsOf(element));
    if (answer) say(answer);
  }

  let size = "";
  const observer = new ResizeObserver(() => {
    // What fills its frame has no height of its own.
    if (!element.shadowRoot?.querySelector(".app.flow")) return;
    const { height, width } = element.getBoundingClientRect();
    const next = { height: Math.ceil(height), width: Math.ceil(width) };
    if (JSON.stringify(next) === size) return;
    size = JSON.stringify(next);
    say(ourEvent("resize", next));
    say(frameResize(next.height, next.width, newId()));
  });

  for (const name of EVENTS) element.addEventListener(`qkv-${name}`, told);
  window.addEventListener("message", heard);
  observer.observe(element);
  say(splice("getState", asked));
  return () => {
    clearTimeout(saving);
    observer.disconnect();
    window.removeEventListener("message", heard);
    for (const name of EVENTS) element.removeEventListener(`qkv-${name}`, told);
  };
}
