/**
 * What every view is given. `t` speaks the language of the moment.
 * @typedef {object} Context
 * @property {import("../state/actions.js").Actions} actions
 * @property {import("../state/store.js").Store} store
 * @property {import("../i18n/index.js").Translator} t
 * @property {(config: object, cell?: {path: string, row: number, col: number}) =>
 *   Promise<{trace: import("../engine/trace.js").Trace, explanation: any}>} compute  another configuration beside
 *   the open one, for experiments and exercises
 * @property {import("../training/room.js").TrainingRoom} room  the training runs
 * @property {boolean} ownPage whether the page is ours, or somebody else's with the element in it
 */
export {};
