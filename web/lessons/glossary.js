// The symbols and words of the course: what shape each has and where it is introduced. What each means is in
// web/i18n under term-<id>.

/**
 * @typedef {object} Term
 * @property {string} id
 * @property {string} [shape]   as a whole: of all heads, where there are several
 * @property {string} [perHead] of one head's part, or of what every head has for itself
 * @property {string} [step]    where the course introduces it
 * @property {boolean} [word]   a word, not a symbol: its name is in i18n under term-<id>-name
 */

/** @type {{id: string, terms: Term[]}[]} */
export const GLOSSARY = [
  {
    id: "sizes",
    terms: [
      { id: "n", step: "tokens" },
      { id: "d_model", step: "tokens" },
      { id: "n_heads", step: "split" },
      { id: "d_k", step: "queries" },
      { id: "d_v", step: "values" },
    ],
  },
  {
    id: "forward",
    terms: [
      { id: "X", shape: "n × d_model", step: "tokens" },
      { id: "P", shape: "n × d_model", step: "position" },
      { id: "input", shape: "n × d_model", step: "position" },
      { id: "W_Q", shape: "d_model × n_heads·d_k", perHead: "d_model × d_k", step: "weights" },
      { id: "W_K", shape: "d_model × n_heads·d_k", perHead: "d_model × d_k", step: "weights" },
      { id: "W_V", shape: "d_model × n_heads·d_v", perHead: "d_model × d_v", step: "weights" },
      { id: "Q", shape: "n × n_heads·d_k", perHead: "n × d_k", step: "queries" },
      { id: "K", shape: "n × n_heads·d_k", perHead: "n × d_k", step: "keys" },
      { id: "V", shape: "n × n_heads·d_v", perHead: "n × d_v", step: "values" },
      { id: "scores", perHead: "n × n", step: "scores" },
      { id: "scaled", perHead: "n × n", step: "scale" },
      { id: "masked", perHead: "n × n", step: "mask" },
      { id: "softmax", step: "softmax" },
      { id: "attention", perHead: "n × n", step: "softmax" },
      { id: "Z", perHead: "n × d_v", step: "mix" },
      { id: "ablated", perHead: "n × d_v", step: "concat" },
      { id: "concat", shape: "n × n_heads·d_v", step: "concat" },
      { id: "W_O", shape: "n_heads·d_v × d_model", step: "output" },
      { id: "output", shape: "n × d_model", step: "output" },
    ],
  },
  {
    id: "learning",
    terms: [
      { id: "target", shape: "n × d_model", step: "loss" },
      { id: "loss", step: "loss" },
      { id: "gradient", step: "d_output" },
      { id: "learning_rate", step: "update" },
      { id: "momentum", step: "update" },
      { id: "m", step: "update" },
      { id: "v", step: "update" },
      { id: "m_hat", step: "update" },
      { id: "v_hat", step: "update" },
      { id: "decayed", step: "update" },
      { id: "update", step: "update" },
      { id: "next", step: "update" },
    ],
  },
  {
    id: "training",
    terms: [
      { id: "W_E", shape: "symbols × d_model", step: "inside" },
      { id: "P_rows", shape: "n × d_model", step: "inside" },
      { id: "W_QK", shape: "d_model × d_model", step: "train" },
      { id: "W_U", shape: "d_model × symbols", step: "inside" },
      { id: "logits", shape: "n × symbols", step: "inside" },
      { id: "log_probabilities", shape: "n × symbols", step: "inside" },
      { id: "batch", word: true, step: "train" },
      { id: "epoch", word: true, step: "train" },
      { id: "held-out", word: true, step: "train" },
      { id: "accuracy", word: true, step: "train" },
      { id: "diverge", word: true, step: "train" },
    ],
  },
  {
    id: "words",
    terms: [
      { id: "token", word: true, step: "tokens" },
      { id: "embedding", word: true, step: "tokens" },
      { id: "query-key-value", word: true, step: "queries" },
      { id: "self-attention", word: true, step: "scores" },
      { id: "head", word: true, step: "split" },
      { id: "multi-head", word: true, step: "split" },
      { id: "concatenation", word: true, step: "concat" },
      { id: "mask", word: true, step: "mask" },
      { id: "temperature", word: true, step: "softmax" },
      { id: "saturated", word: true, step: "d_softmax" },
      { id: "entropy", word: true, step: "softmax" },
      { id: "initialiser", word: true, step: "weights" },
      { id: "seed", word: true, step: "weights" },
      { id: "ablation", word: true, step: "concat" },
      { id: "mean-squared-error", word: true, step: "loss" },
      { id: "cross-entropy", word: true, step: "inside" },
      { id: "backpropagation", word: true, step: "d_output" },
      { id: "chain-rule", word: true, step: "d_concat" },
      { id: "optimizer", word: true, step: "update" },
      { id: "residual", word: true, step: "inside" },
      { id: "transpose", word: true, step: "scores" },
    ],
  },
];

const TERMS = new Map(GLOSSARY.flatMap(({ terms }) => terms.map((term) => [term.id, term])));
const ALIASES = /** @type {Record<string, string>} */ ({ W: "W_Q", N: "n", seq_len: "n" });

/**
 * The entry of a symbol as it is written: "Kᵀ", "Q_0", "attention_ij" and "dQ" have one too.
 * @param {string} name @returns {Term | null}
 */
export function termOf(name) {
  const plain = name.replace(/ᵀ$/, "").replace(/_(\d+|i[jk])$/, "");
  const known = TERMS.get(ALIASES[plain] ?? plain);
  if (known) return known;
  const whole = /^d(.+)$/.exec(plain)?.[1];
  return whole && termOf(whole) ? (TERMS.get("gradient") ?? null) : null;
}
