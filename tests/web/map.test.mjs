// The map holds to the tape: every node has one place, and the places stand as the operations do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { createLab } from "../../dist/node.mjs";
import { STEP_IDS } from "../../web/lessons/chapters.js";
import { bottom, right } from "../../web/map/boxes.js";
import { ribbonsInto } from "../../web/map/curves.js";
import { layoutOf, miniLayout } from "../../web/map/layout.js";
import { linksOf, openHeads, placesOf, planOf } from "../../web/map/plan.js";
import { lineOf } from "../../web/map/sentence.js";
import { stepFor } from "../../web/map/steps.js";
import { backwardNodes, forwardNodes } from "../../web/map/tape.js";
import { sayingOf } from "../../web/map/words.js";

const KINDS = ["none", "sinusoidal", "learned", "shaw", "t5", "rope", "alibi"];
const WORDS = "the cat sat down".split(" ");
const BASE = { tokens: WORDS, d_model: 6, d_k: 4, d_v: 3, n_heads: 2 };
const LEARNS = { target: "next_token", optimizer: { kind: "adam", learning_rate: 0.01 } };
/** One row of attention set by hand. */
const GIVEN = Array.from({ length: 4 }, () => [1, 0, 0, 0]);

/** What can be different about a lesson. */
const LESSONS = {
  plain: {},
  causal: { mask: "causal" },
  padded: { mask: "padding", lengths: [2], scale: false },
  learning: { ...LEARNS, steps: 2 },
  "switched off and set by hand": {
    ...LEARNS,
    mask: "causal",
    ablate: [1],
    override: { "block0.attention.head0.attention": GIVEN },
  },
  "cut short": { stop_after: "input" },
  "five heads": { n_heads: 5, ...LEARNS },
};

/** @param {object} config */
async function traceOf(config) {
  const lab = await createLab({ ...BASE, ...config });
  const { trace } = lab;
  lab.close();
  return trace;
}

/** @param {import("../../web/map/boxes.js").Layout} layout */
function assertApart({ boxes, width, height, kind }, note = "") {
  for (const [i, a] of boxes.entries()) {
    const name = `${a.place.id} ${kind} ${note}`;
    assert.ok(a.w > 0 && a.h > 0, name);
    assert.ok(
      a.x >= 0 && a.y >= 0 && right(a) <= width + 0.01 && bottom(a) <= height + 0.01,
      `${name} is outside`,
    );
    for (const b of boxes.slice(i + 1))
      assert.ok(
        right(a) <= b.x + 0.01 ||
          right(b) <= a.x + 0.01 ||
          bottom(a) <= b.y + 0.01 ||
          bottom(b) <= a.y + 0.01,
        `${name} overlaps ${b.place.id}`,
      );
  }
}

const near = (/** @type {number} */ a, /** @type {number} */ b, note = "") =>
  assert.ok(Math.abs(a - b) < 0.01, note);

/** A product stands as it is done by hand. @param {import("../../web/map/boxes.js").Box} left @param {import("../../web/map/boxes.js").Box} above @param {import("../../web/map/boxes.js").Box} result */
function assertMeets(left, above, result) {
  const note = `${left.place.id} · ${above.place.id}`;
  assert.equal(left.rows, result.rows, note);
  near(left.y, result.y, note);
  near(left.h, result.h, note);
  assert.ok(right(left) < result.x, note);
  assert.equal(above.cols, result.cols, note);
  near(above.x, result.x, note);
  near(above.w, result.w, note);
  assert.ok(bottom(above) < result.y, note);
}

for (const kind of KINDS)
  test(`every node has exactly one place, forward and backward: ${kind}`, async () => {
    for (const lesson of Object.values(LESSONS)) {
      const trace = await traceOf({ ...lesson, positional: { kind } });
      const plan = planOf(trace);
      const paths = (/** @type {{path: string}[]} */ nodes) => nodes.map(({ path }) => path).sort();
      for (const most of [1, 2, 16]) {
        const places = placesOf(plan, openHeads(plan, 0, most));
        assert.deepEqual(places.flatMap(({ nodes }) => nodes).sort(), paths(forwardNodes(trace)));
        assert.deepEqual(places.flatMap(({ backward }) => backward).sort(), paths(backwardNodes(trace)));
        assert.equal(new Set(places.map(({ id }) => id)).size, places.length);
      }
    }
  });

