import { h, setText } from "../components/dom.js";
import { figureTable } from "../components/figures.js";
import { numberElement } from "../components/formula.js";
import { prose } from "../components/math.js";
import { percent } from "../components/number.js";
import { PRESETS, presetFields, presetOf } from "../runs/presets.js";
import { outcomeOf, verdictOf } from "../runs/verdict.js";
import { fieldName, valueName } from "../views/controls.js";
import { createCurves } from "./curves.js";
import { createDifference, otherOf } from "./difference.js";
import { createExamples } from "./examples.js";
import { createSetup } from "./setup.js";
import { createTrouble } from "./trouble.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {import("../engine/measures.js").AttentionMeasures} AttentionMeasures */

const NAMES = ["A", "B"];
/** What of a verdict's arguments is a share, from 0 to 1. */
const SHARES = new Set(["accuracy", "best", "worst", "a", "b"]);

/**
 * Two runs with the same seed and data and one difference.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createCompare(context) {
  const { room, store, actions, t } = context;
  const presets = h("ul", { class: "presets" });
  const question = h("p", { class: "lead" });
  const difference = createDifference(context);
  const same = h("details", { class: "more-settings same" });
  const sameSummary = h("summary");
  const setup = createSetup(context);
  same.append(sameSummary, h("div", { class: "setup" }, setup.question, setup.settings));
  const troubles = NAMES.map((_, i) => createTrouble(context, i));
  const verdict = h("section", { class: "verdict", role: "status" });
  const curves = createCurves(context);
  const measures = h("section", { class: "measures" });
  const sides = NAMES.map((name, i) => {
    const heading = h("h2");
    const examples = createExamples(context, i);
    const standing = h("p", { class: "standing" });
    return {
      name,
      heading,
      standing,
      examples,
      element: h("div", { class: `side side-${name}` }, heading, standing, examples.element),
    };
  });
  const element = h(
    "section",
    { class: "panel compare" },
    presets,
    question,
    h("div", { class: "sides" }, ...sides.map((side) => side.element)),
    ...troubles.map((trouble) => trouble.element),
    verdict,
    curves.element,
    difference.element,
    same,
    measures,
  );
  /** @type {{key: string, lengths: (number | null)[]}} */
  let longer = { key: "", lengths: [null, null] };
  let shownPresets = "";
  let shownVerdict = "";
  let shownMeasures = "";
  let asked = "";

  /** @param {State} state */
  function showPresets(state) {
    const chosen = presetOf(state);
    const key = [state.lang, chosen].join();
    if (key === shownPresets) return;
    const root = /** @type {ShadowRoot | Document} */ (element.getRootNode());
    const focused = root.activeElement instanceof HTMLElement ? root.activeElement.dataset.preset : undefined;
    shownPresets = key;
    presets.setAttribute("aria-label", t("compare-presets"));
    presets.replaceChildren(
      ...Object.keys(PRESETS).map((id) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "choice preset",
              "data-preset": id,
              "aria-pressed": String(id === chosen),
              onclick: () => actions.set(presetFields(id)),
            },
            prose(t(`preset-${id}-title`)),
          ),
        ),
      ),
    );
    if (focused)
      /** @type {HTMLElement | null} */ (presets.querySelector(`[data-preset="${focused}"]`))?.focus();
    question.replaceChildren(prose(t(`preset-${chosen}-look`)));
  }

  const done = () => room.runs.length === 2 && room.runs.every((run) => run.steps > 0) && !room.training;

  /** What the answers to the longer sequences belong to; "" where there is nothing to try. @param {State} state */
  const longerKey = (state) =>
    state.train_test_length > 0 && done()
      ? JSON.stringify([state.train_test_length, room.runs.map((run) => [run.config, run.steps, run.phase])])
      : "";

  /** Both runs are tried on longer sequences when they have stopped. @param {State} state */
  async function tryLonger(state) {
    const key = longerKey(state);
    if (key === longer.key) return;
    longer = { key, lengths: [null, null] };
    if (key === "") return;
    const answers = await room.ask(Promise.all(room.runs.map((run) => run.test(state.train_test_length))));
    if (longer.key !== key || !answers) return;
    longer.lengths = answers;
    update(store.state);
  }

  /** @param {State} state */
  function showVerdict(state) {
    const ready = done();
    const [a, b] = room.runs.map((run, i) =>
      outcomeOf(run, state.train_accuracy, longer.key === longerKey(state) ? longer.lengths[i] : null),
    );
    const key = JSON.stringify([ready, ready && [a, b], state.lang, room.training]);
    if (key === shownVerdict) return;
    shownVerdict = key;
    if (!ready) {
      verdict.replaceChildren(
        h("h2", {}, t("verdict-title")),
        h("p", { class: "note" }, t(room.training ? "verdict-wait" : "verdict-none")),
      );
      return;
    }
    const sentences = verdictOf(a, b).map(({ key: sentence, args }) =>
      t(
        sentence,
        Object.fromEntries(
          Object.entries({ ...args, length: state.train_test_length }).map(([arg, value]) => [
            arg,
            SHARES.has(arg) ? percent(Number(value)) : value,
          ]),
        ),
      ),
    );
    const name = presetOf(state);
    const preset = PRESETS[name];
    const kept = preset?.promise(a, b);
    verdict.replaceChildren(
      h("h2", {}, t("verdict-title")),
      ...sentences.map((sentence) => h("p", {}, sentence)),
      ...(preset
        ? [
            h(
              "p",
              { class: `promise ${kept ? "kept" : "broken"}` },
              prose(t(kept ? `preset-${name}-point` : "verdict-unexpected")),
            ),
          ]
        : []),
    );
  }

  /** @param {State} state */
  function showMeasures(state) {
    const runs = room.runs;
    const key = JSON.stringify([state.lang, runs.map((run) => run.measures.at(-1))]);
    if (key === shownMeasures) return;
    shownMeasures = key;
    if (runs.length < 2 || runs.some((run) => run.measures.length === 0)) {
      measures.replaceChildren();
      return;
    }
    const rows = /** @type {[keyof AttentionMeasures, (x: number) => Node | string][]} */ ([
      ["entropy", (x) => x.toFixed(2)],
      ["saturated", percent],
      ["gain", numberElement],
      ["norm", numberElement],
    ]);
    measures.replaceChildren(
      h("h2", {}, t("measures-title")),
      figureTable(
        [
          t("measures-what"),
          ...NAMES.flatMap((name) => [t("measures-first", { name }), t("measures-now", { name })]),
        ],
        rows.map(([name, write]) => ({
          name: prose(t(`measures-${name}`)),
          cells: runs
            .flatMap((run) => [run.measures[0], run.measures[run.measures.length - 1]])
            .map((m) => write(m[name])),
        })),
        t("measures-title"),
      ),
      h("p", { class: "note" }, prose(t("measures-note"))),
    );
  }

  function update(/** @type {State} */ state) {
    for (const trouble of troubles) trouble.update(state);
    curves.update(state);
    showVerdict(state);
    showMeasures(state);
    tryLonger(state);
    const key = `train_${state.compare_field}`;
    const values = [state[key], otherOf(state)];
    sides.forEach(({ name, heading, standing, examples }, i) => {
      const words = t("compare-side", {
        name,
        field: fieldName(key, state.lang, t),
        value: values[i] === null ? "?" : valueName(key, values[i], state.lang, t),
      });
      setText(heading, words);
      const run = room.runs[i];
      setText(
        standing,
        run
          ? [
              t("train-step-count", { steps: run.steps }),
              ...(run.accuracy === null ? [] : [t("train-accuracy", { accuracy: percent(run.accuracy) })]),
            ].join(" · ")
          : "",
      );
      examples.update(state);
    });
  }

  const end = room.subscribe(() => update(store.state));
  return {
    element,
    update(state) {
      showPresets(state);
      difference.update(state);
      const text = t("compare-same", {
        task: t(`choice-task-${state.train_task}`),
        seed: String(state.train_seed),
        steps: state.train_steps,
      });
      if (asked !== text) {
        asked = text;
        sameSummary.replaceChildren(text);
      }
      setup.update(state);
      update(state);
    },
    stop() {
      end();
      for (const { examples } of sides) examples.stop();
      curves.stop();
    },
  };
}
