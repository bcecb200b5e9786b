// Which matrices stand in the map and what reads what, asked from the tape. Nothing is listed by name but the few
// nodes that begin or end a stretch (attention, concat, output, loss); what lies between is found by walking inputs.

import { forwardNodes, nameOf, Planner } from "./tape.js";

/** @typedef {import("../engine/trace.js").Trace} Trace */

/**
 * One place in the map. It draws one node; a step too small for a place of its own is held by its neighbour, which
 * says so (`nodes`).
 * @typedef {object} Place
 * @property {string} id        the path of the node that is drawn, or "heads/3" for a closed head, or "rest"
 * @property {"matrix" | "knot" | "head" | "number"} kind  a knot is where whole Q, K, V are cut into heads
 * @property {Slot} slot        which stretch of the way it belongs to
 * @property {string} shown     the node that is drawn
 * @property {string} name      as people say it: "scores", "W_Q"
 * @property {string[]} nodes   every forward node that it holds, in the order of the tape
 * @property {string[]} backward every node of the way back that it holds
 * @property {number | null} head
 * @property {[number, number]} shape  as stored
 * @property {boolean} rowTokens whether rows stand for tokens
 * @property {boolean} colTokens
 * @property {string | null} gradient  what is drawn on the way back
 * @property {string | null} update    what the optimizer adds to it
 * @property {boolean} fixed    given and not learned: the way back ends here
 */

/** @typedef {"source" | "input" | "weight" | "knot" | "query" | "key" | "spine" | "side" | "value" | "mix" | "concat" | "projection" | "output" | "rest" | "target" | "loss" | "head"} Slot */

/**
 * @typedef {object} Head
 * @property {number} head
 * @property {Place[]} query   Q, and what turns it
 * @property {Place[]} key
 * @property {Place[]} spine   from scores to attention
 * @property {Place | null} value
 * @property {Place[]} mix     from Z to what concat reads
 * @property {Map<string, Place>} sides  what is added to a place of the spine or mix, by that place's id
 * @property {Place} closed    the whole head as one card
 * @property {boolean} struck  switched off
 * @property {boolean} given   its attention was set by hand
 */

/**
 * @typedef {object} Plan
 * @property {string[]} tokens
 * @property {Place[]} sources  what the input is the sum of: X, P
 * @property {Place | null} input  null where X is the input
 * @property {Place[]} weights  what the heads read, W_V, W_K and W_Q first
 * @property {Map<string, Place>} knots  by the weight's id
 * @property {Head[]} heads
 * @property {Place | null} concat
 * @property {Place | null} projection  W_O
 * @property {Place | null} output
 * @property {Place | null} rest  all that has no place of its own, as one deck
 * @property {Place | null} target
 * @property {Place | null} loss
 */

const ATTENTION = "block0.attention.";

/** @param {Planner} planner @param {number} head @param {string} concat @returns {Head} */
function planHead(planner, head, concat) {
  const { trace } = planner;
  const within = `${ATTENTION}head${head}.`;
  const attention = `${within}attention`;
  const given = trace.node(attention).op === "override";
  const computed = given ? `${attention}_computed` : attention;

  // scores is the product; from there each step reads the one before.
  /** @type {string[]} */
  const steps = [computed];
  while (!trace.node(steps[0]).op.startsWith("product")) steps.unshift(trace.node(steps[0]).inputs[0]);
  const [query, key] = trace.node(steps[0]).inputs;
  const chainOf = (/** @type {string} */ path, /** @type {Slot} */ slot) =>
    planner.chain(path, within).map((each) => planner.place(slot, [each], { head }));
  const queries = chainOf(query, "query");
  const keys = chainOf(key, "key");
  const spine = steps.map((path) =>
    path === computed && given
      ? planner.place("spine", [computed, attention], { head, square: true })
      : planner.place("spine", [path], { head, square: true }),
  );

  const Z = trace.consumers(attention).find(({ op, inputs }) => op === "product" && inputs[0] === attention);
  const value = Z ? planner.place("value", planner.chain(Z.inputs[1], within), { head }) : null;
  /** @type {Place[]} */
  const mix = [];
  let struck = false;
  if (Z) {
    const last = trace.node(concat).inputs[head];
    const walked = [last];
    while (walked[0] !== Z.path) walked.unshift(trace.node(walked[0]).inputs[0]);
    // A head that is switched off goes on as zeros: that step is held by the place before it.
    struck = nameOf(last) === "ablated";
    const own = struck ? walked.slice(0, -1) : walked;
    for (const path of own)
      mix.push(
        planner.place("mix", path === own.at(-1) && struck ? [path, last] : [path], { head, shown: path }),
      );
  }

  /** @type {Map<string, Place>} */
  const sides = new Map();
  for (const [places, square] of /** @type {const} */ ([
    [spine.slice(1), true],
    [mix.slice(1), false],
  ]))
    for (const place of places) {
      const added = trace.node(place.nodes[0]).inputs[1];
      if (!added) continue;
      const nodes = planner.branch(added, (path) => path.startsWith(within));
      if (nodes.length === 0) continue;
      sides.set(place.id, planner.place("side", nodes, { head, square }));
    }

  const all = [...queries, ...keys, ...spine, ...(value ? [value] : []), ...mix, ...sides.values()];
  const held = new Set(all.flatMap(({ nodes }) => nodes));
  const nodes = trace.nodes.filter(({ path }) => held.has(path)).map(({ path }) => path);
  const closed = planner.place("head", nodes, {
    shown: attention,
    head,
    kind: "head",
    id: `heads/${head}`,
    square: true,
  });
  return { head, query: queries, key: keys, spine, value, mix, sides, closed, struck, given };
}

