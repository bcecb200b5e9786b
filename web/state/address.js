import { linkProblem } from "./schema.js";
import { opened, readLink, readQuery, writeLink } from "./url.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./actions.js").Actions} Actions */

/** What the page's address says at the start: the query, as others may have made it, and over it the fragment. */
export const readAddress = () => [readQuery(location.search), readLink(location.hash)];

/** @param {Record<string, any>} state @param {boolean} asNewEntry so that the browser's Back goes a step back */
export function writeAddress(state, asNewEntry) {
  const address = `#${writeLink(state)}`;
  if (location.hash === address) return;
  try {
    // A query was read at the start; from now on the fragment says it all.
    const target = location.search ? location.pathname + address : address;
    if (asNewEntry) history.pushState(null, "", target);
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
  if (location.hash === `#${writeLink(store.state)}`) return;
  const { fields, problems } = readLink(location.hash);
  actions.follow(problems.length ? fields : opened(fields), problems.map(linkProblem));
}
