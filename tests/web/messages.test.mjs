// What a lab in a frame says and hears, without any frame: anybody can send it anything.
import assert from "node:assert/strict";
import test from "node:test";
import { Attempt } from "../../web/exercises/attempt.js";
import { readPartial } from "../../web/host/fields.js";
import {
  answerTo,
  ourEvent,
  readCommand,
  readStateResponse,
  savedState,
  scoreOf,
} from "../../web/host/messages.js";
import { randomly } from "../random.mjs";

const lab = {
  setState: (/** @type {any} */ args) => readPartial(args),
  getState: () => ({ d_k: 4 }),
  matrix({ path }) {
    if (path !== "X") throw Object.assign(new Error("no node"), { code: "path" });
    return [[1]];
  },
};

test("a command is answered under its own number, well or badly", async () => {
  const ask = (/** @type {any} */ rest) => answerTo({ type: "qkv-lab", id: 7, ...rest }, lab);
  assert.deepEqual(await ask({ command: "getState" }), { type: "qkv-lab", id: 7, result: { d_k: 4 } });
  assert.deepEqual((await ask({ command: "matrix", args: { path: "X" } })).result, [[1]]);
  assert.deepEqual((await ask({ command: "matrix", args: { path: "Y" } })).error, {
    code: "path",
    message: "no node",
  });
  assert.equal((await ask({ command: "setState", args: { d_k: 99 } })).error.code, "internal");
  for (const command of ["toString", "__proto__", "close"])
    assert.equal((await ask({ command })).error.code, "command");
});

test("what is no command of ours is not answered, our own events least of all", () => {
  const command = { type: "qkv-lab", id: 1, command: "getState" };
  assert.ok(readCommand(command));
  for (const data of [
    ...[null, undefined, 1, "qkv-lab", [], [command], {}],
    ...[ourEvent("ready", {}), { ...command, type: "other" }, { ...command, command: 3 }],
    ...[
      { ...command, id: undefined },
      { ...command, id: {} },
      { ...command, id: "x".repeat(1000) },
    ],
  ])
    assert.equal(readCommand(data), null);
});

test("a million hostile messages change nothing and break nothing", async () => {
  const { next, pick } = randomly(20);
  const keys = [
    "type",
    "id",
    "command",
    "args",
    "subject",
    "state",
    "message_id",
    "constructor",
    "toString",
    "then",
  ];
  const texts = [
    "qkv-lab",
    "SPLICE.getState.response",
    "setState",
    "getState",
    "matrix",
    "asked",
    "__proto__",
    "",
  ];
  const numbers = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53];
  /** @param {number} depth @returns {any} */
  function value(depth) {
    const kind = next();
    if (depth > 2 || kind < 0.3) return pick(texts);
    if (kind < 0.4) return pick(numbers);
    if (kind < 0.5)
      return pick([null, undefined, true, false, 10n, new Date(0), new Map(), new Uint8Array(2)]);
    if (kind < 0.58) return [value(depth + 1), value(depth + 1)];
    const made = /** @type {Record<string, any>} */ (next() < 0.1 ? Object.create(null) : {});
    for (let i = 0; i < 3; i++) made[pick(keys)] = value(depth + 1);
    return made;
  }
  let touched = 0;
  const guarded = {
    setState(/** @type {any} */ args) {
      readPartial(args);
      // Only an empty one can have passed: no field has one of the names above.
      assert.deepEqual(Object.keys(args), []);
      touched++;
    },
    getState: () => ({}),
    matrix: () => [],
  };
  /** @type {Promise<any>[]} */
  const answers = [];
  for (let i = 0; i < 1_000_000; i++) {
    const near = { type: "qkv-lab", id: pick([1, "a", null]), command: pick(texts), args: value(1) };
    const data = i % 5 === 0 ? near : value(0);
    assert.equal(readStateResponse(data, "never"), null);
    const command = readCommand(data);
    // Few of them get so far; those are done.
    if (command) answers.push(answerTo(data, guarded));
  }
  for (const answer of await Promise.all(answers)) assert.ok("result" in answer || "error" in answer);
  assert.ok(answers.length > 100, "some looked like commands");
  assert.ok(touched < answers.length);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("a state that was kept comes back as it was; anything else does not", () => {
  const state = savedState("step=scale&d_k=8", { a: 1 });
  const response = { subject: "SPLICE.getState.response", message_id: "q", state };
  assert.deepEqual(readStateResponse(response, "q"), { link: "step=scale&d_k=8", scores: { a: 1 } });
  assert.equal(readStateResponse({ ...response, error: { code: "x" } }, "q"), null);
  assert.equal(readStateResponse(response, "other"), null);
  assert.equal(readStateResponse({ ...response, state: null }, "q"), null);
  const odd = { ...state, scores: { a: 7, b: "1", c: 0.5, d: Number.NaN } };
  assert.deepEqual(readStateResponse({ ...response, state: odd }, "q")?.scores, { c: 0.5 });
});

test("a score is the mean over what is shown", () => {
  assert.equal(scoreOf(["a", "b"], { a: 1, c: 1 }), 0.5);
  assert.equal(scoreOf([], { a: 1 }), 0);
});

test("an attempt is told with all that went before; an answer that was shown has no marks", () => {
  /** @type {any[]} */
  const told = [];
  let clock = 1000;
  const attempt = () =>
    new Attempt(
      { id: "x", step: "scores", seed: 3 },
      (detail) => told.push(detail),
      () => clock,
    );
  const first = attempt();
  clock += 12_340;
  first.answered("2", false);
  first.hinted();
  first.answered("3", true);
  first.answered("2", false);
  assert.deepEqual(told[0], {
    ...{ id: "x", step: "scores", seed: 3, response: "2", correct: false },
    ...{
      score: { raw: 0, min: 0, max: 1, scaled: 0 },
      attempts: 1,
      hints: 0,
      revealed: false,
      duration: "PT12.3S",
    },
  });
  assert.deepEqual([told[1].hints, told[1].score.scaled, told[2].score.scaled], [1, 1, 1]);
  const second = attempt();
  second.revealed();
  second.answered("3", true);
  assert.deepEqual([told[3].revealed, told[4].correct, told[4].score.raw], [true, true, 0]);
});
