import { isStateField } from "../state/schema.js";
import { traceShown } from "../state/seen.js";
import { writeLink } from "../state/url.js";
import { problemText } from "../views/problems.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("../state/store.js").Source} Source */

/** Tells the page around. @param {EventTarget} host @param {string} name @param {unknown} detail */
export const tell = (host, name, detail) =>
  host.dispatchEvent(new CustomEvent(`qkv-${name}`, { detail, bubbles: true, composed: true }));

/** The open number, or null. @param {State} state */
function cellOf(state) {
  const { cell, explanation } = state;
  const trace = traceShown(state);
  if (!cell || !explanation || !trace?.has(cell.path)) return null;
  return { ...cell, value: trace.value(cell.path, cell.row, cell.col) };
}

/** All fields of the state, by the names that links have. @param {State} state */
export const publicState = (state) =>
  Object.fromEntries(Object.entries(state).filter(([key]) => isStateField(key)));

/**
 * What the page around is told of changes: of the state with who made them, of the open number, of what was wrong.
 * @param {EventTarget} host @param {import("../i18n/index.js").Translator} t
 */
export function createTelling(host, t) {
  /** @type {any[]} */
  let known = [];
  let cell = "null";
  return {
    /** @param {State} state @param {Set<string>} changes @param {Source} source */
    changed(state, changes, source) {
      const changed = [...changes].filter(isStateField);
      if (changed.length > 0) {
        const detail = { state: publicState(state), changed, link: writeLink(state) };
        tell(host, "change", { ...detail, source: source === "user" ? "user" : "host" });
      }
      if (changes.has("cell") || changes.has("explanation")) {
        const next = cellOf(state);
        if (JSON.stringify(next) !== cell) tell(host, "cell", next);
        cell = JSON.stringify(next);
      }
      if (changes.has("problems")) this.problems(state);
    },
    /** What was not said before. @param {State} state */
    problems({ problems }) {
      for (const problem of problems.filter((/** @type {any} */ each) => !known.includes(each)))
        tell(host, "error", { code: problem.code ?? problem.kind, message: problemText(problem, t) });
      known = problems;
    },
  };
}
