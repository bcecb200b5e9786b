// The types of the border name what is bound there, no more and no less.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const read = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

test("every function that the engine binds has its type", async () => {
  const types = await read("web/engine/qkv-wasm.d.ts");
  for (const [kind, file] of [
    ["Session", "bindings"],
    ["Training", "training"],
  ]) {
    const source = await read(`cpp/bindings/${file}.cpp`);
    const bound = [...source.matchAll(/\.method<[^>]*>\("(\w+)"\)/g)].map((match) => match[1]);
    const body = new RegExp(`interface ${kind} \\{([^}]*)\\}`).exec(types)?.[1] ?? "";
    const typed = [...body.matchAll(/^ {4}(\w+)[(:]/gm)].map((match) => match[1]);
    assert.ok(bound.length > 4);
    assert.deepEqual(typed.sort(), bound.sort(), kind);
  }
});
