import { MAP } from "../lessons/chapters.js";
import { defaults, FieldError, fieldOf, formatField, parseField } from "./schema.js";

/**
 * Reads fields from the text of a link. What is wrong is reported and left at its default.
 * @param {string} text "step=scale&lang=zh", with or without "?" or "#"
 * @returns {{fields: Record<string, any>, problems: FieldError[]}}
 */
export function readLink(text) {
  return readFields(new URLSearchParams(text.replace(/^[?#]/, "")));
}

/** What fields open: a page that is asked for nothing opens the map. @param {Record<string, any>} fields */
export const opened = (fields) => (Object.keys(fields).length === 0 ? { step: MAP.id } : fields);

/** The page's query, which may hold what others put there (utm_source and the like): only our fields count. @param {string} text */
export function readQuery(text) {
  return readFields([...new URLSearchParams(text)].filter(([key]) => Object.hasOwn(defaults(), key)));
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
 */
export function writeLink(state) {
  const link = new URLSearchParams();
  for (const [key, fallback] of Object.entries(defaults())) {
    const value = state[key];
    if (
      key !== "step" &&
      (value === null || value === fallback || (Array.isArray(value) && value.length === 0))
    )
      continue;
    link.set(key, formatField(key, value));
  }
  // These are safe in a fragment, and a link should be read by people too.
  return link
    .toString()
    .replaceAll("%40", "@")
    .replaceAll("%2C", ",")
    .replaceAll("%3D", "=")
    .replaceAll("%3B", ";");
}
