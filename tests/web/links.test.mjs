// Links and attributes: every field both ways, and what is not a field.
import assert from "node:assert/strict";
import test from "node:test";
import { defaults, formatField, parseField, SCHEMA } from "../../web/state/schema.js";
import { tokenize } from "../../web/state/tokens.js";
import { opened, readLink, readQuery, writeLink } from "../../web/state/url.js";

/** A value of each kind of field other than its default. @param {string} key @param {any} field */
function another(key, { kind, fallback, low, high, choices }) {
  if (kind === "choice")
    return choices.find((/** @type {string} */ choice) => choice !== fallback) ?? fallback;
  if (kind === "boolean") return !fallback;
  if (kind === "integer") return fallback === high ? low : high;
  if (kind === "number") return fallback === low ? high : low;
  if (kind === "cell") return { path: "block0.attention.Q", row: 1, col: 2 };
  if (kind === "edits") return [{ path: "X", row: 0, col: 1, value: -0.25 }];
  return key === "train_node" ? "logits" : "one & two = 3; #4";
}

for (const [key, field] of Object.entries(SCHEMA))
  test(`${key} goes through a link and comes back`, () => {
    const value = another(key, field);
    assert.deepEqual(parseField(key, formatField(key, value)), value);
    const { fields, problems } = readLink(`#${writeLink({ ...defaults(), [key]: value })}`);
    assert.deepEqual(problems, []);
    assert.deepEqual({ ...defaults(), ...fields }[key], value);
  });

test("the step is always written, the rest where it is not the default", () => {
  assert.equal(writeLink(defaults()), "step=tokens");
  assert.equal(writeLink({ ...defaults(), step: "map", seed: 2 }), "step=map&seed=2");
});

test("a page that is asked for nothing opens the map; with any field and no step, the tokens", () => {
  assert.deepEqual(opened(readLink("").fields), { step: "map" });
  const { fields } = readLink("seed=2");
  assert.deepEqual({ ...defaults(), ...opened(fields) }, { ...defaults(), seed: 2, step: "tokens" });
});

for (const name of ["toString", "constructor", "__proto__", "hasOwnProperty", "nope"])
  test(`${name} is no field`, () => {
    const { fields, problems } = readLink(`${name}=1`);
    assert.deepEqual(Object.keys(fields), []);
    assert.deepEqual(
      problems.map(({ problem }) => problem),
      ["unknown"],
    );
    assert.deepEqual(readQuery(`?${name}=1&utm_source=x`), { fields: {}, problems: [] });
  });

test("what is wrong in a link is named, and the rest is taken", () => {
  const { fields, problems } = readLink(
    "step=nowhere&seed=1.5&d_k=99&scale=maybe&cell=Q&edits=Q@0,0=1&n_heads=3",
  );
  assert.deepEqual(fields, { n_heads: 3 });
  assert.deepEqual(
    problems.map(({ field, problem }) => `${field} ${problem}`),
    [
      "step not-choice",
      "seed not-integer",
      "d_k out-of-range",
      "scale not-choice",
      "cell not-cell",
      "edits not-editable",
    ],
  );
});

for (const [sentence, tokens] of /** @type {[string, string[]][]} */ ([
  ["the cat's well-known hat", ["the", "cat's", "well-known", "hat"]],
  ["小猫坐下。", ["小", "猫", "坐", "下", "。"]],
  ["a小b", ["a", "小", "b"]],
  ["👩‍👩‍👧 👍🏽 🇨🇭", ["👩‍👩‍👧", "👍🏽", "🇨🇭"]],
  ["e\u0301te\u0301", ["été"]],
]))
  test(`“${sentence}” is ${tokens.length} tokens`, () => assert.deepEqual(tokenize(sentence), tokens));
