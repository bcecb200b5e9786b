/**
 * What every view is given. `t` speaks the language of the moment.
 * @typedef {object} Context
 * @property {import("../state/actions.js").Actions} actions
 * @property {import("../state/store.js").Store} store
 * @property {import("../i18n/index.js").Translator} t
 */
export {};
