// Elements with the same `group` share sentence, seed and edits.

import { fits, sentenceOf } from "../state/config.js";
import { formatField } from "../state/schema.js";
import { tokenize } from "../state/tokens.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("../state/schema.js").Edit} Edit */
/** @typedef {{state: () => State, take: (fields: State) => void}} Member */

export const SHARED = ["sentence", "seed", "edits"];

/** @type {Map<string, {fields: State, members: Set<Member>}>} */
const groups = new Map();

/** How many tokens a state has. @param {State} state */
const countOf = (state) => tokenize(sentenceOf(state)).length;

/**
 * What a member takes over of another's state. An edit that does not fit its shape stays with the other, and what of
 * its own does not fit the other stays with it.
 * @param {State} from @param {State} to both whole states
 * @returns {State} the fields that are different
 */
export function sharedWith(from, to) {
  const next = { ...to, sentence: from.sentence, seed: from.seed };
  const [n, m] = [countOf(from), countOf(next)];
  const edits = [
    ...to.edits.filter((/** @type {Edit} */ edit) => !fits(edit, from, n) && (edit.path !== "X" || n === m)),
    ...from.edits.filter((/** @type {Edit} */ edit) => fits(edit, next, m)),
  ];
  const wanted = /** @type {State} */ ({ sentence: from.sentence, seed: from.seed, edits });
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => formatField(key, value) !== formatField(key, to[key])),
  );
}

/**
 * Joins a group, before the lab is there: what one member was given in the page holds for all.
 * @param {string} name @param {State} given @param {Member} member
 */
export function joinGroup(name, given, member) {
  const group = groups.get(name) ?? { fields: {}, members: new Set() };
  groups.set(name, group);
  group.members.add(member);
  for (const key of SHARED) if (key in given) group.fields[key] ??= given[key];
  return {
    /** What a lab of the group starts with. @param {State} own its state without the group */
    start: (own) => sharedWith({ ...own, ...group.fields }, own),
    /** @param {State} state of the member, after a change of its own */
    share(state) {
      group.fields = Object.fromEntries(SHARED.map((key) => [key, state[key]]));
      for (const other of group.members) if (other !== member) other.take(sharedWith(state, other.state()));
    },
    leave() {
      group.members.delete(member);
      if (group.members.size === 0) groups.delete(name);
    },
  };
}
