import { ribbonsInto } from "../map/curves.js";
import { answersTo } from "./map-shown.js";
import { roleOf } from "./math.js";

// Threads and ribbons as they are drawn at the moment: which are strong, which step back.

/** @typedef {import("./map-lines.js").Line} Line */
/** @typedef {import("./map-shown.js").Look} Look */

/**
 * @param {ReturnType<typeof import("../map/curves.js").allThreads>} all @param {Look} look
 * @returns {Line[]}
 */
export function threadLines(all, { trace, plan, token, mode }) {
  /** @type {Line[]} */
  const drawn = [];
  for (const { id, from, to, paths, of } of all) {
    const role = roleOf(from.name) || "x";
    const look = `map-thread ${role === "a" && from.name !== "attention" ? "x" : role}`;
    if (token === null || of === "one" || paths.length === 1) {
      drawn.push({
        key: id,
        d: paths.join(""),
        look,
        opacity: of === "one" ? 0.35 : token === null ? 0.5 : 0.9,
        width: 1.1,
      });
      continue;
    }
    const shares = of === "key" ? answersTo({ trace, plan, token }, to.head ?? from.head) : null;
    if (shares) drawn.push(...byShare(id, paths, look, shares));
    else {
      drawn.push({
        key: id,
        d: paths.filter((_, i) => i !== token).join(""),
        look,
        opacity: 0.16,
        width: 1,
      });
      const tip = look.split(" ")[1];
      drawn.push({
        key: `${id}#lit`,
        d: paths[token],
        look,
        opacity: 0.95,
        width: 2.1,
        arrow: `${mode === "back" ? "<" : ""}map-arrow-${tip}`,
      });
    }
  }
  return drawn;
}

/** @param {import("../map/boxes.js").Layout} layout @param {Look} look @returns {Line[]} */
export function ribbonLines(layout, { trace, plan, token, mode }) {
  const n = plan.tokens.length;
  /** @type {Line[]} */
  const drawn = [];
  for (const open of layout.open) {
    const { spine, value, mix } = plan.heads[open] ?? {};
    const last = spine?.[spine.length - 1];
    const ends = { value: layout.byId.get(value?.id ?? ""), mixed: layout.byId.get(mix?.[0]?.id ?? "") };
    const path = mode === "back" ? last?.gradient : last?.shown;
    if (!path || !ends.value || !ends.mixed) continue;
    const flat = trace.flat(path);
    const largest = mode === "back" ? flat.reduce((most, x) => Math.max(most, Math.abs(x)), 0) : 0;
    if (mode === "back" && largest === 0) continue;
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => i !== token);
    if (token !== null) rows.push(token);
    for (const row of rows) {
      const made = ribbonsInto(
        { value: ends.value, mixed: ends.mixed },
        flat.subarray(row * n, (row + 1) * n),
        row,
        largest,
      );
      const opacity = token === null ? 0.42 : row === token ? 0.88 : 0.1;
      for (const [sign, look] of /** @type {const} */ ([
        ["plus", mode === "back" ? "pos" : "att"],
        ["minus", "neg"],
      ]))
        if (made[sign])
          drawn.push({ key: `${open}-${row}-${sign}`, d: made[sign], look: `map-ribbon ${look}`, opacity });
    }
  }
  return drawn;
}

/** In how many widths the threads of keys and values are drawn. */
const WIDTHS = 6;

/** Threads as strong as the shares of what they belong to. @param {string} id @param {string[]} paths @param {string} look @param {ArrayLike<number>} shares @returns {Line[]} */
function byShare(id, paths, look, shares) {
  const groups = Array.from({ length: WIDTHS + 1 }, () => "");
  paths.forEach((d, key) => {
    groups[Math.round(Math.min(1, shares[key]) * WIDTHS)] += d;
  });
  return groups.map((d, i) => ({
    key: `${id}#${i}`,
    d,
    look,
    opacity: 0.16 + (0.8 * i) / WIDTHS,
    width: 0.9 + (3.4 * i) / WIDTHS,
  }));
}
