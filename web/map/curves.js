import { bandOf, bottom, centre, middle, port, right } from "./boxes.js";

// Threads and ribbons as paths: text for an SVG, made without one.

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Layout} Layout */
/** @typedef {import("./plan.js").Place} Place */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {{x: number, y: number}} Point */

const round = (/** @type {number} */ x) => Math.round(x * 10) / 10;
/** @param {...number} numbers */
const at = (...numbers) => numbers.map(round).join(" ");

/** From left to right, or back. @param {Point} a @param {Point} b */
const across = (a, b) => {
  const mid = (a.x + b.x) / 2;
  return `M${at(a.x, a.y)}C${at(mid, a.y, mid, b.y, b.x, b.y)}`;
};
/** @param {Point} a @param {Point} b */
const down = (a, b) => {
  const mid = (a.y + b.y) / 2;
  return `M${at(a.x, a.y)}C${at(a.x, mid, b.x, mid, b.x, b.y)}`;
};

/** Up, along over what lies between, and down to the matrix. @param {Point} a @param {Point} b @param {number} laneX @param {number} y */
function over(a, b, laneX, y) {
  const mid = (a.x + laneX) / 2;
  const back = Math.max(laneX, b.x - 64);
  const bend = (back + b.x) / 2;
  return `M${at(a.x, a.y)}C${at(mid, a.y, mid, y, laneX, y)}H${round(back)}C${at(bend + 10, y, bend - 6, b.y, b.x, b.y)}`;
}

/** Down along the right margin, and back to the matrix. @param {Point} a @param {Point} b @param {number} x @param {number} y */
function around(a, b, x, y) {
  const turn = Math.min(a.y + 60, y);
  return `M${at(a.x, a.y)}C${at(a.x, a.y + 40, x, a.y + 20, x, turn)}V${round(b.y - 30)}C${at(x, b.y - 6, x, b.y, b.x, b.y)}`;
}

/**
 * What is drawn of one link.
 * @typedef {object} Threads
 * @property {string} id
 * @property {Place} from
 * @property {Place} to
 * @property {string[]} paths
 * @property {"token" | "key" | "one"} of  what a path belongs to: the asking token, the one that answers, or all
 */

/** What a link between places looks like: a thread for each token where both have tokens. @param {{from: Place, to: Place}} link @param {Layout} layout @param {Plan} plan @returns {Threads | null} */
function threadsOf({ from, to }, layout, plan) {
  const count = plan.tokens.length;
  const a = layout.byId.get(from.id);
  // What reads a product's left factor runs to the weight that it meets there.
  const weight = to.slot === "knot" && from.slot !== "weight" ? weightOf(to, plan) : null;
  const b = layout.byId.get((weight ?? to).id);
  if (!a || !b || (from.slot === "value" && to.slot === "mix")) return null;
  const make = (/** @type {Threads["of"]} */ of, /** @type {string[]} */ paths) => ({
    id: `${from.id}>${(weight ?? to).id}`,
    from,
    to: weight ?? to,
    paths,
    of,
  });
  const all = (/** @type {(token: number) => string} */ path) =>
    Array.from({ length: count }, (_, i) => path(i));

  if (from.kind === "head" || to.kind === "head") return cards(a, b, layout, make);
  if (from.slot === "weight" && to.slot === "knot")
    return make("one", [across({ x: right(a) + 4, y: middle(b) }, { x: b.x - 2, y: middle(b) })]);
  // What goes past the heads into the deck at the end is one thread.
  const past = to.slot === "rest" && from.slot !== "output";
  const tokens = from.rowTokens && (to.rowTokens || weight) && !past;
  const keys = from.slot === "key" || from.slot === "value" || to.slot === "key" || to.slot === "value";
  const of = !tokens ? "one" : keys ? "key" : "token";
  const overlaps = a.x < right(b) && b.x < right(a);

  const lane = to.slot === "value" && layout.lanes.get(to.id);
  if (lane && tokens) {
    const step = Math.min(4.2, 16 / count);
    return make(
      of,
      all((i) =>
        layout.kind === "wide"
          ? over(port(a, "right", i, count), port(b, "left", i, count), lane.x, lane.y + i * step)
          : around(
              port(a, "bottom", i, count),
              port(b, "right", i, count),
              lane.x - i * Math.min(3, 12 / count),
              lane.y,
            ),
      ),
    );
  }
  if (overlaps && bottom(a) < b.y) {
    // A column above meets the row: straight down.
    const columns = to.slot === "output" && !tokens ? b.cols : 1;
    if (!tokens)
      return make(
        "one",
        Array.from({ length: columns }, (_, i) => {
          const x = b.x + ((i + 0.5) * b.w) / columns;
          return `M${at(x, bottom(a) + 4)}V${round(b.y - 4)}`;
        }),
      );
    return make(
      of,
      all((i) => down(port(a, "bottom", i, count), port(b, "top", i, count))),
    );
  }
  if (right(a) < b.x && !(layout.kind === "snake" && bottom(a) + 30 < b.y)) {
    if (!tokens)
      return make("one", [across({ x: right(a) + 4, y: middle(a) }, { x: b.x - 4, y: middle(b) })]);
    return make(
      of,
      all((i) => across(port(a, "right", i, count), port(b, "left", i, count))),
    );
  }
  if (bottom(a) < b.y) {
    if (!tokens) return make("one", [down({ x: centre(a), y: bottom(a) + 4 }, { x: centre(b), y: b.y - 4 })]);
    return make(
      of,
      all((i) => down(port(a, "bottom", i, count), port(b, "top", i, count))),
    );
  }
  return make("one", [across({ x: right(a) + 4, y: middle(a) }, { x: b.x - 4, y: middle(b) })]);
}

