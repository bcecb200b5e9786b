// What a script may set, and under which names: values of any kind in, checked fields out. Without DOM.

import { FieldError, fieldOf, formatField, isStateField, parseField, SCHEMA } from "../state/schema.js";
import { VIEW_SCHEMA } from "../state/view-schema.js";

/** "d_k", "worker-url" → "dK", "workerUrl", as JavaScript and the DOM write names. @param {string} name */
export const camelCase = (name) => name.replace(/[_-](\w)/g, (_, letter) => letter.toUpperCase());

/** What is said of the element itself, beside the fields of the state: attributes that are properties too. */
export const OWN_ATTRIBUTES = [
  ...Object.keys(VIEW_SCHEMA),
  "height",
  "loading",
  "group",
  "worker-url",
  "wasm-url",
];

/** Each field's property. @type {Map<string, string>} */
export const PROPERTIES = new Map(Object.keys(SCHEMA).map((key) => [camelCase(key), key]));

const isRecord = (/** @type {unknown} */ value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as its text, where a script gives it as it is: 16, true, {path, row, col}. @param {string} key @param {unknown} value */
function textOf(key, value) {
  const { kind } = fieldOf(key);
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean")
    return kind === "boolean" ? String(Number(value)) : String(value);
  const isCell = kind === "cell" && isRecord(value);
  const isList = kind === "edits" && Array.isArray(value) && value.every(isRecord);
  if (isCell || isList) return formatField(key, value);
  throw new FieldError(key, "not-text", { value: value === null ? "null" : typeof value });
}

/** One field; null stands for its default. @param {string} key @param {unknown} value */
function readField(key, value) {
  if (!isStateField(key)) throw new FieldError(key, "unknown", { known: Object.keys(SCHEMA).join(", ") });
  return value === null || value === undefined ? fieldOf(key).fallback : parseField(key, textOf(key, value));
}

/**
 * A part of the state, by the links' names. Throws FieldError at the first that is wrong.
 * @param {unknown} partial @returns {Record<string, any>}
 */
export function readPartial(partial) {
  if (!isRecord(partial)) throw new FieldError("state", "not-fields", {});
  return Object.fromEntries(
    Object.entries(/** @type {object} */ (partial)).map(([key, value]) => [key, readField(key, value)]),
  );
}
