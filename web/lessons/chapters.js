// The course as data: each step names what it draws, what the player fills in, and which controls matter.
// Paths may hold {head} and {weight}, which stand for what the learner has chosen. Words are in web/i18n
// under step-<id>-title, -body and -try.

import { entropy, mean, variance } from "../engine/statistics.js";

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {string} formula        as a person writes it; see components/math.js. {hidden} stands for a word
 *                                   that is in web/i18n under formula-hidden, {weight} for the chosen matrix
 * @property {string} [turned]       the same where tokens are drawn as columns, if it is then another
 * @property {{field: string, choices: Record<string, string>}} [formulaBy]  other formulas for some choices of a
 *                                   field
 * @property {[string, string]} [formulaThrough]  or the engine's rule of a node with that of its last summand put in
 * @property {boolean} [rules]       over each matrix stands what it is and how it is made
 * @property {string[][]} scenes     each a list of paths: one is drawn as its operation (a product as by
 *                                   hand), several stand side by side
 * @property {string[]} [folded]      and one more, folded away. Words under step-<id>-folded
 * @property {boolean} [tabs]         one scene at a time, which the player then walks; `main` is the first
 * @property {{field: string, choices: Record<string, string[][]>, alone?: boolean}} [scenesBy]  other scenes for
 *                                   some choices of a field; the player then walks the first. `alone`: without
 *                                   the operation that makes it, which belongs to another step
 * @property {{field: string, value: string}} [offer]  what the step is about while the field is at its default:
 *                                   one large button sets it. Words under step-<id>-offer and -withdraw
 * @property {{of: string, as: "scores" | "shares" | "carried"}} [arcs]  over the matrices stands the sentence, with arcs
 *                                   for the rows of this node
 * @property {string} main           the node whose cells the player walks
 * @property {string[]} controls     fields of the state
 * @property {string[]} [panels]     what else is shown; see web/panels
 * @property {"head" | "weight"} [choose] what has to be chosen among
 * @property {string[]} [lead]        panels that stand before the matrices
 * @property {string[]} [after]       panels that are pictures of these matrices and stand right after them
 * @property {{name: string, of: (trace: Trace, head: string) => number[]}[]} [facts]  a few figures that say at a
 *                                   glance what the step did; words under fact-<name>
 * @property {"one" | "two"} [trains]  how many training runs there are; the matrices are then theirs
 * @property {"look" | "step"} [of]   which of a run's tapes: the held-out examples, or the whole step
 */

/** @typedef {{id: string, steps: Step[]}} Chapter */

/** @typedef {import("../engine/trace.js").Trace} Trace */

const A = "block0.attention.";
const H = "block0.attention.head{head}.";

/** What can be opened of a training step, from the tokens to the new weights. */
function insideScenes() {
  const block = "block{block}.";
  const attention = `${block}attention.`;
  const head = `${attention}head{head}.`;
  /** @type {Record<string, {formula: string, scenes: string[][]}>} */
  const scenes = {
    input: { formula: "input = X + P_rows", scenes: [["input"]] },
    queries: {
      formula: "Q = x · W_Q, K = x · W_K, V = x · W_V",
      scenes: [[`${attention}Q`], [`${attention}K`], [`${attention}V`]],
    },
    scores: {
      formula: "scores = Q · Kᵀ, scaled = scores / √d_k",
      scenes: [[`${head}scores`], [`${head}scaled`]],
    },
    attention: { formula: "attention = softmax(masked)", scenes: [[`${head}attention`]] },
    mix: { formula: "Z = attention · V", scenes: [[`${head}Z`]] },
    output: {
      formula: "output = concat · W_O",
      scenes: [[`${attention}output`], [`${block}after_attention`]],
    },
    logits: { formula: "logits = final_norm · W_U", scenes: [["logits"], ["log_probabilities"]] },
    d_logits: { formula: "dlogits = softmax(logits) − wanted", scenes: [["dlogits"]] },
    d_attention: {
      formula: "dattention = dZ · Vᵀ, dscores = dscaled / √d_k",
      scenes: [[`${head}dattention`], [`${head}dscaled`], [`${head}dscores`]],
    },
    d_weights: {
      formula: "dW_Q = xᵀ · dQ, dW_K = xᵀ · dK, dW_V = xᵀ · dV, dW_O = concatᵀ · doutput",
      scenes: [[`${attention}d{weight}`]],
    },
    update: {
      formula: "W → W.next",
      scenes: [[`${attention}{weight}`, `${attention}d{weight}`, `${attention}{weight}.*`]],
    },
  };
  const entries = Object.entries(scenes);
  return {
    scenesBy: {
      field: "train_scene",
      choices: Object.fromEntries(entries.map(([id, scene]) => [id, scene.scenes])),
    },
    formulaBy: {
      field: "train_scene",
      choices: Object.fromEntries(entries.map(([id, scene]) => [id, scene.formula])),
    },
  };
}

