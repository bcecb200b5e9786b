// Where somebody else's numbers part from the engine's.
import { QkvError } from "../engine/protocol.js";
import { shortestFloat, Trace } from "../engine/trace.js";
import { matrixOf, shown } from "./matrices.js";

/** @typedef {{path: string, row: number, col: number, want: number, got: number}} Difference */

/** What rounding in another order may do to 32-bit floats of the lab's sizes. */
const ATOL = 1e-5;
const RTOL = 1e-5;

/**
 * |got − want| ≤ atol + rtol · |want|, as in NumPy and PyTorch. What is not finite has to be the same.
 * @param {number} got @param {number} want @param {number} atol @param {number} rtol
 */
export const isClose = (got, want, atol, rtol) =>
  Object.is(got, want) ||
  got === want ||
  Math.abs(got - want) <= atol + rtol * (Number.isFinite(want) ? Math.abs(want) : 0);

/** @param {Record<string, unknown>} options */
export function tolerancesOf(options) {
  for (const name of ["atol", "rtol"]) {
    const value = options[name];
    if (value !== undefined && !(typeof value === "number" && value >= 0 && Number.isFinite(value)))
      throw new QkvError("range", `${name}: must be a number from 0 on, not ${shown(value)}`);
  }
  return /** @type {{atol?: number, rtol?: number}} */ (options);
}

/**
 * A node that somebody named; if there is none, the nodes of that last name are suggested.
 * @param {Trace} trace @param {unknown} path @param {string} field what it was given as
 */
export function nodeNamed(trace, path, field) {
  if (typeof path === "string" && trace.has(path)) return trace.node(path);
  const last = `.${String(path).split(".").at(-1)}`;
  const paths = trace.nodes.map((node) => node.path);
  const near = paths.filter((each) => `.${each}`.endsWith(last));
  throw new QkvError(
    "path",
    `${field}: there is no node ${shown(path)}; ${near.length ? `is it ${near.slice(0, 4).join(" or ")}?` : `there are ${paths.slice(0, 8).join(", ")}, …`}`,
  );
}

/** The student's matrices by path, of a whole trace or of a few. @param {Trace} trace @param {any} student */
function matricesOf(trace, student) {
  if (typeof student !== "object" || student === null || Array.isArray(student))
    throw new QkvError("config", `student: must be a trace, or matrices by path, not ${shown(student)}`);
  // A whole trace may hold more, the way back say.
  const known = (/** @type {{path: string}[]} */ nodes) => nodes.filter((node) => trace.has(node?.path));
  /** @type {[string, unknown][]} */
  const given =
    student instanceof Trace
      ? known(student.nodes).map(({ path }) => [path, student.matrix(path)])
      : Array.isArray(student.nodes)
        ? known(student.nodes).map((/** @type {any} */ { path, values }) => [path, values])
        : Object.entries(student);
  return new Map(
    given.map(([path, values]) => [path, matrixOf(path, values, nodeNamed(trace, path, "student").shape)]),
  );
}

/**
 * Where a student's numbers differ first: the wrong cells of each matrix that is wrong although nothing that it is
 * made from is; what only follows from a mistake is none of its own. In the order of computation, [] where all agree.
 * @param {Trace} trace
 * @param {Trace | object} student a trace, its JSON, or some of its matrices: {"block0.attention.Q": [[…], …], …}
 * @param {{atol?: number, rtol?: number}} [tolerance] |got − want| ≤ atol + rtol · |want|; 1e-5 each
 * @returns {Difference[]}
 */
export function compare(trace, student, tolerance = {}) {
  const { atol = ATOL, rtol = RTOL } = tolerancesOf(tolerance);
  const matrices = matricesOf(trace, student);
  /** Wrong, or made from what is. @type {Set<string>} */
  const spoiled = new Set();
  return trace.nodes.flatMap(({ path, inputs, shape }) => {
    const got = matrices.get(path);
    const follows = inputs.some((input) => spoiled.has(input));
    const differs = got
      ? [...trace.flat(path)].flatMap((want, i) =>
          isClose(got[i], want, atol, rtol)
            ? []
            : [
                {
                  path,
                  row: Math.floor(i / shape[1]),
                  col: i % shape[1],
                  want: shortestFloat(want),
                  got: got[i],
                },
              ],
        )
      : [];
    // A matrix that was handed in and is right ends the trail.
    if (differs.length || (follows && !got)) spoiled.add(path);
    return follows ? [] : differs;
  });
}
