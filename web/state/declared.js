// What the engine declares of its configurations, as fields of the page: kind, range and choices are the engine's.

/** @typedef {import("./schema.js").Field} Field */

/** @typedef {import("#schema").Field} Declared */

/** @param {Declared[]} fields @param {string} name @returns {Declared} */
export function declarationOf(fields, name) {
  const found = fields.find((field) => field.name === name);
  if (!found) throw new Error(`the engine declares no field "${name}"`);
  return found;
}

/**
 * The page's field for a declared one. The page may start elsewhere and take less, as much as it can draw; never more.
 * @param {Declared} declared
 * @param {{fallback?: any, low?: number, high?: number}} [page]
 * @returns {Field}
 */
export function fieldFrom({ kind, choices, low = 0, high = 0, default: standard }, page = {}) {
  const fallback = page.fallback ?? standard;
  if (kind === "choice") return { kind, choices, fallback };
  if (kind === "boolean") return { kind, fallback };
  if (kind === "texts") return { kind: "text", fallback: "" };
  return {
    kind: kind === "integer" ? "integer" : "number",
    fallback,
    low: Math.max(low, page.low ?? low),
    high: Math.min(high, page.high ?? high),
  };
}

/**
 * Names in the order in which they are taught: those of `first` before the others.
 * @param {string[]} names @param {string[]} first
 */
export const inOrder = (names, first) => [
  ...first.filter((name) => names.includes(name)),
  ...names.filter((name) => !first.includes(name)),
];