const LOSS = { name: "loss", of: (/** @type {Trace} */ trace) => [trace.value("loss", 0, 0)] };
/** A head that is off is easily forgotten where the loss is discussed. */
const ABLATED = { name: "ablated", of: (/** @type {Trace} */ { config }) => config.ablate ?? [] };

/** @type {Chapter[]} */
export const CHAPTERS = [
  {
    id: "tokens",
    steps: [
      {
        id: "tokens",
        formula: "X: n × d_model",
        turned: "Xᵀ: d_model × n",
        scenes: [["X"]],
        main: "X",
        controls: ["d_model"],
        panels: ["exercise"],
      },
    ],
  },
  {
    id: "positions",
    steps: [
      {
        id: "position",
        formula: "input = X + P",
        turned: "inputᵀ = Xᵀ + Pᵀ",
        scenes: [["input"]],
        main: "input",
        controls: ["positional", "d_model"],
        panels: ["exercise"],
      },
      {
        id: "waves",
        formula: "P[pos, 2i] = sin(pos / 10000^(2i/d_model)), P[pos, 2i+1] = cos(pos / 10000^(2i/d_model))",
        scenes: [],
        main: "input",
        controls: ["waves_n", "waves_d", "waves_pair", "waves_shift"],
        after: ["waves"],
        panels: ["exercise"],
      },
      {
        id: "encodings",
        formula: "{position} → input, Q · Kᵀ, scores",
        scenes: [["input"]],
        scenesBy: {
          field: "positional",
          choices: {
            shaw: [[`${H}scores_with_relative`], [`${H}relative_scores`]],
            t5: [[`${H}biased`]],
            alibi: [[`${H}biased`]],
            rope: [[`${H}Q_rotated`], [`${H}K_rotated`]],
          },
        },
        main: "input",
        controls: ["positional", "rows_steps", "n_heads", "d_k"],
        panels: ["learned_rows", "encodings"],
        choose: "head",
      },
    ],
  },
  {
    id: "qkv",
    steps: [
      {
        id: "weights",
        formula: "W_Q, W_K, W_V",
        turned: "W_Qᵀ, W_Kᵀ, W_Vᵀ",
        scenes: [[`${A}W_Q`, `${A}W_K`, `${A}W_V`]],
        main: `${A}W_Q`,
        controls: ["init", "seed", "d_k", "d_v"],
        lead: ["weights"],
      },
      {
        id: "queries",
        formula: "Q = input · W_Q",
        turned: "Qᵀ = W_Qᵀ · inputᵀ",
        scenes: [[`${A}Q`]],
        main: `${A}Q`,
        controls: ["d_k", "n_heads", "seed"],
        panels: ["exercise"],
      },
      {
        id: "keys",
        formula: "K = input · W_K",
        turned: "Kᵀ = W_Kᵀ · inputᵀ",
        scenes: [[`${A}K`]],
        main: `${A}K`,
        controls: ["d_k", "n_heads", "seed"],
      },
      {
        id: "values",
        formula: "V = input · W_V",
        turned: "Vᵀ = W_Vᵀ · inputᵀ",
        scenes: [[`${A}V`]],
        main: `${A}V`,
        controls: ["d_v", "n_heads", "seed"],
      },
      {
        id: "split",
        formula: "Q → Q_0 | Q_1 | …",
        turned: "Qᵀ → Q_0ᵀ, Q_1ᵀ, …",
        scenes: [[`${H}Q`], [`${H}K`], [`${H}V`]],
        main: `${H}Q`,
        controls: ["n_heads", "d_k", "d_v"],
        panels: ["exercise"],
        choose: "head",
      },
    ],
  },
  {
    id: "scores",
    steps: [
      {
        id: "scores",
        formula: "scores = Q · Kᵀ",
        turned: "scoresᵀ = K · Qᵀ",
        scenes: [[`${H}scores`]],
        arcs: { of: `${H}scores`, as: "scores" },
        main: `${H}scores`,
        controls: ["d_k", "seed"],
        panels: ["exercise"],
        choose: "head",
      },
      {
        id: "scale",
        formula: "scaled = scores / √d_k",
        turned: "scaledᵀ = scoresᵀ / √d_k",
        scenes: [[`${H}scaled`]],
        arcs: { of: `${H}scaled`, as: "scores" },
        main: `${H}scaled`,
        controls: ["scale", "d_k", "seed"],
        panels: ["scaling", "exercise"],
        choose: "head",
        facts: [
          {
            name: "spread",
            of: (trace, head) =>
              ["scores", "scaled"].map((name) => Math.sqrt(variance(trace.flat(`${head}.${name}`)))),
          },
        ],
      },
    ],
  },
  {
    id: "attention",
    steps: [
      {
        id: "mask",
        formula: "masked = scaled, {hidden} → −∞",
        turned: "maskedᵀ = scaledᵀ, {hidden} → −∞",
        scenes: [[`${H}masked`]],
        scenesBy: { field: "mask", choices: { none: [[`${H}scaled`]] }, alone: true },
        offer: { field: "mask", value: "causal" },
        arcs: { of: `${H}masked`, as: "scores" },
        main: `${H}masked`,
        controls: ["mask", "length"],
        panels: ["exercise"],
        choose: "head",
      },
      {
        id: "softmax",
        formula: "attention = softmax(masked)",
        turned: "attentionᵀ = softmax(maskedᵀ)",
        scenes: [[`${H}attention`]],
        arcs: { of: `${H}attention`, as: "shares" },
        main: `${H}attention`,
        controls: ["temperature", "scale", "mask"],
        after: ["softmax"],
        panels: ["exercise"],
        choose: "head",
        facts: [
          {
            name: "largest-weight",
            of: (trace, head) => [Math.max(...trace.flat(`${head}.attention`))],
          },
          { name: "entropy", of: (trace, head) => [mean(trace.matrix(`${head}.attention`).map(entropy))] },
        ],
      },
      {
        id: "mix",
        formula: "Z = attention · V",
        turned: "Zᵀ = Vᵀ · attentionᵀ",
        scenes: [[`${H}Z`]],
        arcs: { of: `${H}attention`, as: "carried" },
        main: `${H}Z`,
        controls: ["mask", "d_v"],
        panels: ["exercise"],
        choose: "head",
      },
    ],
  },
  {
    id: "heads",
    steps: [
      {
        id: "concat",
        formula: "concat = Z_0 | Z_1 | …",
        turned: "concatᵀ ← Z_0ᵀ, Z_1ᵀ, …",
        scenes: [[`${A}concat`]],
        main: `${A}concat`,
        controls: ["n_heads", "d_v"],
        after: ["head_maps"],
        panels: ["ablation", "exercise"],
      },
      {
        id: "output",
        formula: "output = concat · W_O",
        turned: "outputᵀ = W_Oᵀ · concatᵀ",
        scenes: [[`${A}output`]],
        main: `${A}output`,
        controls: ["n_heads", "seed"],
        panels: ["ablation", "exercise"],
      },
    ],
  },
  {
    id: "learning",
    steps: [
      {
        id: "loss",
        formula: "loss = mean((output − target)²)",
        scenes: [["loss"]],
        main: "loss",
        controls: ["target", "seed"],
        panels: ["exercise"],
        facts: [LOSS, ABLATED],
      },
      {
        id: "d_output",
        formula: "doutput = 2 · (output − target) / N",
        turned: "doutputᵀ = 2 · (outputᵀ − targetᵀ) / N",
        scenes: [[`${A}doutput`]],
        main: `${A}doutput`,
        controls: ["target"],
        panels: ["exercise"],
      },
      {
        id: "d_concat",
        formula: "dconcat = doutput · W_Oᵀ",
        turned: "dconcatᵀ = W_O · doutputᵀ",
        scenes: [[`${A}dconcat`]],
        main: `${A}dconcat`,
        controls: ["target"],
      },
      {
        id: "d_mix",
        formula: "dattention = dZ · Vᵀ, dV = attentionᵀ · dZ",
        turned: "dattentionᵀ = V · dZᵀ, dVᵀ = dZᵀ · attention",
        scenes: [[`${H}dattention`], [`${H}dV`]],
        tabs: true,
        main: `${H}dattention`,
        controls: ["mask"],
        choose: "head",
      },
      {
        id: "d_softmax",
        formula: "dmasked_ij = attention_ij · (dattention_ij − Σ_k attention_ik · dattention_ik)",
        scenes: [[`${H}dmasked`]],
        after: ["softmax_gradient"],
        main: `${H}dmasked`,
        controls: ["d_k", "scale", "mask"],
        choose: "head",
      },
      {
        id: "d_scores",
        formula: "dQ = dscores · K, dK = dscoresᵀ · Q",
        turned: "dQᵀ = Kᵀ · dscoresᵀ, dKᵀ = Qᵀ · dscores",
        scenes: [[`${H}dQ`], [`${H}dK`], [`${H}dscores`]],
        tabs: true,
        main: `${H}dQ`,
        controls: ["scale", "d_k"],
        choose: "head",
      },
      {
        id: "d_weights",
        formula: "dW_Q = inputᵀ · dQ",
        turned: "dW_Qᵀ = dQᵀ · input",
        scenes: [[`${A}d{weight}`]],
        main: `${A}d{weight}`,
        controls: ["target", "seed"],
        panels: ["gradient_check", "exercise"],
        choose: "weight",
      },
      {
        id: "d_input",
        formula: "dinput = dQ·W_Qᵀ + dK·W_Kᵀ + dV·W_Vᵀ",
        turned: "dinputᵀ = W_Q·dQᵀ + W_K·dKᵀ + W_V·dVᵀ",
        scenes: [["dinput"]],
        main: "dinput",
        controls: ["target"],
      },
      {
        id: "update",
        formula: "",
        formulaThrough: [`${A}{weight}.next`, `${A}{weight}.update`],
        rules: true,
        scenes: [[`${A}{weight}`, `${A}{weight}.next`]],
        folded: [`${A}{weight}`, `${A}d{weight}`, `${A}{weight}.*`],
        lead: ["weight_line"],
        main: `${A}{weight}.next`,
        controls: ["optimizer", "learning_rate", "steps"],
        panels: ["predicted_change", "optimizers", "exercise"],
        choose: "weight",
        facts: [{ name: "steps", of: ({ config }) => [config.steps] }, LOSS, ABLATED],
      },
    ],
  },
  {
    id: "training",
    steps: [
      {
        id: "train",
        formula: "",
        scenes: [["{node}"]],
        main: "{node}",
        controls: [],
        lead: ["training"],
        panels: ["trained"],
        trains: "one",
        of: "look",
      },
      {
        id: "inside",
        formula: "",
        scenes: [],
        ...insideScenes(),
        main: "input",
        controls: [],
        lead: ["inside"],
        trains: "one",
        of: "step",
      },
    ],
  },
  {
    id: "compare",
    steps: [
      {
        id: "compare",
        formula: "",
        scenes: [],
        main: "input",
        controls: [],
        lead: ["compare"],
        trains: "two",
      },
    ],
  },
];

/** The whole in one picture. It belongs to no chapter: all of them stand along it. @type {Step} */
export const MAP = { id: "map", formula: "", scenes: [], main: "input", controls: [] };

/** All steps of the chapters in order. */
export const STEPS = CHAPTERS.flatMap(({ steps }) => steps);
export const STEP_IDS = STEPS.map(({ id }) => id);

/** The way through the page, as the arrow keys go it. */
export const WAY = [MAP.id, ...STEP_IDS];

/** @param {string} id */
export const stepOf = (id) => (id === MAP.id ? MAP : (STEPS[STEP_IDS.indexOf(id)] ?? STEPS[0]));
