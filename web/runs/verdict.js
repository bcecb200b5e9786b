// What a comparison came to, computed from the two runs.

/** @typedef {import("../engine/measures.js").AttentionMeasures} AttentionMeasures */

/**
 * @typedef {object} Outcome
 * @property {number} steps
 * @property {number} accuracy       on held-out examples, the newest
 * @property {number | null} reached  the first step at which the wanted accuracy was there
 * @property {number | null} longer  accuracy on longer sequences
 * @property {AttentionMeasures | null} first  at the first step
 * @property {AttentionMeasures | null} last
 * @property {{step: number, node: string} | null} diverged
 */

/**
 * @param {import("./run.js").Run} run @param {number} wanted accuracy @param {number | null} longer
 * @returns {Outcome}
 */
export const outcomeOf = (run, wanted, longer) => ({
  steps: run.steps,
  accuracy: run.accuracy ?? 0,
  reached: run.evaluations.find(({ accuracy }) => accuracy >= wanted)?.step ?? null,
  longer,
  first: run.measures[0] ?? null,
  last: run.measures.at(-1) ?? null,
  diverged: run.diverged,
});

/** Two numbers of steps nearer than this are called the same. */
const ABOUT = 1.4;
/** Two accuracies nearer than this are called the same. */
const CLOSE = 0.05;

/** @typedef {{key: string, args: Record<string, string | number>}} Sentence */

/**
 * The sentences of a verdict, as message names with their arguments; shares are numbers from 0 to 1.
 * @param {Outcome} a @param {Outcome} b
 * @returns {Sentence[]}
 */
export function verdictOf(a, b) {
  /** @type {Sentence[]} */
  const sentences = [];
  const say = (/** @type {string} */ key, args = {}) => sentences.push({ key: `verdict-${key}`, args });
  for (const [name, run] of /** @type {[string, Outcome][]} */ ([
    ["A", a],
    ["B", b],
  ]))
    if (run.diverged) say("diverged", { name, step: run.diverged.step });
  if (a.diverged || b.diverged) return sentences;
  if (a.reached !== null && b.reached !== null) {
    const [fast, slow, name, other] = a.reached <= b.reached ? [a, b, "A", "B"] : [b, a, "B", "A"];
    const apart = (slow.reached ?? 0) > ABOUT * (fast.reached ?? 0);
    say(apart ? "faster" : "same-speed", { name, other, fast: fast.reached ?? 0, slow: slow.reached ?? 0 });
  } else if (a.reached !== null || b.reached !== null) {
    const [good, poor, name, other] = a.reached !== null ? [a, b, "A", "B"] : [b, a, "B", "A"];
    say("only", { name, other, steps: good.reached ?? 0, accuracy: poor.accuracy, after: poor.steps });
  } else if (Math.abs(a.accuracy - b.accuracy) > CLOSE) {
    const [name, best, worst] = a.accuracy > b.accuracy ? ["A", a, b] : ["B", b, a];
    say("better", { name, best: best.accuracy, worst: worst.accuracy, steps: Math.min(a.steps, b.steps) });
  } else say("same", { a: a.accuracy, b: b.accuracy, steps: Math.min(a.steps, b.steps) });
  if (a.longer !== null && b.longer !== null)
    say(Math.abs(a.longer - b.longer) > CLOSE ? "longer" : "longer-same", { a: a.longer, b: b.longer });
  return sentences;
}
