// What a person reads: every language that there is, and words for everything that the engine declares.
import assert from "node:assert/strict";
import test from "node:test";
import { LANGUAGES as TEXTS } from "#languages";
import { LANGUAGES, translate } from "../../web/i18n/index.js";
import { CHAPTERS } from "../../web/lessons/chapters.js";
import { GLOSSARY } from "../../web/lessons/glossary.js";
import { WHYS } from "../../web/lessons/whys.js";
import { SCHEMA } from "../../web/state/schema.js";
import { TRAINING_SCHEMA } from "../../web/state/training-schema.js";
import { fieldName, valueName } from "../../web/views/controls.js";

/** The languages that the course is taught in; others may be on their way. */
const COMPLETE = ["en", "zh"];

/** @param {string} lang */
const keysOf = (lang) =>
  TEXTS[lang].flatMap((text) => [...text.matchAll(/^([a-zA-Z][\w-]*) *=/gm)].map(([, key]) => key));

/** The keys of messages that English lacks too, which are shown by their key. @param {() => void} speak */
function missing(speak) {
  const error = console.error;
  /** @type {string[]} */
  const said = [];
  console.error = (text) => said.push(String(text));
  try {
    speak();
  } finally {
    console.error = error;
  }
  return said;
}

const english = new Set(keysOf("en"));

for (const lang of LANGUAGES)
  test(`${lang}: what it lacks is said in English`, (context) => {
    const lacking = [...english].filter((key) => !keysOf(lang).includes(key));
    context.diagnostic(
      `${lang} lacks ${lacking.length} of ${english.size} texts ${lacking.slice(0, 20).join(", ")}`,
    );
    if (COMPLETE.includes(lang)) assert.deepEqual(lacking, []);
    assert.deepEqual(
      missing(() => translate(lang, "example-sentence")),
      [],
    );
    assert.deepEqual(
      keysOf(lang).filter((key) => !english.has(key)),
      [],
      "a text that English does not have is never shown",
    );
    assert.equal(new Set(keysOf(lang)).size, keysOf(lang).length, "every text once");
  });

test("everything that the engine declares, and every field that is set, has words", () => {
  const t = (/** @type {string} */ key) => translate("en", key);
  /** Chosen by pictures, or never named on the page. */
  const unnamed = new Set([
    "lang",
    "theme",
    "step",
    "weight",
    "speed",
    "train_scene",
    "compare_field",
    "ablate",
    "map_mode",
  ]);
  const wordless = Object.entries(SCHEMA).flatMap(([key, { kind, choices = [] }]) =>
    kind !== "choice" || unnamed.has(key)
      ? []
      : choices.flatMap((value) => missing(() => valueName(key, value, "en", t))),
  );
  assert.deepEqual(wordless, []);
  const symbols = ["train_d_model", "train_n_heads", "train_d_k", "train_d_v"];
  const raw = Object.keys(TRAINING_SCHEMA)
    .filter((key) => key.startsWith("train_") && !symbols.includes(key))
    .filter((key) => fieldName(key, "en", t) === key.replace("train_", ""));
  assert.deepEqual(raw, []);
});

test("every step, glossary entry and question of the course has its words", () => {
  const keys = [
    ...CHAPTERS.flatMap(({ id, steps }) => [
      `chapter-${id}`,
      ...steps.flatMap((step) => ["short", "title", "body", "try"].map((part) => `step-${step.id}-${part}`)),
      ...steps.flatMap(({ facts = [] }) => facts.map(({ name }) => `fact-${name}`)),
    ]),
    ...GLOSSARY.flatMap(({ id, terms }) => [`glossary-${id}`, ...terms.map((term) => `term-${term.id}`)]),
    ...Object.values(WHYS)
      .flat()
      .flatMap((id) => [`why-${id}-q`, `why-${id}-a`]),
  ];
  assert.deepEqual(
    keys.filter((key) => !english.has(key)),
    [],
  );
});
