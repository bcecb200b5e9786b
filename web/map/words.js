import { nameOf } from "./tape.js";

// What the picture says, in words, from the same numbers: keys of messages and what is put into them.

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {{key: string, args?: Record<string, string | number>}} Message */
/**
 * @typedef {object} Saying
 * @property {Message} headline
 * @property {Message[]} shares  the parts of a list that follows `lead`
 * @property {Message | null} lead
 * @property {Message[]} notes
 */

/**
 * @typedef {object} Scene
 * @property {Trace} trace
 * @property {Plan} plan
 * @property {number} head
 * @property {number | null} token   the lit word
 * @property {"forward" | "back"} mode
 * @property {boolean} [learned]     the weights come from a trained model
 * @property {boolean} [learns]      from one that learns at the moment
 */

/** Two shares are told apart from this difference on. */
const TIE = 0.005;
/** So many of a list are named, the rest are added up. */
const NAMED = 4;

/** A share as people say it. @param {number} share */
export function shareText(share) {
  const whole = Math.round(100 * share);
  if (share > 0 && whole < 1) return "<1%";
  if (share < 1 && whole === 100) return ">99%";
  return `${whole}%`;
}

/** A gradient with its sign. @param {number} value */
export function signedText(value) {
  const size = Math.abs(value);
  const text = size === 0 ? "0" : size >= 0.01 ? size.toFixed(2) : size.toExponential(0);
  const plain = text.replace(
    /e([-+])0*(\d+)/,
    (_, sign, power) => `·10${sign === "-" ? "⁻" : ""}${raised(power)}`,
  );
  return size === 0 ? "0" : `${value < 0 ? "−" : "+"}${plain}`;
}
const raised = (/** @type {string} */ digits) => [...digits].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]).join("");

/** What a word is called: one that comes twice has its place behind it. @param {string[]} tokens @param {number} i */
export const wordOf = (tokens, i) =>
  tokens.indexOf(tokens[i]) === tokens.lastIndexOf(tokens[i]) ? tokens[i] : `${tokens[i]} (${i})`;

/** The row of a head's attention, or of its gradient. @param {Scene} scene @returns {ArrayLike<number> | null} */
function rowOf({ trace, plan, head, token, mode }) {
  const spine = plan.heads[head]?.spine;
  const place = spine?.[spine.length - 1];
  const path = mode === "back" ? place?.gradient : place?.shown;
  if (!path || token === null) return null;
  const n = plan.tokens.length;
  return trace.flat(path).subarray(token * n, (token + 1) * n);
}

/** @param {ArrayLike<number>} row @param {(x: number) => number} size */
const byThen = (row, size) =>
  Array.from({ length: row.length }, (_, i) => i).sort((a, b) => size(row[b]) - size(row[a]) || a - b);

/** @param {Scene} scene @returns {Saying} */
export function sayingOf(scene) {
  return scene.mode === "back" ? sayBack(scene) : sayForward(scene);
}

/** Whether numbers here were learned, and how. @param {Scene} scene @returns {Message} */
function aboutWeights({ trace, learned }) {
  const steps = Number(trace.config.steps ?? 0);
  if (learned)
    return steps > 0 ? { key: "map-note-learned-steps", args: { steps } } : { key: "map-note-learned" };
  if (steps > 0 && trace.config.optimizer) return { key: "map-note-steps", args: { steps } };
  return { key: "map-note-random" };
}