/** @param {Place} knot @param {Plan} plan */
const weightOf = (knot, plan) => plan.weights.find(({ id }) => plan.knots.get(id) === knot) ?? null;

/** Closed heads share their threads: one from each matrix to the row of cards, one from it to concat. @param {Box} a @param {Box} b @param {Layout} layout @param {(of: "one", paths: string[]) => Threads} make */
function cards(a, b, layout, make) {
  if (layout.kind === "snake") return null;
  const first = layout.tabs[0];
  const last = layout.tabs[layout.tabs.length - 1];
  const y = first.y + first.h / 2;
  const entering = b.place.kind === "head";
  const path = entering
    ? across({ x: right(a) + 4, y: middle(a) }, { x: first.x - 6, y })
    : across({ x: last.x + last.w + 6, y }, { x: b.x - 4, y: middle(b) });
  return { ...make("one", [path]), id: entering ? `${a.place.id}>heads` : `heads>${b.place.id}` };
}

/** All threads of a layout. @param {{from: Place, to: Place}[]} links @param {Layout} layout @param {Plan} plan */
export function allThreads(links, layout, plan) {
  /** @type {Map<string, Threads>} */
  const found = new Map();
  for (const link of links) {
    const threads = threadsOf(link, layout, plan);
    if (threads) found.set(threads.id, threads);
  }
  return [...found.values()];
}

/** A band that leaves to the right and falls in from above. @param {Point} a @param {Point} b @param {number} w */
function bend(a, b, w) {
  const t = w / 2;
  const mid = a.x + (b.x - a.x) * 0.6;
  const high = b.y - (b.y - a.y) * 0.55;
  return `M${at(a.x, a.y - t)}C${at(mid, a.y - t, b.x + t, high - t, b.x + t, b.y)}H${round(b.x - t)}C${at(b.x - t, high + t, mid, a.y + t, a.x, a.y + t)}Z`;
}

/** A band of even thickness. @param {Point} a @param {Point} b @param {number} w @param {boolean} falls from top to bottom */
function band(a, b, w, falls) {
  const t = w / 2;
  if (falls) {
    const mid = (a.y + b.y) / 2;
    return `M${at(a.x - t, a.y)}C${at(a.x - t, mid, b.x - t, mid, b.x - t, b.y)}H${round(b.x + t)}C${at(b.x + t, mid, a.x + t, mid, a.x + t, a.y)}Z`;
  }
  const mid = a.x + (b.x - a.x) * 0.52;
  return `M${at(a.x, a.y - t)}C${at(mid, a.y - t, mid, b.y - t, b.x, b.y - t)}V${round(b.y + t)}C${at(mid, b.y + t, mid, a.y + t, a.x, a.y + t)}Z`;
}

/** Ribbons thinner than this travel together. */
const THINNEST = 0.6;
/** A gradient's ribbon is left out where it would be thinner than this. */
const FAINTEST = 0.5;

/**
 * The ribbons from V into one row of Z, by sign. Shares fill the row exactly; gradients, which add up to nothing in
 * particular, are as wide as they are against the largest.
 * @param {{value: Box, mixed: Box}} ends @param {ArrayLike<number>} row  attention of one token, or its gradient
 * @param {number} token @param {number} largest  0 for shares
 * @returns {{plus: string, minus: string}}
 */
export function ribbonsInto({ value, mixed }, row, token, largest) {
  const falls = value.turned;
  const back = value.x > mixed.x;
  // Where tokens are columns and Z stands beside V, ribbons leave at the side.
  const aside = falls && right(value) < mixed.x;
  const draw = (/** @type {Point} */ a, /** @type {Point} */ b, /** @type {number} */ w) =>
    aside ? bend(a, b, w) : band(a, b, w, falls);
  const into = bandOf(mixed, token);
  const pitch = falls ? into.w : into.h;
  const room = pitch - (pitch > 8 ? 1.5 : 0);
  const start = falls ? into.x : into.y;
  const begin = (/** @type {number} */ key) => {
    const from = bandOf(value, key);
    if (aside) return port(value, "right", key, row.length);
    if (falls) return { x: from.x + from.w / 2, y: bottom(value) + 4 };
    return { x: back ? value.x - 4 : right(value) + 4, y: from.y + from.h / 2 };
  };
  const finish = (/** @type {number} */ along) =>
    falls
      ? { x: start + along, y: mixed.y - 4 }
      : { x: back ? right(mixed) + 4 : mixed.x - 4, y: start + along };
  const result = { plus: "", minus: "" };
  if (largest > 0) {
    for (let key = 0; key < row.length; key++) {
      const w = (Math.abs(row[key]) / largest) * Math.min(room, 13);
      if (w < FAINTEST) continue;
      result[row[key] < 0 ? "minus" : "plus"] += draw(
        begin(key),
        finish(((key + 0.5) * room) / row.length),
        w,
      );
    }
    return result;
  }
  // Thin neighbours are gathered into one ribbon that begins between them.
  let [done, gathered, weighted] = [0, 0, 0];
  for (let key = 0; key < row.length; key++) {
    const share = row[key] * room;
    if (!(share > 0)) continue;
    gathered += share;
    weighted += share * key;
    if (gathered < THINNEST && key < row.length - 1) continue;
    const mean = weighted / gathered;
    const [low, high] = [begin(Math.floor(mean)), begin(Math.ceil(mean))];
    const part = mean - Math.floor(mean);
    const from = { x: low.x + (high.x - low.x) * part, y: low.y + (high.y - low.y) * part };
    result.plus += draw(from, finish(done + gathered / 2), gathered);
    done += gathered;
    gathered = weighted = 0;
  }
  if (gathered > 0.05)
    result.plus += draw(begin(Math.round(weighted / gathered)), finish(done + gathered / 2), gathered);
  return result;
}
