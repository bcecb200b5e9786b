import { FieldError } from "./schema.js";
import { tokenize } from "./tokens.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("./schema.js").Edit} Edit */

/** The sentence that stands there before a learner types one. */
const EXAMPLE = /** @type {Record<string, string>} */ ({ en: "the cat sat down", zh: "小猫坐下" });

/** @param {State} state */
export const sentenceOf = (state) => state.sentence || EXAMPLE[state.lang];

/**
 * The engine's configuration for a state. Throws FieldError for a sentence without tokens or with too many.
 * @param {State} state
 */
export function engineConfig(state) {
  const tokens = tokenize(sentenceOf(state));
  if (state.positional === "rope" && state.d_k % 2)
    throw new FieldError("positional", "rope-odd", { d_k: state.d_k });
  return {
    tokens,
    d_model: state.d_model,
    n_heads: state.n_heads,
    d_k: state.d_k,
    d_v: state.d_v,
    positional: { kind: state.positional },
    mask: state.mask,
    ...(state.mask === "padding" ? { lengths: [Math.min(state.length, tokens.length)] } : {}),
    scale: state.scale,
    ...(Number(state.ablate) < state.n_heads ? { ablate: [Number(state.ablate)] } : {}),
    init: { kind: state.init },
    seed: state.seed,
    target: state.target,
    optimizer: { kind: state.optimizer, learning_rate: state.learning_rate },
    steps: state.steps,
    edits: state.edits
      .filter((/** @type {Edit} */ edit) => fits(edit, state, tokens.length))
      .map((/** @type {Edit} */ { path, row, col, value }) => ({ node: path, row, col, value })),
  };
}

/**
 * Whether an edited cell is there at the present sizes. One that is not is kept: it counts again when its
 * matrix has grown back.
 * @param {Edit} edit @param {State} state @param {number} n
 */
function fits({ path, row, col }, { d_model, n_heads, d_k, d_v }, n) {
  const name = path.split(".").at(-1);
  const [rows, cols] =
    name === "X"
      ? [n, d_model]
      : name === "W_O"
        ? [n_heads * d_v, d_model]
        : [d_model, n_heads * (name === "W_V" ? d_v : d_k)];
  return row < rows && col < cols;
}
