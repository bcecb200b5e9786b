// What a page around the element can set and share, and where things are put in it, without any page.
import assert from "node:assert/strict";
import test from "node:test";
import { camelCase, PROPERTIES, readPartial } from "../../web/host/fields.js";
import { joinGroup, sharedWith } from "../../web/host/group.js";
import { FIGURE_HEIGHTS } from "../../web/lab/figure-heights.js";
import { languageOf } from "../../web/lab/surroundings.js";
import { STEP_IDS } from "../../web/lessons/chapters.js";
import { defaults, parseField, SCHEMA } from "../../web/state/schema.js";
import { isForeign, opened, readLink, writeLink, writeOwnLink } from "../../web/state/url.js";
import { controlsOf, viewDefaults } from "../../web/state/view-schema.js";
import { placeBeside } from "../../web/views/balloon.js";
import { randomly } from "../random.mjs";

test("room is kept for the figure of every step, and of no other", () => {
  assert.deepEqual(Object.keys(FIGURE_HEIGHTS), STEP_IDS, "node tests/bench/embed.mjs --write");
});

test("every field is a property, and no two of them the same", () => {
  assert.equal(PROPERTIES.size, Object.keys(SCHEMA).length);
  assert.equal(camelCase("train_d_model"), "trainDModel");
  assert.equal(PROPERTIES.get("dK"), "d_k");
});

test("typed values and texts mean the same; null is the default", () => {
  assert.deepEqual(readPartial({ d_k: 8, scale: false, step: "scale" }), {
    d_k: 8,
    scale: false,
    step: "scale",
  });
  assert.deepEqual(readPartial({ d_k: "8", scale: "0" }), { d_k: 8, scale: false });
  assert.deepEqual(readPartial({ d_k: null }), { d_k: SCHEMA.d_k.fallback });
  const cell = { path: "X", row: 1, col: 2 };
  assert.deepEqual(readPartial({ cell, edits: [{ ...cell, value: 0.5 }] }), {
    cell,
    edits: [{ ...cell, value: 0.5 }],
  });
  assert.deepEqual(readPartial({ edits: [] }), { edits: [] });
});

for (const [partial, field, problem] of /** @type {[unknown, string, string][]} */ ([
  [null, "state", "not-fields"],
  [[1], "state", "not-fields"],
  [{ colour: "red" }, "colour", "unknown"],
  [{ view: "figure" }, "view", "unknown"],
  [{ __proto__: null, constructor: 1 }, "constructor", "unknown"],
  [{ d_k: 1.5 }, "d_k", "not-integer"],
  [{ d_k: Number.NaN }, "d_k", "not-number"],
  [{ d_k: {} }, "d_k", "not-text"],
  [{ d_k: Symbol("x") }, "d_k", "not-text"],
  [{ d_k: 99 }, "d_k", "out-of-range"],
  [{ scale: 2 }, "scale", "not-choice"],
  [{ cell: { path: "<b>", row: 0, col: 0 } }, "cell", "not-cell"],
  [{ cell: { path: "X", row: -1, col: 0 } }, "cell", "not-cell"],
  [{ edits: [{ path: "block0.attention.Q", row: 0, col: 0, value: 1 }] }, "edits", "not-editable"],
  [{ edits: [null] }, "edits", "not-text"],
]))
  test(`a host that sets ${field} wrongly (${problem}) is told`, () => {
    assert.throws(
      () => readPartial(partial),
      (error) => {
        const { field: named, problem: said } = /** @type {any} */ (error);
        return named === field && said === problem;
      },
    );
  });

test("what is shown is read from links and never written into one that leaves the page", () => {
  const { fields, problems } = readLink("#view=figure&controls=d_k%20seed&scene=1&caption=off&step=scores");
  assert.deepEqual(problems, []);
  assert.deepEqual(fields, {
    view: "figure",
    controls: ["d_k", "seed"],
    scene: 1,
    caption: "off",
    step: "scores",
  });
  const state = { ...defaults(), ...viewDefaults(), ...fields };
  assert.equal(writeLink(state), "step=scores");
  assert.deepEqual(readLink(writeOwnLink(state)).fields, fields);
  assert.deepEqual(readLink(writeOwnLink({ ...state, controls: [] })).fields.controls, []);
  assert.equal(readLink("#controls=d_k,nonsense").problems[0].field, "controls");
});

