// What learners are known to stumble over, at the steps where it comes up. Words are in web/i18n under
// why-<id>-q (the question) and why-<id>-a.

/** @type {Record<string, string[]>} by step */
export const WHYS = {
  tokens: ["embedding-scale"],
  position: ["rope", "embedding-scale"],
  encodings: ["rope"],
  weights: ["three", "initialiser"],
  keys: ["row-or-column"],
  values: ["value"],
  split: ["split"],
  scores: ["row-or-column"],
  scale: ["sqrt", "embedding-scale"],
  mask: ["masks"],
  softmax: ["maximum"],
  mix: ["value", "mixing"],
  concat: ["split"],
  output: ["w_o"],
  d_concat: ["transpose"],
  d_weights: ["sum"],
  d_input: ["sum"],
  update: ["correction"],
  train: ["without-positions", "held-out"],
  compare: ["one-run"],
};
