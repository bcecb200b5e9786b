// The way back from the engine's configuration to fields of the page, and so to a link.

import { formatField, parseField } from "./schema.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("./schema.js").Edit} Edit */

/**
 * The fields that say what a configuration says. Given matrices become edits, cell by cell. Throws FieldError for what
 * the page has no field for, or what is beyond its reach.
 * @param {Record<string, any>} config complete, as the engine gives it back
 * @returns {State}
 */
export function fieldsOf(config) {
  const { d_model, n_heads, d_k, d_v, mask, seed, steps, target, optimizer } = config;
  const given = {
    ...{ d_model, n_heads, d_k, d_v, mask, seed, steps },
    sentence: (
      config.tokens ?? config.X.map((/** @type {unknown} */ _, /** @type {number} */ row) => row)
    ).join(" "),
    positional: config.positional.kind,
    init: config.init.kind,
    ...(mask === "padding" ? { length: config.lengths[0] } : {}),
    ...scaleFields(config),
    ...(config.ablate?.length ? { ablate: config.ablate[0] } : {}),
    ...(target === undefined ? {} : { target: typeof target === "string" ? target : JSON.stringify(target) }),
    ...(optimizer ? { optimizer: optimizer.kind, learning_rate: optimizer.learning_rate } : {}),
    edits: editsOf(config),
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined && value.length !== 0);
  return Object.fromEntries(said.map(([key, value]) => [key, parseField(key, formatField(key, value))]));
}

/** The factor before softmax as the page says it: divided or not, and a temperature. @param {Record<string, any>} config */
function scaleFields({ scale, d_k }) {
  if (typeof scale === "boolean") return { scale };
  const divided = 1 / (scale * Math.sqrt(d_k));
  return Math.abs(divided - 1) < 1e-6 ? { scale: true } : { scale: false, temperature: 1 / scale };
}

/** Every number that is given rather than drawn; what was typed over it last. @param {Record<string, any>} config @returns {Edit[]} */
function editsOf({ X, parameters = {}, override = {}, edits = [] }) {
  /** @type {Map<string, Edit>} */
  const cells = new Map();
  const put = (/** @type {Edit} */ edit) => cells.set(`${edit.path}@${edit.row},${edit.col}`, edit);
  for (const [path, matrix] of Object.entries({ ...(X ? { X } : {}), ...parameters, ...override }))
    for (const [row, values] of matrix.entries())
      for (const [col, value] of values.entries()) put({ path, row, col, value });
  for (const { node, ...cell } of edits) put({ path: node, ...cell });
  return [...cells.values()];
}

/** What a link says in its own way. */
const OTHERWISE = ["X", "parameters", "override", "edits", "scale"];

/**
 * Where a configuration asks for something that its fields do not: the engine's field, and what it would be.
 * @param {any} config complete @param {any} linked what the link's fields give, complete
 * @param {string} [path]
 * @returns {{field: string, wanted: any, linked: any} | null}
 */
export function firstLost(config, linked, path = "") {
  for (const key of Object.keys(config)) {
    if (path === "" && (OTHERWISE.includes(key) || (key === "tokens" && config.X))) continue;
    const [wanted, there] = [config[key], linked?.[key]];
    if (JSON.stringify(wanted) === JSON.stringify(there)) continue;
    const field = path ? `${path}.${key}` : key;
    if (
      wanted &&
      there &&
      [wanted, there].every((value) => typeof value === "object" && !Array.isArray(value))
    )
      return firstLost(wanted, there, field);
    return { field, wanted, linked: there };
  }
  return null;
}