test("without any field of the state the map opens, with one the first step", () => {
  assert.deepEqual(opened({ view: "figure" }), { step: "map", view: "figure" });
  assert.deepEqual(opened({ d_k: 8 }), { d_k: 8 });
  assert.equal(opened({ view: "map", d_k: 8 }).step, "map");
});

test("a fragment that names a place in somebody's page is not ours", () => {
  assert.equal(isForeign("#intro"), true);
  for (const ours of ["", "#", "#step=scale", "#colour=red"]) assert.equal(isForeign(ours), false);
});

test("beneath a figure stand three controls of the step, or those that were asked for", () => {
  const four = ["d_k", "d_v", "seed", "mask"];
  assert.deepEqual(controlsOf({ view: "figure", controls: null }, four), four.slice(0, 3));
  assert.deepEqual(controlsOf({ view: "step", controls: null }, four), four);
  assert.deepEqual(controlsOf({ view: "figure", controls: [] }, four), []);
});

test("an older word for a theme is read as the present one", () => {
  assert.equal(parseField("theme", "auto"), "inherit");
});

test("a language is that of its tag, if it is spoken", () => {
  assert.equal(languageOf("zh-Hans-CN", ["en", "zh"]), "zh");
  assert.equal(languageOf("EN_us", ["en", "zh"]), "en");
  for (const tag of ["fr", "", null, "toString"]) assert.equal(languageOf(tag, ["en", "zh"]), null);
});

test("a group shares what fits; an edit that does not stays with its own", () => {
  const W = "block0.attention.W_Q";
  const wide = { ...defaults(), d_model: 8, seed: 3, edits: [{ path: W, row: 7, col: 0, value: 1 }] };
  const fitting = { path: W, row: 0, col: 0, value: 2 };
  const narrow = { ...defaults(), d_model: 4, edits: [] };
  assert.deepEqual(sharedWith({ ...wide, edits: [...wide.edits, fitting] }, narrow), {
    seed: 3,
    edits: [fitting],
  });
  assert.deepEqual(sharedWith({ ...narrow, seed: 3, edits: [fitting] }, wide), {
    edits: [...wide.edits, fitting],
  });
  const same = { ...defaults(), edits: [fitting] };
  assert.deepEqual(
    sharedWith(same, { ...defaults(), edits: [{ ...fitting }] }),
    {},
    "nothing new, nothing to say",
  );
});

test("what one member of a group was given in the page holds for all, until one changes it", () => {
  /** @type {Record<string, any>[]} */
  const took = [];
  const member = () => ({ state: defaults, take: (/** @type {any} */ fields) => took.push(fields) });
  const first = joinGroup("g", { sentence: "a b" }, member());
  const second = joinGroup("g", { sentence: "c d", seed: 4 }, member());
  assert.deepEqual(second.start(defaults()), { sentence: "a b", seed: 4 });
  first.share({ ...defaults(), sentence: "x y", seed: 9 });
  assert.deepEqual(took, [{ sentence: "x y", seed: 9 }]);
  assert.deepEqual(second.start(defaults()), { sentence: "x y", seed: 9 });
  first.leave();
  second.leave();
  assert.deepEqual(joinGroup("g", {}, member()).start(defaults()), {}, "a group ends with its last member");
});

test("a balloon never leaves the window, and covers what a number was made from last", () => {
  const view = { width: 1000, height: 700 };
  const size = { width: 330, height: 400 };
  const of = { left: 400, right: 440, top: 300, bottom: 330 };
  assert.equal(placeBeside(of, { right: 500 }, size, view).left, 510);
  const below = placeBeside(of, { right: 900 }, size, view);
  assert.deepEqual([below.top, below.most], [340, 352]);
  const above = placeBeside({ ...of, top: 600, bottom: 630 }, { right: 900 }, size, view);
  assert.equal(above.top + 400, 590);
  const { next } = randomly(1);
  const random = (/** @type {number} */ most) => next() * most;
  for (let i = 0; i < 2000; i++) {
    const at = { left: random(1000), top: random(900) - 100, right: 0, bottom: 0 };
    at.right = at.left + 40;
    at.bottom = at.top + 28;
    const its = { width: 330, height: random(1200) };
    const { left, top, most } = placeBeside(at, { right: at.right + random(300) }, its, view);
    assert.ok(left >= 8 && left + 330 <= 992 && top >= 8);
    assert.ok(top + Math.min(its.height, most) <= 700 - 7.9, `${top} ${most}`);
  }
});
