import { roleOf } from "../components/math.js";
import { ExampleTrace } from "../engine/example-trace.js";
import { EDITABLE } from "../state/schema.js";

// What a node is called on screen, and what its rows and columns stand for.

/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {import("../i18n/index.js").Translator} Translator */

const PARENT = /^(?:block\d+\.)?(?:attention\.)?/;
/** What the optimizer makes of a parameter, and its own numbers. */
const OPTIMIZER = /^(d?W_\w+|P|relative_\w+|optimizer)\.(.+)$/;

/** The name without where it lives: "scores", "W_Q", "m_hat". @param {string} path */
export function nameOf(path) {
  const local = path
    .split(".from.")[0]
    .replace(PARENT, "")
    .replace(/^head\d+\./, "");
  const made = OPTIMIZER.exec(local);
  if (!made) return local;
  return made[1] === "optimizer" && made[2] === "step" ? "t" : made[2];
}

/** Where it lives, in a word or two: "head 1", "W_Q". @param {string} path @param {Translator} t */
export function tagOf(path, t) {
  const [own, from] = path.split(".from.");
  if (from) return t("tag-from", { name: nameOf(from) });
  const head = /\.head(\d+)\./.exec(own);
  if (head) return t("tag-head", { head: head[1] });
  return OPTIMIZER.exec(own.replace(PARENT, ""))?.[1] ?? "";
}

/** The colour: that of the matrix it belongs to. @param {string} path */
export function ownerOf(path) {
  const local = path
    .split(".from.")[0]
    .replace(PARENT, "")
    .replace(/^head\d+\./, "");
  return OPTIMIZER.exec(local)?.[1] ?? local;
}

const SQUARE =
  /^d?(scores|scaled|masked|attention|attention_computed|position_bias|biased|relative_scores|scores_with_relative)$/;
/** The colour class of a node. @param {string} path */
export const roleOfPath = (path) => roleOf(ownerOf(path));

const WEIGHT = /^d?W_[QKVO]$/;

/**
 * The tokens, where rows or columns stand for them.
 * @param {string} path @param {Trace} trace
 * @returns {{rows: string[] | null, cols: string[] | null}}
 */
export function axesOf(path, trace) {
  const tokens = /** @type {string[]} */ (trace.config.tokens ?? []);
  const owner = ownerOf(path);
  const perToken =
    !WEIGHT.test(owner) &&
    trace.node(path).shape[0] === tokens.length &&
    !path.startsWith("optimizer") &&
    !path.includes("loss");
  return { rows: perToken ? tokens : null, cols: SQUARE.test(owner) ? tokens : null };
}

/** 0, 1, 2, … where rows or columns stand for no token. @param {number} count */
export const numbered = (count) => Array.from({ length: count }, (_, i) => String(i));

/** A token in quotation marks, or a plain number. @param {string[] | null} labels @param {number} index @param {Translator} t */
export const labelOf = (labels, index, t) => (labels ? t("quoted", { text: labels[index] }) : String(index));

/** Whether its values are attention weights, from 0 to 1. @param {string} path */
export const isAttention = (path) => /^attention(_computed)?$/.test(nameOf(path));

/** Whether a person may type into it. @param {string} path @param {Trace} trace */
export const isEditable = (path, trace) =>
  trace instanceof ExampleTrace ? trace.isEditable(path) : EDITABLE.test(path);

/** The row's token; of another example of the batch its number stands before the row. @param {string} path @param {number} row @param {string[] | null} rows @param {Trace} trace */
function rowName(path, row, rows, trace) {
  if (!(trace instanceof ExampleTrace)) return rows?.[row] ?? row;
  const place = trace.placeOf(path, row);
  return place.example === trace.example ? (rows?.[row] ?? row) : `#${place.example}:${place.row}`;
}

/** "Q[sat, 2]" @param {{path: string, row: number, col: number}} cell @param {Trace} trace */
export function cellName({ path, row, col }, trace) {
  const [rows, cols] = trace.node(path).shape;
  if (rows === 1 && cols === 1 && !axesOf(path, trace).rows) return nameOf(path);
  const axes = axesOf(path, trace);
  return `${nameOf(path)}[${rowName(path, row, axes.rows, trace)}, ${axes.cols?.[col] ?? col}]`;
}
