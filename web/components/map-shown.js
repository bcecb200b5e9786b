import { nameOf } from "../map/tape.js";

// What the matrices of the map show: numbers or gradients, what steps back, and what they are called.

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../map/plan.js").Plan} Plan */
/** @typedef {import("../map/plan.js").Place} Place */

/**
 * How the map is looked at.
 * @typedef {object} Look
 * @property {Trace} trace
 * @property {Plan} plan
 * @property {number | null} token  the lit word
 * @property {"forward" | "back"} mode
 * @property {boolean} change       on the way back weights show what the optimizer adds
 * @property {(key: string, args?: Record<string, string | number>) => string} t
 */

/** What stands on the way back where a matrix has no gradient. */
const SEE_THROUGH = 0.42;
/** How strong the rows of the other words are. */
const ASIDE = 0.42;

/** How much each key answers the lit word, in a head. @param {{trace: Trace, plan: Plan, token: number | null}} look @param {number | null} head @returns {ArrayLike<number> | null} */
export function answersTo({ trace, plan, token }, head) {
  const spine = head === null ? undefined : plan.heads[head]?.spine;
  if (token === null || !spine) return null;
  const n = plan.tokens.length;
  return trace.flat(spine[spine.length - 1].shown).subarray(token * n, (token + 1) * n);
}

/**
 * What one matrix shows at the moment.
 * @param {import("../map/boxes.js").Box} box @param {Look} look
 * @returns {import("./map-matrices.js").Shown}
 */
export function shownOf({ place, turned }, look) {
  const { trace, plan, mode, change, token, t } = look;
  const back = mode === "back";
  // The loss is the same number on the way back: where it starts.
  const given = !back || place.kind === "number";
  const path = given ? place.shown : change && place.update ? place.update : place.gradient;
  const pale = !given && (place.fixed || !path);
  const values = path ? trace.flat(path) : null;
  const struck = place.head !== null && plan.heads[place.head].struck;
  const isChange = back && change && place.update !== null;
  const name = `${isChange || !path ? place.name : nameOf(path)}${turned && place.kind !== "number" ? "ᵀ" : ""}`;
  const [rows, cols] = turned ? [place.shape[1], place.shape[0]] : place.shape;
  const shape = `${rows} × ${cols}`;
  const why = !pale ? null : path ? t("map-fixed") : t("map-no-gradient");
  const small = isChange ? t("map-change") : place.kind === "matrix" ? (why ?? shape) : shape;
  const strength = strengthOf(place, pale, look);
  return {
    path: path ?? place.shown,
    name,
    small: place.kind === "number" ? "" : small,
    label: labelOf(place, { name, shape, why, struck, isChange }, look),
    values,
    shares: !back && (place.kind === "head" || isAttention(place)),
    pale,
    struck: struck && (place.kind === "head" || place.slot === "mix"),
    ...strength,
    lit:
      token !== null &&
      values !== null &&
      place.rowTokens &&
      !["key", "value", "knot", "head"].includes(place.slot),
  };
}

/** @param {Place} place @param {boolean} pale @param {Look} look @returns {{strength: ArrayLike<number> | null, strengthKey: string}} */
function strengthOf(place, pale, look) {
  const { token } = look;
  const base = pale ? SEE_THROUGH : 1;
  const rows = (/** @type {(row: number) => number} */ of) =>
    Float32Array.from({ length: place.shape[0] }, (_, row) => base * of(row));
  if (token === null) return { strength: pale ? rows(() => 1) : null, strengthKey: String(base) };
  const shares = place.slot === "key" || place.slot === "value" ? answersTo(look, place.head) : null;
  const strength = shares
    ? rows((row) => 0.3 + 0.7 * Math.min(1, 1.2 * shares[row]))
    : rows(place.rowTokens ? (row) => (row === token ? 1 : ASIDE) : () => 0.8);
  return { strength, strengthKey: `${base},${token},${shares ? Array.from(shares).join() : ""}` };
}

/** @param {Place} place @param {{name: string, shape: string, why: string | null, struck: boolean, isChange: boolean}} how @param {Look} look */
function labelOf(place, { name, shape, why, struck, isChange }, { t, trace }) {
  if (place.kind === "head") return t("map-card-label", { head: place.head ?? 0, count: place.nodes.length });
  const parts = [
    place.kind === "number"
      ? t("map-number-label", { name, value: trace.value(place.shown, 0, 0).toFixed(3) })
      : t("map-matrix-label", { name, rows: shape.split(" × ")[0], cols: shape.split(" × ")[1] }),
  ];
  if (place.head !== null) parts.push(t("map-head", { head: place.head }));
  if (place.nodes.length > 1)
    parts.push(t("map-holds", { count: place.nodes.length, names: place.nodes.map(nameOf).join(", ") }));
  if (isChange) parts.push(t("map-change"));
  if (why) parts.push(why);
  if (struck) parts.push(t("map-struck"));
  return parts.join(t("map-comma"));
}

/** @param {Place} place */
const isAttention = (place) => place.slot === "spine" && place.name === "attention";
