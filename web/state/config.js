import { translate } from "../i18n/index.js";
import { learnedTokens, written } from "./learned.js";
import { FieldError, isAttentionPath } from "./schema.js";
import { tokenize } from "./tokens.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("./schema.js").Edit} Edit */

/** The trained model whose weights the lesson has, if it has any. @param {State} state @returns {import("../engine/learned.js").Learned | null} */
const learnedOf = ({ weights, learned }) => (weights === "learned" ? learned : null);

/** The sentence: an example in the learner's language, or of the trained model's, before one is typed. @param {State} state */
export function sentenceOf(state) {
  const [own] = learnedOf(state)?.sentences ?? [];
  return state.sentence || (own ? written(own) : translate(state.lang, "example-sentence"));
}

/** What a trained model gives in place of what would be drawn. @param {string[]} tokens @param {import("../engine/learned.js").Learned} learned */
const given = (tokens, { words, embeddings, parameters, positional }) => ({
  X: tokens.map((token) => embeddings[words.indexOf(token)]),
  parameters,
  positional,
});

/**
 * The engine's configuration for a state, with `learned` where its weights are. Throws FieldError for a sentence
 * without tokens, with too many, or with some that the weights never met.
 * @param {State} state
 */
export function engineConfig(state) {
  const learned = learnedOf(state);
  const tokens = learned ? learnedTokens(sentenceOf(state), learned) : tokenize(sentenceOf(state));
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
    scale: scaleOf(state),
    ...(Number(state.ablate) < state.n_heads ? { ablate: [Number(state.ablate)] } : {}),
    init: { kind: state.init },
    seed: state.seed,
    ...(learned ? given(tokens, learned) : {}),
    target: state.target,
    optimizer: { kind: state.optimizer, learning_rate: state.learning_rate },
    steps: state.steps,
    edits: state.edits
      .filter((/** @type {Edit} */ edit) => !isAttentionPath(edit.path) && fits(edit, state, tokens.length))
      .map((/** @type {Edit} */ { path, row, col, value }) => ({ node: path, row, col, value })),
  };
}

/** The factor before softmax: 1/√d_k, or none, over the temperature. @param {State} state */
function scaleOf({ scale, temperature, d_k }) {
  if (temperature === 1) return scale;
  return 1 / (temperature * (scale ? Math.sqrt(d_k) : 1));
}

/**
 * Weights of attention that were typed over: each head's whole matrix, computed but for these cells.
 * @param {State} state @param {import("../engine/trace.js").Trace} trace computed without them
 * @returns {Record<string, number[][]> | null} null when there are none
 */
export function attentionOverrides(state, trace) {
  const n = trace.config.tokens.length;
  /** @type {Record<string, number[][]>} */
  const overrides = {};
  for (const edit of state.edits) {
    if (!isAttentionPath(edit.path) || !fits(edit, state, n)) continue;
    overrides[edit.path] ??= trace.matrix(edit.path);
    overrides[edit.path][edit.row][edit.col] = edit.value;
  }
  return Object.keys(overrides).length ? overrides : null;
}

/**
 * Whether an edited cell is there at the present sizes. One that is not is kept: it counts again when its
 * matrix has grown back.
 * @param {Edit} edit @param {State} state @param {number} n
 */
export function fits({ path, row, col }, { d_model, n_heads, d_k, d_v }, n) {
  const name = path.split(".").at(-1);
  const head = Number(/head(\d+)/.exec(path)?.[1] ?? 0);
  if (isAttentionPath(path)) return head < n_heads && row < n && col < n;
  const [rows, cols] =
    name === "X"
      ? [n, d_model]
      : name === "W_O"
        ? [n_heads * d_v, d_model]
        : [d_model, n_heads * (name === "W_V" ? d_v : d_k)];
  return row < rows && col < cols;
}
