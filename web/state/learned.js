import { TRAINING } from "#schema";
import { FieldError, MOST_TOKENS } from "./schema.js";

// The weights that a lesson can take from a trained model: which training gives them, and which sentences it knows.

/** @typedef {Record<string, any>} State */
/** @typedef {import("../engine/learned.js").Learned} Learned */

const TASK = "sentences";

/** The languages that there are sentences in, that of the page first. @param {string} lang @returns {string[]} */
export function languagesOf(lang) {
  const { choices = [] } = TRAINING.task[TASK].fields.find(({ name }) => name === "language") ?? {};
  return [...choices].sort((a, b) => Number(b === lang) - Number(a === lang));
}

/**
 * Which training gives a lesson its learned weights: of the lesson's own shape and positions, so that whatever is
 * changed is learned again. It begins with narrow weights, as GPT-2 does: attention is then even, and becomes sharper
 * than from Xavier's. At the lesson's first widths all answers are right after 150 steps in English and 310 in Chinese.
 * @param {State} state @param {string} language
 */
export function learnedConfig(state, language) {
  const { d_model, n_heads, d_k, d_v, positional, mask, scale, seed } = state;
  if (positional === "rope" && d_k % 2) throw new FieldError("positional", "rope-odd", { d_k });
  return {
    task: { kind: TASK, language },
    model: {
      ...{ d_model, n_heads, d_k, d_v },
      ...{ n_blocks: 1, feed_forward: 0, norm: "none", scale },
      mask: mask === "causal" ? mask : "none",
      positional: { kind: positional },
      init: { kind: "normal" },
    },
    optimizer: { kind: "adam", learning_rate: 0.01 },
    ...{ batch: 32, steps: 400, seed, evaluate_every: 10 },
  };
}

/** A sentence as it is written: Chinese words stand without spaces. @param {string[]} tokens */
export const written = (tokens) =>
  tokens.join(tokens.some((token) => /\p{Script=Han}/u.test(token)) ? "" : " ");

/**
 * Cuts a sentence into words that a model knows, the longest that fits first.
 * @param {string} sentence @param {string[]} words
 * @returns {{tokens: string[], unknown: string | null}} `unknown`: where it could not go on
 */
export function cutIntoWords(sentence, words) {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  /** @type {string[]} */
  const tokens = [];
  let rest = sentence.normalize("NFC").trim();
  while (rest) {
    const word = longestFirst.find((each) => rest.startsWith(each));
    if (!word) return { tokens, unknown: /^[\p{L}\p{N}\p{M}]+|^./u.exec(rest)?.[0] ?? rest };
    tokens.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return { tokens, unknown: null };
}

/** Whether a model has read every word of a sentence; of none at all it takes one of its own. @param {Learned} learned @param {string} sentence */
const knows = ({ words }, sentence) => cutIntoWords(sentence, words).unknown === null;

/**
 * The model whose weights a state asks for: one that has learned the page's language, or the language that the sentence
 * is written in, so that whoever changes the page's language keeps sentence and numbers. Null for random weights.
 * @param {State} state @param {(config: object) => Promise<Learned>} learn
 */
export async function learnedFor(state, learn) {
  if (state.weights !== "learned") return null;
  const languages = languagesOf(state.lang);
  for (const language of languages) {
    const learned = await learn(learnedConfig(state, language));
    if (knows(learned, state.sentence)) return learned;
  }
  return learn(learnedConfig(state, languages[0]));
}

/**
 * The tokens of a sentence for a trained model. Throws FieldError naming a word that it never read, with sentences
 * that it did.
 * @param {string} sentence @param {Learned} learned
 */
export function learnedTokens(sentence, { words, sentences }) {
  const { tokens, unknown } = cutIntoWords(sentence, words);
  if (unknown !== null)
    throw new FieldError("sentence", "not-learned", {
      word: unknown.slice(0, 24),
      asked: sentence,
      known: sentences.map(written).join("\n"),
    });
  if (tokens.length === 0) throw new FieldError("sentence", "no-tokens", {});
  if (tokens.length > MOST_TOKENS)
    throw new FieldError("sentence", "too-many-tokens", { count: tokens.length, most: MOST_TOKENS });
  return tokens;
}
