/**
 * What every view is given. `t` speaks the language of the moment.
 * @typedef {object} Context
 * @property {import("../state/actions.js").Actions} actions
 * @property {import("../state/store.js").Store} store
 * @property {import("../i18n/index.js").Translator} t
 * @property {(config: object, cell?: {path: string, row: number, col: number}) =>
 *   Promise<{trace: import("../engine/trace.js").Trace, explanation: any}>} compute  another configuration beside
 *   the open one, for experiments and exercises
 * @property {import("../runs/room.js").TrainingRoom} room  the training runs
 * @property {Record<string, CreatePanel>} panels  by the names that lessons/chapters.js uses
 * @property {() => string} pageAddress of the page of ours that links open
 * @property {(attempt: object) => void} report  an exercise was answered, or given up
 * @property {boolean} ownPage whether the page is ours, or somebody else's with the element in it
 */

/**
 * What a step can show beside its matrices: an experiment, a comparison, an exercise.
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {(state: Record<string, any>) => void} update  called at every change of the state
 * @property {() => void} [stop]  when the step is left
 */

/** @typedef {(context: Context) => Panel} CreatePanel */

export {};
