// The lab in a learning platform: scorm-again is the platform, in both versions.
import assert from "node:assert/strict";
import test from "node:test";
import { Scorm12API, Scorm2004API } from "scorm-again";
import { createScorm, findPlatform } from "../../web/host/scorm.js";

const EXERCISES = ["scores-cell", "scores-key"];

/** Names of the two versions' fields. */
const FIELDS = {
  1.2: {
    status: "cmi.core.lesson_status",
    raw: "cmi.core.score.raw",
    get: "LMSGetValue",
    time: "0000:02:05.50",
  },
  2004: { status: "cmi.completion_status", raw: "cmi.score.raw", get: "GetValue", time: "PT125.50S" },
};

/** @typedef {keyof typeof FIELDS} Version */

/** @param {Version} version @param {object} [kept] what the platform has of an earlier sitting */
function platformOf(version, kept) {
  const settings = { autocommit: false, logLevel: 5 };
  const api = /** @type {any} */ (version === "1.2" ? new Scorm12API(settings) : new Scorm2004API(settings));
  if (kept) api.loadFromJSON(kept, "cmi");
  const get = (/** @type {string} */ field) => api[FIELDS[version].get](field);
  return { api, get, platform: { version, api } };
}

/** @param {string} id @param {number} scaled @param {{correct?: boolean, revealed?: boolean}} [more] */
const answer = (id, scaled, { correct = scaled > 0, revealed = false } = {}) => ({
  id,
  correct,
  revealed,
  score: { scaled },
});

let time = 0;
const now = () => time;

for (const version of /** @type {Version[]} */ (["1.2", "2004"])) {
  const { status, raw, time: spent } = FIELDS[version];

  test(`${version}: score and completion come from the exercises that count`, () => {
    const { api, get, platform } = platformOf(version);
    const scorm = createScorm(platform, { exercises: EXERCISES, now });
    assert.equal(scorm.start(), null);
    assert.equal(get(status), "incomplete");
    scorm.answered(answer("scores-cell", 0));
    assert.equal(get(raw), "", "an attempt that failed is no result");
    scorm.answered(answer("softmax-cell", 1));
    assert.equal(get(raw), "", "nor is an exercise of another step");
    scorm.answered(answer("scores-cell", 1));
    assert.deepEqual([get(raw), get(status)], ["50", "incomplete"]);
    if (version === "2004") assert.equal(get("cmi.score.scaled"), "0.5");
    scorm.answered(answer("scores-key", 0, { revealed: true }));
    assert.deepEqual([get(raw), get(status)], ["50", "completed"]);
    scorm.answered(answer("scores-key", 1));
    assert.deepEqual([get(raw), get(status)], ["100", "completed"]);
    time += 125_500;
    scorm.end();
    const kept = JSON.parse(JSON.stringify(api.cmi));
    assert.equal((kept.core ?? kept).session_time, spent);
    assert.equal(api.isTerminated(), true);
    scorm.answered(answer("scores-cell", 0, { revealed: true }));
    scorm.changed({ link: "step=map" });
    scorm.save();
    scorm.end();
  });

  test(`${version}: a learner who comes back finds the state and the results`, () => {
    const first = platformOf(version);
    const before = createScorm(first.platform, { exercises: EXERCISES, now });
    before.start();
    before.answered(answer("scores-cell", 1));
    before.changed({ link: "step=scores&d_k=3" });
    const suspend_data = first.get("cmi.suspend_data");
    before.end();

    const second = platformOf(version, { suspend_data });
    const again = createScorm(second.platform, { exercises: EXERCISES, now });
    assert.equal(again.start(), "step=scores&d_k=3");
    again.answered(answer("scores-key", 1));
    assert.deepEqual([second.get(raw), second.get(status)], ["100", "completed"]);
    again.end();
  });

  test(`${version}: what was finished stays finished`, () => {
    const kept =
      version === "1.2" ? { core: { lesson_status: "passed" } } : { completion_status: "completed" };
    const { get, platform } = platformOf(version, kept);
    const scorm = createScorm(platform, { exercises: EXERCISES, now });
    scorm.start();
    assert.equal(get(status), version === "1.2" ? "passed" : "completed");
    scorm.end();
  });

  test(`${version}: what is too long to be kept leaves the results`, () => {
    const { api, get, platform } = platformOf(version);
    const scorm = createScorm(platform, { exercises: EXERCISES, now });
    scorm.start();
    scorm.answered(answer("scores-cell", 1));
    scorm.changed({ link: `step=scores&sentence=${"x".repeat(70_000)}` });
    assert.equal(String(api[version === "1.2" ? "LMSGetLastError" : "GetLastError"]()), "0");
    assert.deepEqual(JSON.parse(get("cmi.suspend_data")), { v: 1, link: null, done: { "scores-cell": 1 } });
    scorm.end();
  });

  for (const text of [
    "",
    "{",
    "null",
    "[]",
    '"x"',
    '{"link":7,"done":{"scores-cell":"1","x":2}}',
    '{"done":[1]}',
  ])
    test(`${version}: what somebody else has kept is left alone: ${text || "nothing"}`, () => {
      const { platform } = platformOf(version, { suspend_data: text });
      const scorm = createScorm(platform, { exercises: EXERCISES, now });
      assert.equal(scorm.start(), null);
      scorm.end();
    });
}

test("a platform that refuses to begin is not spoken to again", () => {
  /** @type {string[]} */
  const calls = [];
  const refuse = (/** @type {string | symbol} */ name) => () => {
    calls.push(String(name));
    return "false";
  };
  const api = new Proxy({}, { get: (_, name) => refuse(name) });
  const scorm = createScorm({ version: "1.2", api }, { exercises: EXERCISES, now });
  assert.equal(scorm.start(), null);
  scorm.answered(answer("scores-cell", 1));
  scorm.end();
  assert.deepEqual(calls, ["LMSInitialize"]);
});

test("the platform is found in the frames around, or around the window that opened the page", () => {
  const API = { LMSInitialize() {} };
  const newer = { Initialize() {} };
  const top = /** @type {any} */ ({ API });
  top.parent = top;
  top.top = top;
  const frame = { parent: { parent: top, top }, top };
  assert.deepEqual(findPlatform(frame), { version: "1.2", api: API });
  assert.deepEqual(findPlatform({ ...frame, API_1484_11: newer }), { version: "2004", api: newer });
  const alone = /** @type {any} */ ({ opener: frame });
  alone.parent = alone.top = alone;
  assert.deepEqual(findPlatform(alone), { version: "1.2", api: API });
  alone.opener = null;
  assert.equal(findPlatform(alone), null);
  const foreign = new Proxy(
    {},
    {
      get(_, name) {
        if (name === "parent") return foreign;
        throw new Error("SecurityError");
      },
    },
  );
  assert.equal(findPlatform({ parent: foreign, top: foreign }), null);
});