/** W_V above W_K above W_Q, so that their threads cross as little as possible; then what else the heads read. */
const WEIGHT_ORDER = ["W_V", "W_K", "W_Q"];

/** @param {Trace} trace @returns {Plan} */
export function planOf(trace) {
  const planner = new Planner(trace);
  const forward = forwardNodes(trace);
  const at = (/** @type {string} */ path) => (trace.has(path) ? path : null);
  const concat = at(`${ATTENTION}concat`);
  const output = at(`${ATTENTION}output`);
  const projected = output ? trace.node(output).inputs[1] : null;

  /** @type {Head[]} */
  const heads = [];
  if (concat)
    for (let head = 0; trace.has(`${ATTENTION}head${head}.attention`); head++)
      heads.push(planHead(planner, head, concat));

  const weights = forward
    .filter(({ path, op }) => op === "parameter" && path.startsWith(ATTENTION) && path !== projected)
    .map(({ path }) => planner.place("weight", [path]))
    .sort((a, b) => rank(a.name) - rank(b.name));
  /** @type {Map<string, Place>} */
  const knots = new Map();
  for (const weight of weights) {
    const whole = trace
      .consumers(weight.shown)
      .find(({ path, op }) => op === "product" && !path.includes(".head"));
    if (whole) knots.set(weight.id, planner.place("knot", [whole.path], { kind: "knot" }));
  }

  /** @type {Place[]} */
  const sources = [];
  let input = null;
  if (trace.has("input")) {
    const parts = trace.node("input").inputs;
    planner.taken.add("input");
    for (const part of parts) {
      const nodes = planner.branch(part);
      // A table that holds for every example is repeated for each; what is learned is the table.
      const shown = nodes.find((path) => path === nameOf(path) && sameShape(trace, path, part)) ?? part;
      const all = parts.length === 1 ? [...nodes, "input"] : nodes;
      sources.push(planner.place("source", all, { shown }));
    }
    // What stands between the input and the heads, as a norm, belongs to what the heads read.
    const read = [...knots.values()].map(({ shown }) => trace.node(shown).inputs[0]);
    const between = [...new Set(read.flatMap((path) => planner.branch(path)))];
    if (parts.length > 1 || between.length) {
      const nodes = parts.length > 1 ? ["input", ...between] : between;
      input = planner.place("input", nodes, { shown: nodes.includes(read[0]) ? read[0] : "input" });
    }
  }

  const single = (/** @type {Slot} */ slot, /** @type {string | null} */ path) =>
    path ? planner.place(slot, [path]) : null;
  /** @type {Plan} */
  const plan = {
    tokens: trace.config.tokens,
    sources,
    input,
    weights,
    knots,
    heads,
    concat: single("concat", concat),
    projection: single("projection", projected),
    output: single("output", output),
    target: single("target", at("target")),
    loss: trace.has("loss") ? planner.place("loss", ["loss"], { kind: "number" }) : null,
    rest: null,
  };
  const left = forward.map(({ path }) => path).filter((path) => !planner.taken.has(path));
  if (left.length) {
    const shown =
      left.filter((path) => trace.node(path).shape[0] === planner.n).at(-1) ?? left[left.length - 1];
    plan.rest = planner.place("rest", left, { shown, id: "rest" });
  }
  return plan;
}

/** @param {string} name */
const rank = (name) => (WEIGHT_ORDER.includes(name) ? WEIGHT_ORDER.indexOf(name) : WEIGHT_ORDER.length);

/** @param {Trace} trace @param {string} a @param {string} b */
const sameShape = (trace, a, b) => String(trace.node(a).shape) === String(trace.node(b).shape);

/** The places of an open head, in reading order. @param {Head} head @returns {Place[]} */
export const placesOfHead = ({ query, key, spine, value, mix, sides }) => {
  const withSide = (/** @type {Place} */ place) => {
    const side = sides.get(place.id);
    return side ? [side, place] : [place];
  };
  return [...query, ...key, ...spine.flatMap(withSide), ...(value ? [value] : []), ...mix.flatMap(withSide)];
};

/**
 * Every place, in reading order: each forward node of the tape is in exactly one.
 * @param {Plan} plan @param {number[]} open the heads that are drawn; the others are cards
 * @returns {Place[]}
 */
export function placesOf(plan, open) {
  const { sources, input, weights, knots, heads, concat, projection, output, rest, target, loss } = plan;
  return [
    ...sources,
    input,
    ...weights.flatMap((weight) => [weight, knots.get(weight.id)]),
    ...heads.flatMap((head) => (open.includes(head.head) ? placesOfHead(head) : [head.closed])),
    concat,
    projection,
    output,
    rest,
    target,
    loss,
  ].filter((place) => place !== null && place !== undefined);
}

/** Up to so many heads stand side by side; of more, one is open. */
const MOST_OPEN = 2;

/** @param {Plan} plan @param {number} head the one that is chosen @param {number} [most] */
export function openHeads({ heads }, head, most = MOST_OPEN) {
  if (heads.length <= most) return heads.map((each) => each.head);
  return [Math.max(0, Math.min(head, heads.length - 1))];
}

/**
 * What reads what, from place to place.
 * @param {Place[]} places @param {Trace} trace
 * @returns {{from: Place, to: Place}[]}
 */
export function linksOf(places, trace) {
  /** @type {Map<string, Place>} */
  const placeOf = new Map(places.flatMap((place) => place.nodes.map((path) => [path, place])));
  /** @type {{from: Place, to: Place}[]} */
  const links = [];
  for (const to of places) {
    const inputs = to.nodes.flatMap((path) => trace.node(path).inputs);
    const from = new Set(inputs.map((path) => placeOf.get(path)));
    for (const place of from) if (place && place !== to) links.push({ from: place, to });
  }
  return links;
}
