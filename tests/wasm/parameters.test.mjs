import assert from "node:assert/strict";
import test from "node:test";
import { createTraining, QkvError, restoreTraining } from "../../dist/node.mjs";

const CONFIG = {
  task: { kind: "previous_token", length: 4, vocabulary: 3 },
  model: { d_model: 4, n_heads: 1, feed_forward: 0, norm: "none", positional: { kind: "none" } },
  batch: 2,
  steps: 20,
};

/**
 * A file by the format's layout: 8 bytes of length, a JSON header, the numbers.
 * @param {unknown} header an object, or the text itself
 * @param {Uint8Array} [data] @param {bigint} [length] what the first 8 bytes say
 */
function file(header, data = new Uint8Array(), length) {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

/** What a file holds. @param {Uint8Array} bytes */
function read(bytes) {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  return { header, data: bytes.slice(8 + length) };
}

/** @param {number[]} numbers */
const floats = (numbers) => new Uint8Array(new Float32Array(numbers).buffer);

test("parameters() is a safetensors file of every parameter, without gap to the last byte", async () => {
  const training = await createTraining(CONFIG);
  const { header, data } = read(training.parameters());
  assert.deepEqual(Object.keys(header).sort(), [
    "block0.attention.W_K",
    "block0.attention.W_O",
    "block0.attention.W_Q",
    "block0.attention.W_V",
    "embedding.W_E",
    "unembedding.W_U",
  ]);
  assert.deepEqual(header["embedding.W_E"].shape, [3, 4]);
  let end = 0;
  for (const { dtype, shape, data_offsets } of Object.values(header)) {
    assert.equal(dtype, "F32");
    assert.equal(data_offsets[1] - data_offsets[0], 4 * shape[0] * shape[1]);
    end = Math.max(end, data_offsets[1]);
  }
  assert.equal(end, data.length);
  training.close();
});

test("parameters that go out come in again to the same bits", async () => {
  const trained = await createTraining(CONFIG);
  const fresh = await createTraining({ ...CONFIG, seed: 2 });
  trained.step(15);
  const bytes = trained.parameters();
  assert.notDeepEqual(fresh.parameters(), bytes);
  fresh.setParameters(bytes);
  assert.deepEqual(fresh.parameters(), bytes);
  assert.equal(fresh.step(1).length, 1);
  trained.close();
  fresh.close();
});

test("some of the parameters may be given, and the others stay", async () => {
  const training = await createTraining(CONFIG);
  const before = read(training.parameters());
  const ones = floats(Array(12).fill(1));
  training.setParameters(
    file({ "embedding.W_E": { dtype: "F32", shape: [3, 4], data_offsets: [0, 48] } }, ones),
  );
  const after = read(training.parameters());
  const part = (/** @type {any} */ { header, data }, /** @type {string} */ name) =>
    data.slice(...header[name].data_offsets);
  assert.deepEqual(part(after, "embedding.W_E"), ones);
  assert.deepEqual(part(after, "unembedding.W_U"), part(before, "unembedding.W_U"));
  training.close();
});

test("parameters are little-endian float64 too", async () => {
  const training = await createTraining(CONFIG);
  const numbers = new Float64Array(12).fill(0.5);
  training.setParameters(
    file(
      { "embedding.W_E": { dtype: "F64", shape: [3, 4], data_offsets: [0, 96] } },
      new Uint8Array(numbers.buffer),
    ),
  );
  const { header, data } = read(training.parameters());
  assert.deepEqual(data.slice(...header["embedding.W_E"].data_offsets), floats(Array(12).fill(0.5)));
  training.close();
});

const W_E = { dtype: "F32", shape: [3, 4], data_offsets: [0, 48] };
const W_U = { dtype: "F32", shape: [4, 3], data_offsets: [48, 96] };
const TWO = new Uint8Array(96);
const both = (/** @type {object} */ second) => ({
  "embedding.W_E": W_E,
  "unembedding.W_U": { ...W_U, ...second },
});
const one = (/** @type {object} */ fields) => ({ "embedding.W_E": { ...W_E, ...fields } });
const ONE = new Uint8Array(48);

const HOSTILE = /** @type {[string, Uint8Array, RegExp][]} */ ([
  ["nothing at all", new Uint8Array(), /too short to hold its header's length/],
  ["seven bytes", new Uint8Array(7), /too short/],
  ["a header of 2^60 bytes", file(one({}), ONE, 2n ** 60n), /header says it has 1152921504606846976 bytes/],
  [
    "a header of 2^64 − 1 bytes",
    file(one({}), ONE, 2n ** 64n - 1n),
    /header says it has 18446744073709551615/,
  ],
  ["a header longer than the file", file(one({}), ONE, 4000n), /header says it has 4000 bytes/],
  ["an empty header", file(""), /header must start with \{/],
  ["a header that is not JSON", file("{hello"), /safetensors.*not.*JSON/i],
  ["a header that is a list", file("[1,2]"), /header must start with \{/],
  ["a header nested without end", file(`{"a":${"[".repeat(100_000)}`), /safetensors/],
  ["a name twice", file(`{"a":${JSON.stringify(W_E)},"a":${JSON.stringify(W_E)}}`, ONE), /"a"/],
  ["a tensor that is a number", file({ "embedding.W_E": 7 }), /must be an object/],
  [
    "a tensor without offsets",
    file({ "embedding.W_E": { dtype: "F32", shape: [3, 4] } }, ONE),
    /needs dtype, shape and data_offsets/,
  ],
  ["an unknown member", file(one({ color: "red" }), ONE), /unknown member "color"/],
  ["an unknown dtype", file(one({ dtype: "F31" }), ONE), /unknown dtype "F31"/],
  ["whole numbers for weights", file(one({ dtype: "I32" }), ONE), /I32; use F32 or F64/],
  ["offsets of 2^60", file(one({ data_offsets: [0, 2 ** 60] }), ONE), /needs 48 bytes by its shape/],
  ["a shape of 2^60 rows", file(one({ shape: [2 ** 60, 4] }), ONE), /too large for any file|needs .* bytes/],
  ["a shape whose size wraps round", file(one({ shape: [2 ** 32, 2 ** 32] }), ONE), /too large for any file/],
  ["sizes whose product is nothing", file(one({ shape: [0, 2 ** 60], data_offsets: [0, 0] })), /is empty/],
  ["a negative size", file(one({ shape: [-3, 4] }), ONE), /whole number/],
  ["half a row", file(one({ shape: [2.5, 4] }), ONE), /whole number/],
  ["one offset", file(one({ data_offsets: [0] }), ONE), /two offsets/],
  ["offsets that run backwards", file(one({ data_offsets: [48, 0] }), ONE), /ends before it begins/],
  ["offsets that overlap", file(both({ data_offsets: [24, 72] }), TWO), /overlaps/],
  ["a gap between tensors", file(both({ data_offsets: [52, 100] }), new Uint8Array(100)), /gap/],
  ["bytes that belong to nobody", file(one({}), TWO), /48 bytes at the end belong to no tensor/],
  ["a file cut short", file(both({}), TWO.slice(0, 95)), /ends beyond the end of the file/],
  ["a size that does not fit its offsets", file(one({ shape: [3, 5] }), ONE), /needs 60 bytes by its shape/],
  [
    "a tensor of another shape",
    file(one({ shape: [4, 3] }), ONE),
    /embedding\.W_E: is \[4 × 3\], must be \[3 × 4\]/,
  ],
  ["a tensor of three dimensions", file(one({ shape: [3, 2, 2] }), ONE), /3 dimensions/],
  [
    "a parameter of another model",
    file({ "block9.W": W_E }, ONE),
    /block9\.W: this model has no such parameter/,
  ],
  ["a number that is not finite", file(one({}), floats([NaN, ...Array(11).fill(0)])), /not finite/],
  ["metadata that is no text", file({ __metadata__: { a: 1 }, ...one({}) }, ONE), /__metadata__/],
]);

for (const [what, bytes, message] of HOSTILE)
  test(`a file with ${what} is refused and changes nothing`, async () => {
    const training = await createTraining(CONFIG);
    const before = training.parameters();
    assert.throws(
      () => training.setParameters(bytes),
      (error) => error instanceof QkvError && error.code !== "internal" && message.test(error.message),
    );
    assert.deepEqual(training.parameters(), before);
    await assert.rejects(
      restoreTraining(bytes),
      (error) => error instanceof QkvError && error.code !== "internal",
    );
    training.close();
  });

test("a checkpoint cut anywhere is refused", async () => {
  const training = await createTraining(CONFIG);
  training.step(3);
  const checkpoint = training.save();
  for (let length = 0; length < checkpoint.length; length += 97)
    await assert.rejects(
      restoreTraining(checkpoint.subarray(0, length)),
      (error) => error instanceof QkvError && error.code !== "internal",
      `${length} bytes`,
    );
  training.close();
});

test("parameters alone are no checkpoint", async () => {
  const training = await createTraining(CONFIG);
  await assert.rejects(restoreTraining(training.parameters()), (error) => error instanceof QkvError);
  training.close();
});
