import { linkProblem } from "./schema.js";
import { isForeign, opened, readLink, readQuery, writeOwnLink } from "./url.js";
import { viewDefaults } from "./view-schema.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./actions.js").Actions} Actions */

/** What the page's address says at the start: the query, as others may have made it, and over it the fragment. */
export const readAddress = () => [
  readQuery(location.search),
  readLink(isForeign(location.hash) ? "" : location.hash),
];

/** In a frame the browser's Back belongs to the page around. */
const isFramed = () => window.parent !== window;

/** @param {Record<string, any>} state @param {boolean} asNewEntry so that the browser's Back goes a step back */
export function writeAddress(state, asNewEntry) {
  const address = `#${writeOwnLink(state)}`;
  if (location.hash === address || isForeign(location.hash)) return;
  try {
    // A query was read at the start; from now on the fragment says it all.
    const target = location.search ? location.pathname + address : address;
    if (asNewEntry && !isFramed()) history.pushState(null, "", target);
    else history.replaceState(null, "", target);
  } catch {
    // A frame without an address of its own (srcdoc) keeps its state to itself.
  }
}

/**
 * The address has changed: by hand, by a link, or by the browser's Back.
 * @param {Store} store @param {Actions} actions
 */
export function followAddress(store, actions) {
  if (location.hash === `#${writeOwnLink(store.state)}` || isForeign(location.hash)) return;
  const { fields, problems } = readLink(location.hash);
  const opens = problems.length ? fields : opened(fields);
  actions.follow({ ...viewDefaults(), ...opens }, problems.map(linkProblem));
}
