import { ExampleTrace, PADDING } from "./example-trace.js";

/**
 * What a lesson takes from a trained model of one block without a norm: plain data that can be posted.
 * @typedef {object} Learned
 * @property {string[]} words         the tokens that it knows
 * @property {number[][]} embeddings  a row for each of them
 * @property {Record<string, number[][]>} parameters  all that a lesson has as well, by path
 * @property {Record<string, any>} positional  complete: a table is as long as the training's longest example
 * @property {string[][]} sentences   held-out examples, in tokens
 * @property {number} steps
 * @property {number | null} accuracy on held-out examples, after the last step
 */

/** What a lesson has no place for: it begins at X and ends at the output of attention. */
const NOT_OF_A_LESSON = /^(un)?embedding\./;

/**
 * Trains a model to its end. The same configuration gives the same bits, so that a link need not carry the weights.
 * @param {import("./core.js").Core} core @param {Record<string, any>} config of a training
 * @returns {Learned}
 */
export function learn(core, config) {
  const training = core.train(config);
  try {
    training.step(training.config.steps);
    const { vocabulary, state } = training;
    const look = new ExampleTrace(training.look(), vocabulary, 0);
    const weights = look.nodes.filter(({ op }) => op === "parameter").map(({ path }) => path);
    return {
      words: vocabulary.inputs,
      embeddings: look.matrix("embedding.W_E"),
      parameters: Object.fromEntries(
        weights.filter((path) => !NOT_OF_A_LESSON.test(path)).map((path) => [path, look.matrix(path)]),
      ),
      positional: training.config.model.positional,
      sentences: Array.from({ length: look.batch }, (_, example) =>
        look.at(example).config.tokens.filter((/** @type {string} */ token) => token !== PADDING),
      ),
      steps: state.steps,
      accuracy: state.accuracy,
    };
  } finally {
    training.close();
  }
}
