// A configuration small enough for pencil and paper.

export const A = "block0.attention.";
export const H = `${A}head0.`;

/**
 * One head, no positions, every number given. With X the identity, Q, K and V are the weights themselves.
 * @param {string[]} words
 * @param {{X: number[][], W_Q?: number[][], W_K?: number[][], W_V?: number[][], W_O?: number[][],
 *   n_heads?: number, d_k?: number, d_v?: number} & Record<string, any>} given
 */
export function small(words, { X, W_Q, W_K, W_V, W_O, n_heads = 1, d_k = 2, d_v = 2, ...more }) {
  const weights = Object.entries({ W_Q, W_K, W_V, W_O }).filter(([, value]) => value !== undefined);
  return {
    tokens: words.slice(0, X.length),
    X,
    d_model: X[0].length,
    n_heads,
    d_k,
    d_v,
    positional: { kind: "none" },
    parameters: Object.fromEntries(weights.map(([name, value]) => [A + name, value])),
    ...more,
  };
}

/** Words with embeddings of their own, through one narrow head without positions. @param {string[]} tokens @param {number} d_model */
export const embedded = (tokens, d_model) => ({
  tokens,
  d_model,
  n_heads: 1,
  d_k: 2,
  d_v: 2,
  positional: { kind: "none" },
});

/** Which options hold. @param {boolean[]} list */
export const whichOf = (list) => list.flatMap((holds, i) => (holds ? [i] : []));

/** 0, 1, …, count − 1 @param {number} count */
export const upTo = (count) => Array.from({ length: count }, (_, i) => i);
