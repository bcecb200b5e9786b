import { h } from "../components/dom.js";
import { math, prose } from "../components/math.js";
import { hasMessage } from "../i18n/index.js";
import { CHAPTERS, STEP_IDS, stepOf } from "../lessons/chapters.js";
import { resolvePath, scenesOf } from "../lessons/paths.js";
import { createFolds } from "./folds.js";
import { nameOf } from "./labels.js";
import { ruleThrough } from "./rules.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("../i18n/index.js").Translator} Translator */

/**
 * What a step says: its title and formula over the pictures, the text beside or below them with its questions, and at
 * the end what to try and where to go on.
 * @param {Translator} t @param {() => void} goOn
 */
export function createStepWords(t, goOn) {
  const eyebrow = h("p", { class: "eyebrow" });
  const title = h("h1", { tabIndex: -1 });
  const body = h("p", { class: "lead" });
  const formulaLine = h("p", { class: "step-formula" });
  const notes = h("div", { class: "step-notes" });
  const folds = createFolds(t);
  const tryIt = h("p", { class: "try" });
  const next = h("button", { type: "button", class: "next", onclick: goOn });
  let spoken = "";

  return {
    title,
    body,
    head: [eyebrow, title],
    formula: formulaLine,
    below: [notes, folds.element],
    tryIt,
    next,
    /** @param {State} state */
    update(state) {
      const { step: id, lang } = state;
      const formula = formulaOf(state, t);
      const noted = notesOf(state, t);
      const key = [id, lang, state.weights, formula, ...noted].join();
      /** A part of what the step says, in words of its own where the weights are learned. @param {string} part */
      const words = (part) => {
        const own = `step-${id}-${part}-${state.weights}`;
        return prose(t(hasMessage(lang, own) ? own : `step-${id}-${part}`));
      };
      if (key === spoken) return;
      spoken = key;
      const step = stepOf(id);
      const chapter = CHAPTERS.findIndex((each) => each.steps.includes(step));
      const name = t(`chapter-${CHAPTERS[chapter].id}`);
      eyebrow.replaceChildren(prose(t("eyebrow", { number: chapter + 1, chapter: name })));
      title.replaceChildren(words("title"));
      body.replaceChildren(words("body"));
      formulaLine.hidden = formula === "";
      formulaLine.replaceChildren(math(formula));
      notes.replaceChildren(...noted.map((text) => h("p", { class: "note" }, prose(text))));
      tryIt.replaceChildren(h("strong", {}, t("try-it")), t("space"), words("try"));
      const index = STEP_IDS.indexOf(step.id);
      next.hidden = index === STEP_IDS.length - 1;
      if (!next.hidden)
        next.replaceChildren(
          h("span", {}, t("next-step")),
          t("space"),
          prose(t(`step-${STEP_IDS[index + 1]}-title`)),
        );
      folds.update(state);
    },
  };
}

/**
 * The step's formula for what was chosen: the matrix, the way round, and without a mask where there is none.
 * @param {State} state @param {Translator} t
 */
function formulaOf(state, t) {
  const { step, weight, trace, convention } = state;
  const { formula, turned = formula, formulaBy, formulaThrough, choose } = stepOf(step);
  if (formulaThrough) {
    const [node, input] = formulaThrough.map((path) => resolvePath(path, state, trace));
    return trace.has(node) ? ruleThrough(trace.node(node), trace.node(input), trace) : "";
  }
  const chosen = formulaBy?.choices[state[formulaBy.field]];
  const written = chosen ?? (convention === "columns" ? turned : formula);
  const spelled = written.replace(/\{(\w+)\}/, (_, word) =>
    word === "weight" ? weight : t(`formula-${word}`),
  );
  if (chosen !== undefined) return spelled;
  const before = nameOf(resolvePath("block0.attention.head0.masked", state, trace));
  const masked = step === "mask" ? spelled : spelled.replace("masked", before);
  if (choose !== "weight") return masked;
  const [input, dOut] = weight === "W_O" ? ["concat", "doutput"] : ["input", `d${weight.slice(2)}`];
  return masked.replaceAll("W_Q", weight).replace("dQ", dOut).replace("input", input);
}

/** What has to be known to read the formula and the pictures. @param {State} state @param {Translator} t @returns {string[]} */
function notesOf(state, t) {
  const notes = [];
  const { kind, betas, eps, weight_decay } = state.trace.config.optimizer ?? {};
  // An optimizer whose constants no words explain is shown without them.
  if (state.step === "update" && betas && hasMessage(state.lang, `constants-${kind}`))
    notes.push(
      t(`constants-${kind}`, {
        beta1: String(betas[0]),
        beta2: String(betas[1]),
        power: String(Math.round(Math.log10(eps))).replace("-", "−"),
        decay: String(weight_decay),
        t: state.steps + 1,
      }),
    );
  // What they were trained for is another question than the one that is asked here.
  if (state.weights === "learned" && ["loss", "update"].includes(state.step))
    notes.push(t("note-learned-loss"));
  if (state.convention === "columns" && scenesOf(state).length > 0) notes.push(t("reading-columns"));
  return notes;
}
