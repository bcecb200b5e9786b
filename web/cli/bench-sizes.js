// What is timed: here, natively and (written once more there) in tests/bench/pytorch_step.py.

/**
 * Three sizes of a transformer: what is trained and timed.
 * @type {Record<string, {batch: number, tokens: number, d_model: number, n_heads: number, n_blocks: number, vocabulary: number}>}
 */
export const SIZES = {
  S: { batch: 16, tokens: 8, d_model: 16, n_heads: 2, n_blocks: 1, vocabulary: 10 },
  M: { batch: 32, tokens: 16, d_model: 32, n_heads: 4, n_blocks: 2, vocabulary: 16 },
  L: { batch: 32, tokens: 32, d_model: 64, n_heads: 4, n_blocks: 2, vocabulary: 16 },
};

/** The training that is timed: pre-LN blocks, a last LayerNorm, ReLU, Adam. @param {typeof SIZES.S} size */
export function configOf({ batch, tokens, d_model, n_heads, n_blocks, vocabulary }) {
  return {
    task: { kind: "copy", length: tokens, vocabulary },
    model: {
      d_model,
      n_heads,
      n_blocks,
      feed_forward: 4 * d_model,
      activation: "relu",
      norm: "pre_layer_norm",
      positional: { kind: "learned" },
      mask: "none",
    },
    optimizer: { kind: "adam", learning_rate: 0.001 },
    batch,
    // Nothing is evaluated while it is timed.
    steps: 1_000_000,
    evaluate_every: 1_000_000,
  };
}
