// The page may ask for less than the engine takes, never for more.
import assert from "node:assert/strict";
import test from "node:test";
import { schema } from "../../dist/node.mjs";
import { MOST_TOKENS, SCHEMA } from "../../web/state/schema.js";

const { lab } = await schema();
const page = /** @type {Record<string, import("../../web/state/schema.js").Field>} */ (SCHEMA);

/** @param {string} name @returns {any} */
const declared = (name) => {
  const field = lab.fields.find((/** @type {any} */ each) => each.name === name);
  assert.ok(field, `the engine declares no ${name}`);
  return field;
};

/** @param {string} key @param {{low: number, high: number}} range */
function assertInside(key, { low, high }) {
  const field = page[key];
  assert.ok(Number(field.low) >= low && Number(field.high) <= high, `${key}: ${field.low} to ${field.high}`);
}

for (const [key, name] of Object.entries({
  d_model: "d_model",
  n_heads: "n_heads",
  d_k: "d_k",
  d_v: "d_v",
  seed: "seed",
  steps: "steps",
  waves_d: "d_model",
}))
  test(`${key} stays inside the engine's ${name}`, () => assertInside(key, declared(name)));

test("as many tokens as the page draws, and as many positions as it shows, fit into the engine", () => {
  assert.ok(MOST_TOKENS <= lab.most_tokens);
  assertInside("waves_n", { low: 1, high: lab.most_tokens });
  assertInside("length", { low: 0, high: MOST_TOKENS });
});

for (const [key, choices] of Object.entries({
  mask: declared("mask").choices,
  target: lab.target,
  positional: Object.keys(lab.positional),
  init: Object.keys(lab.init),
  optimizer: Object.keys(lab.optimizer),
}))
  test(`every choice of ${key} is one that the engine knows`, () => {
    for (const choice of page[key].choices ?? []) assert.ok(choices.includes(choice), choice);
  });

test("every optimizer of the page takes every learning rate of the page", () => {
  for (const kind of page.optimizer.choices ?? [])
    assertInside(
      "learning_rate",
      lab.optimizer[kind].find((/** @type {any} */ field) => field.name === "learning_rate"),
    );
});

test("heads that can be chosen or switched off are heads that can be had", () => {
  assert.ok(Number(page.head.high) < Number(page.n_heads.high));
  const numbered = (page.ablate.choices ?? []).filter((choice) => choice !== "none").map(Number);
  assert.ok(numbered.every((head) => head < Number(page.n_heads.high)));
});
