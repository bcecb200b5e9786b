import { MAP } from "../lessons/chapters.js";
import { defaults, FieldError, fieldOf, formatField, isField, isStateField, parseField } from "./schema.js";
import { viewDefaults } from "./view-schema.js";

/**
 * Reads fields from the text of a link. What is wrong is reported and left at its default.
 * @param {string} text "step=scale&lang=zh", with or without "?" or "#"
 * @returns {{fields: Record<string, any>, problems: FieldError[]}}
 */
export function readLink(text) {
  return readFields(new URLSearchParams(text.replace(/^[?#]/, "")));
}

/** What fields open: a page that is asked for nothing opens the map, and so does the view of that name. @param {Record<string, any>} fields */
export const opened = (fields) =>
  fields.view === "map" || !Object.keys(fields).some(isStateField) ? { step: MAP.id, ...fields } : fields;

/** A fragment that is not ours, as a heading's of the page around: "#intro". @param {string} hash */
export const isForeign = (hash) => hash.length > 1 && !hash.includes("=");

/** The page's query, which may hold what others put there (utm_source and the like): only our fields count. @param {string} text */
export function readQuery(text) {
  return readFields([...new URLSearchParams(text)].filter(([key]) => isField(key)));
}

/** @param {Iterable<[string, string]>} pairs */
export function readFields(pairs) {
  /** @type {Record<string, any>} */
  const fields = {};
  /** @type {FieldError[]} */
  const problems = [];
  for (const [key, value] of pairs) {
    try {
      fieldOf(key);
      fields[key] = parseField(key, value);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push(error);
    }
  }
  return { fields, problems };
}

/**
 * The step, and what differs from the defaults, in the schema's order. Without any field a link opens the map.
 * @param {Record<string, any>} state
 * @param {Record<string, any>} [among] the fields that the link is to say, with their defaults
 */
export function writeLink(state, among = defaults()) {
  const link = new URLSearchParams();
  for (const [key, fallback] of Object.entries(among)) {
    const value = state[key] ?? null;
    const isDefault =
      value === null || (fallback !== null && formatField(key, value) === formatField(key, fallback));
    if (key === "step" || !isDefault) link.set(key, formatField(key, value));
  }
  // These are safe in a fragment, and a link should be read by people too.
  return link
    .toString()
    .replaceAll("%40", "@")
    .replaceAll("%2C", ",")
    .replaceAll("%3D", "=")
    .replaceAll("%3B", ";");
}

/** The same with what is shown of it, for the address of a page of our own. @param {Record<string, any>} state */
export const writeOwnLink = (state) => writeLink(state, { ...defaults(), ...viewDefaults() });
