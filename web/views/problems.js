/** @typedef {Record<string, any>} State */
/** @typedef {import("../i18n/index.js").Translator} Translator */

/** What was wrong, in the learner's language. @param {any} problem @param {Translator} t */
export const problemText = (problem, t) => t(`problem-${problem.kind}`, problem.args);

/** The message that belongs to a field, or "". @param {State} state @param {string} field @param {Translator} t */
export function problemAt(state, field, t) {
  const problem = state.problems.find((/** @type {any} */ p) => p.field === field);
  return problem ? problemText(problem, t) : "";
}
