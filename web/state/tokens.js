import { FieldError, MOST_TOKENS } from "./schema.js";

// A Han character is a token, a run of other letters and digits (with marks, apostrophes, hyphens) is one,
// and so is every other visible character as a reader sees it: an emoji with all its parts is one.
const TOKEN =
  /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}_])+(?:['’-](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}_])+)*|\p{RI}\p{RI}|\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F|\u20E3)*(?:\u200D\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F)*)*|[^\s\p{Cf}\p{Cc}\p{Z}]/gu;

const LONGEST = 2000;

/**
 * Cuts a sentence into tokens. Throws FieldError when there are none or too many to draw.
 * @param {string} sentence
 * @returns {string[]}
 */
export function tokenize(sentence) {
  if (sentence.length > LONGEST * 10)
    throw new FieldError("sentence", "too-many-tokens", { count: `> ${LONGEST}`, most: MOST_TOKENS });
  const tokens = sentence.normalize("NFC").match(TOKEN) ?? [];
  if (tokens.length === 0) throw new FieldError("sentence", "no-tokens", {});
  if (tokens.length > MOST_TOKENS)
    throw new FieldError("sentence", "too-many-tokens", { count: tokens.length, most: MOST_TOKENS });
  return tokens;
}