test("a place draws one of the nodes that it holds, and a gradient that is the tape's", async () => {
  const trace = await traceOf({ ...LEARNS, positional: { kind: "shaw" }, mask: "causal" });
  for (const place of placesOf(planOf(trace), [0, 1])) {
    assert.ok(place.nodes.includes(place.shown), place.id);
    assert.equal(place.gradient, trace.node(place.shown).gradient);
    if (place.gradient) assert.ok(place.backward.includes(place.gradient), place.id);
  }
});

test("each encoding stands where it acts", async () => {
  const where = async (/** @type {string} */ kind) => {
    const plan = planOf(await traceOf({ positional: { kind } }));
    const { sources, heads } = plan;
    const sides = [...heads[0].sides].map(([sum, side]) => `${side.name}+${sum.split(".").at(-1)}`);
    return [sources.map(({ name }) => name), heads[0].query.map(({ name }) => name), sides];
  };
  assert.deepEqual(await where("none"), [["X"], ["Q"], []]);
  assert.deepEqual(await where("sinusoidal"), [["X", "P"], ["Q"], []]);
  assert.deepEqual(await where("learned"), [["X", "P"], ["Q"], []]);
  assert.deepEqual(await where("rope"), [["X"], ["Q", "Q_rotated"], []]);
  assert.deepEqual(await where("alibi"), [["X"], ["Q"], ["position_bias+biased"]]);
  assert.deepEqual(await where("t5"), [["X"], ["Q"], ["position_bias+biased"]]);
  assert.deepEqual(await where("shaw"), [
    ["X"],
    ["Q"],
    ["relative_scores+scores_with_relative", "relative_Z+Z_with_relative"],
  ]);
});

test("a head that is switched off is struck out, one set by hand says so", async () => {
  const plan = planOf(await traceOf(LESSONS["switched off and set by hand"]));
  assert.deepEqual(
    plan.heads.map(({ struck }) => struck),
    [false, true],
  );
  assert.deepEqual(
    plan.heads.map(({ given }) => given),
    [true, false],
  );
  assert.deepEqual(
    plan.heads[1].mix[0].nodes.map((path) => path.split(".").at(-1)),
    ["Z", "ablated"],
  );
});

test("what reads what is what the tape says", async () => {
  const trace = await traceOf({ positional: { kind: "sinusoidal" }, ...LEARNS });
  const plan = planOf(trace);
  const links = linksOf(placesOf(plan, [0, 1]), trace).map(({ from, to }) => `${from.name}→${to.name}`);
  for (const link of [
    "X→input",
    "P→input",
    "input→Q",
    "W_V→V",
    "Q→scores",
    "K→scores",
    "V→Z",
    "Z→concat",
    "W_O→output",
  ])
    assert.ok(links.includes(link), link);
});

const SIZES = [
  { width: 1440, height: 560 },
  { width: 1024, height: 460 },
  { width: 390, height: 844 },
];

for (const kind of KINDS)
  test(`matrices stand apart, inside, and rows meet columns: ${kind}`, async () => {
    for (const tokens of [1, 4, 9, 32])
      for (const n_heads of [1, 2, 3, 16]) {
        const trace = await traceOf({
          tokens: Array.from({ length: tokens }, (_, i) => `word${i}`),
          n_heads,
          d_model: tokens === 32 ? 32 : 6,
          d_k: n_heads === 16 ? 16 : 4,
          mask: tokens > 4 ? "causal" : "none",
          positional: { kind },
          ...LEARNS,
        });
        const plan = planOf(trace);
        for (const size of SIZES)
          for (const columns of [false, true]) {
            const layout = layoutOf(plan, { ...size, head: n_heads - 1, columns });
            assertApart(layout, `${tokens} tokens, ${n_heads} heads, ${size.width}, columns ${columns}`);
            const box = (/** @type {import("../../web/map/plan.js").Place} */ { id }) =>
              /** @type {import("../../web/map/boxes.js").Box} */ (layout.byId.get(id));
            for (const open of layout.open) {
              const { query, key, spine } = plan.heads[open];
              const [left, above] = [query, key].map((chain) => box(chain[chain.length - 1]));
              const [scores] = spine.map(box);
              if (columns) assertMeets(above, left, scores);
              else assertMeets(left, above, scores);
            }
            const [concat, W_O, output] = [plan.concat, plan.projection, plan.output].map((place) =>
              box(/** @type {import("../../web/map/plan.js").Place} */ (place)),
            );
            if (columns) assertMeets(W_O, concat, output);
            else assertMeets(concat, W_O, output);
          }
      }
  });