/** @param {Scene} scene @returns {Saying} */
function sayForward(scene) {
  const { plan, head, token } = scene;
  const { tokens } = plan;
  const count = tokens.length;
  const row = rowOf(scene);
  if (!row || token === null)
    return {
      headline: { key: "map-rest", args: { count } },
      lead: { key: plan.heads.length ? "map-rest-lead" : "map-rest-input" },
      shares: [],
      notes: plan.heads.length ? [{ key: "map-rest-hint" }] : [],
    };
  const asker = wordOf(tokens, token);
  const order = byThen(row, (x) => x).filter((i) => row[i] > 0);
  const [first, second] = order;
  const others = { asker, count: order.length };
  const all = Array.from(row).reduce((sum, x) => sum + x, 0);
  /** @type {Message} */
  let headline;
  if (order.length === 0) headline = { key: "map-says-nothing", args: others };
  else {
    const args = { asker, answerer: wordOf(tokens, first), share: shareText(row[first]) };
    if (order.length === 1)
      headline = { key: first === token ? "map-says-only-itself" : "map-says-only", args };
    else if (row[first] - row[order[order.length - 1]] < TIE && order.length > 2)
      headline = { key: "map-says-even", args: { ...others, share: shareText(row[first]) } };
    else if (row[first] - row[second] < TIE)
      headline = { key: "map-says-tie", args: { ...args, other: wordOf(tokens, second) } };
    else headline = { key: first === token ? "map-says-itself" : "map-says", args };
  }
  const named = order.slice(0, NAMED + (order.length === NAMED + 1 ? 1 : 0));
  /** @type {Message[]} */
  const shares = named.map((i) => ({
    key: i === token ? "map-share-own" : "map-share",
    args: { word: wordOf(tokens, i), share: shareText(row[i]) },
  }));
  const rest = order.slice(named.length);
  if (rest.length)
    shares.push({
      key: "map-share-rest",
      args: { count: rest.length, share: shareText(rest.reduce((sum, i) => sum + row[i], 0)) },
    });
  const hidden = count - order.length;
  /** @type {Message[]} */
  const notes = [];
  const { given, struck } = plan.heads[head];
  if (struck) notes.push({ key: "map-note-struck", args: { head } });
  if (given) notes.push({ key: "map-note-given" });
  else if (hidden > 0 && order.length > 0) notes.push({ key: "map-note-hidden", args: { hidden } });
  if (given && Math.abs(all - 1) > TIE) notes.push({ key: "map-note-sum", args: { share: shareText(all) } });
  if (!given) notes.push(aboutWeights(scene));
  return { headline, lead: order.length > 1 ? { key: "map-shares" } : null, shares, notes };
}

/** @param {Scene} scene @returns {Saying} */
function sayBack(scene) {
  const { trace, plan, head, token } = scene;
  const { tokens, loss } = plan;
  if (!loss || loss.gradient === null)
    return { headline: { key: "map-back-none" }, lead: { key: "map-back-none-lead" }, shares: [], notes: [] };
  const row = rowOf(scene);
  if (token !== null && plan.heads[head]) {
    const asker = wordOf(tokens, token);
    const order = row ? byThen(row, Math.abs).filter((i) => row[i] !== 0) : [];
    if (!row || order.length === 0)
      return {
        headline: { key: "map-back-silent", args: { asker } },
        lead: null,
        shares: [],
        notes: [{ key: plan.heads[head].given ? "map-note-given" : "map-back-silent-lead" }],
      };
    const args = { asker, answerer: wordOf(tokens, order[0]), gradient: signedText(row[order[0]]) };
    return {
      headline: { key: row[order[0]] > 0 ? "map-back-less" : "map-back-more", args },
      lead: { key: "map-back-shares" },
      shares: order.slice(0, NAMED).map((i) => ({
        key: "map-back-share",
        args: { word: wordOf(tokens, i), gradient: signedText(row[i]) },
      })),
      notes: [{ key: "map-back-sign" }],
    };
  }
  const value = trace.value(loss.shown, 0, 0);
  const largest = largestGradient(trace, plan);
  return {
    headline: { key: "map-back", args: { loss: value.toFixed(3) } },
    lead: { key: "map-back-lead" },
    shares: [],
    notes: [
      largest
        ? { key: "map-back-largest", args: { name: largest.name, size: signedText(largest.size).slice(1) } }
        : { key: "map-back-sign" },
    ],
  };
}

/** Of all that learns, the largest entry of a gradient, and whose it is. @param {Trace} trace @param {Plan} plan */
function largestGradient(trace, plan) {
  const learns = [...plan.sources, ...plan.weights, plan.projection].filter(
    (place) => place && trace.node(place.shown).op === "parameter",
  );
  let best = null;
  for (const place of learns) {
    if (!place?.gradient) continue;
    let size = 0;
    for (const value of trace.flat(place.gradient)) size = Math.max(size, Math.abs(value));
    if (size > 0 && (!best || size > best.size)) best = { name: nameOf(place.shown), size };
  }
  return best;
}