test("a map of a lesson that is cut short, and the mini-map, stand too", async () => {
  for (const kind of KINDS) {
    for (const size of SIZES)
      assertApart(layoutOf(planOf(await traceOf({ ...LESSONS["cut short"], positional: { kind } })), size));
    const plan = planOf(await traceOf({ ...LEARNS, positional: { kind }, n_heads: 16 }));
    assertApart(miniLayout(plan, 3), kind);
  }
});

/** The text of a language, without what the browser needs to bundle it. @param {string} lang */
function messagesOf(lang) {
  const text = readFileSync(new URL(`../../web/i18n/map.${lang}.ftl`, import.meta.url), "utf8");
  return new Set([...text.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map(([, key]) => key));
}

test("what the map says is there in both languages", () => {
  const [en, zh] = [messagesOf("en"), messagesOf("zh")];
  assert.deepEqual([...en].sort(), [...zh].sort());
  const files = [
    "map/words.js",
    "components/map-picture.js",
    "components/map-shown.js",
    "components/map-signs.js",
    "views/map.js",
    "views/map-reading.js",
    "views/map-way.js",
    "views/mini-map.js",
  ];
  for (const file of files) {
    const text = readFileSync(new URL(`../../web/${file}`, import.meta.url), "utf8");
    for (const [, asked] of text.matchAll(/(?:\bt\(|key: )([^;]*?)[,)}]/g))
      for (const [, key] of asked.matchAll(/"(map-[a-z-]+)"/g)) assert.ok(en.has(key), `${file}: ${key}`);
  }
});

/** What is said of a word. @param {object} config @param {Partial<import("../../web/map/words.js").Scene>} scene */
async function said(config, scene) {
  const trace = await traceOf(config);
  return sayingOf({ trace, plan: planOf(trace), head: 0, token: 2, mode: "forward", ...scene });
}

test("the lit word's sentence comes from its row of attention", async () => {
  const trace = await traceOf(LEARNS);
  const row = trace.matrix("block0.attention.head0.attention")[2];
  const { headline, shares, notes } = await said(LEARNS, {});
  assert.equal(headline.key, "map-says");
  assert.deepEqual(headline.args, { asker: "sat", answerer: "cat", share: `${Math.round(100 * row[1])}%` });
  assert.equal(shares.length, 4);
  assert.deepEqual(
    notes.map(({ key }) => key),
    ["map-note-random"],
  );
});

test("it is honest about masks, ties, hands and learning", async () => {
  const keys = async (/** @type {object} */ config, /** @type {object} */ scene = {}) => {
    const { headline, notes } = await said(config, scene);
    return [headline.key, ...notes.map(({ key }) => key)];
  };
  assert.deepEqual(await keys({ mask: "causal" }, { token: 0 }), [
    "map-says-only-itself",
    "map-note-hidden",
    "map-note-random",
  ]);
  assert.deepEqual(await keys({ mask: "padding", lengths: [0] }), ["map-says-nothing", "map-note-random"]);
  assert.deepEqual(await keys({ init: { kind: "zeros" } }), ["map-says-even", "map-note-random"]);
  assert.deepEqual(
    await keys({
      override: {
        "block0.attention.head0.attention": [
          [0.5, 0.5, 0, 0],
          [0.5, 0.5, 0, 0],
          [0.5, 0.5, 0, 0],
          [0.5, 0.5, 0, 0],
        ],
      },
    }),
    ["map-says-tie", "map-note-given"],
  );
  assert.deepEqual(await keys({ ...LEARNS, steps: 3, ablate: [0] }), [
    "map-says",
    "map-note-struck",
    "map-note-steps",
  ]);
  assert.deepEqual((await keys(LEARNS, { learned: true })).slice(1), ["map-note-learned"]);
  assert.deepEqual(await keys(LESSONS["cut short"]), ["map-rest"]);
  assert.deepEqual(await keys({}, { mode: "back" }), ["map-back-none"]);
  assert.deepEqual(await keys({ ...LEARNS, ablate: [0] }, { mode: "back" }), [
    "map-back-silent",
    "map-back-silent-lead",
  ]);
});

test("on the way back it says which gradient is the largest", async () => {
  const trace = await traceOf(LEARNS);
  const row = trace.matrix("block0.attention.head0.dattention")[2];
  const most = row.reduce((best, x, i) => (Math.abs(x) > Math.abs(row[best]) ? i : best), 0);
  const { headline } = await said(LEARNS, { mode: "back" });
  assert.equal(headline.key, row[most] > 0 ? "map-back-less" : "map-back-more");
  assert.equal(headline.args?.answerer, WORDS[most]);
  const weights = ["W_Q", "W_K", "W_V", "W_O"].map((name) => {
    const gradient = trace.flat(`block0.attention.d${name}`);
    return { name, size: gradient.reduce((best, x) => Math.max(best, Math.abs(x)), 0) };
  });
  const [largest] = weights.sort((a, b) => b.size - a.size);
  const { notes } = await said(LEARNS, { mode: "back", token: null });
  assert.equal(notes[0].args?.name, largest.name);
});

/** How thick the ribbons of a path are where they end. @param {string} d */
const thickness = (d) =>
  [...d.matchAll(/V(-?[\d.]+)/g)].map(([, end], i) => {
    const starts = [...d.matchAll(/C[^V]* (-?[\d.]+)V/g)];
    return Number(end) - Number(starts[i][1]);
  });

test("ribbons fill the row that they enter, however many and however thin", async () => {
  for (const tokens of [1, 4, 32]) {
    const trace = await traceOf({
      tokens: Array.from({ length: tokens }, (_, i) => `w${i}`),
      mask: "causal",
    });
    const plan = planOf(trace);
    const layout = layoutOf(plan, { width: 1440, height: 560 });
    const box = (/** @type {string} */ name) =>
      /** @type {import("../../web/map/boxes.js").Box} */ (layout.byId.get(`block0.attention.head0.${name}`));
    const pitch = box("Z").h / tokens;
    const row = trace.matrix("block0.attention.head0.attention")[tokens - 1];
    const { plus, minus } = ribbonsInto({ value: box("V"), mixed: box("Z") }, row, tokens - 1, 0);
    assert.equal(minus, "");
    const widths = thickness(plus);
    const total = widths.reduce((sum, w) => sum + w, 0);
    assert.ok(
      Math.abs(total - (pitch > 8 ? pitch - 1.5 : pitch)) < 0.11 * widths.length,
      `${tokens}: ${total} of ${pitch}`,
    );
  }
});

test("the words stand in a line, or upright where there are many", () => {
  const measure = (/** @type {string} */ word, /** @type {number} */ font) => 0.5 * font * word.length;
  const few = lineOf(WORDS, { width: 560, both: true, measure });
  assert.equal(few.turned, false);
  assert.ok(few.words.every((word, i) => i === 0 || word.x > few.words[i - 1].x + few.words[i - 1].w));
  const many = lineOf(
    Array.from({ length: 32 }, () => "word"),
    { width: 360, both: false, measure },
  );
  assert.equal(many.turned, true);
  assert.ok(many.words.every(({ x, w }) => x >= 0 && x + w <= 360.01));
});

test("every matrix of the map opens a step that shows it, forward and backward", async () => {
  for (const kind of KINDS) {
    const trace = await traceOf({ ...LEARNS, mask: "causal", positional: { kind } });
    const state = { head: 0, weight: "W_Q", train_block: 0, train_node: "input", positional: kind };
    for (const place of placesOf(planOf(trace), [0, 1]))
      for (const path of [place.shown, place.gradient, place.update]) {
        if (!path) continue;
        const { step, head } = stepFor(path, state, trace);
        assert.ok(STEP_IDS.includes(step), path);
        if (place.head !== null) assert.equal(head, place.head, path);
        if (place.shown !== "X") assert.notEqual(step, "tokens", `${kind} ${path}`);
      }
  }
  const trace = await traceOf(LEARNS);
  const state = { head: 0, weight: "W_Q", train_block: 0, train_node: "input" };
  const steps = (/** @type {string[]} */ paths) => paths.map((path) => stepFor(path, state, trace).step);
  assert.deepEqual(steps(["X", "P", "input", "loss", "target"]), [
    "tokens",
    "position",
    "position",
    "loss",
    "loss",
  ]);
  const A = "block0.attention.";
  assert.deepEqual(steps([`${A}W_K`, `${A}K`, `${A}head1.K`, `${A}head1.scores`, `${A}W_O`]), [
    "weights",
    "keys",
    "split",
    "scores",
    "output",
  ]);
  assert.deepEqual(stepFor(`${A}dW_K`, state, trace), { step: "d_weights", weight: "W_K" });
  assert.deepEqual(stepFor(`${A}W_V.update`, state, trace), { step: "update", weight: "W_V" });
});
