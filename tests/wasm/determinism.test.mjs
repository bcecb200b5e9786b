import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import test from "node:test";
import { createTraining } from "../../dist/node.mjs";
import { advice, FIXTURE } from "../determinism.mjs";

// The fourth platform, Chromium, is in tests/browser/determinism.test.mjs.

test("500 training steps have the expected loss curve in Node", async () => {
  const training = await createTraining(FIXTURE.config);
  while (training.state.status === "running") training.step(100);
  assert.equal(training.losses.length, 500);
  const bytes = Buffer.alloc(2000);
  for (const [i, loss] of training.losses.entries()) bytes.writeFloatLE(loss, 4 * i);
  training.close();
  assert.equal(createHash("sha256").update(bytes).digest("hex"), FIXTURE.loss_sha256, advice("Node"));
});

for (const [compiler, folder] of [
  ["gcc", "native"],
  ["clang", "clang"],
])
  test(`500 training steps have the expected loss curve in the native program of ${compiler}`, (t) => {
    const path = `build/${folder}/qkv_train`;
    const program = new URL(`../../${path}`, import.meta.url).pathname;
    if (!existsSync(program)) {
      // ./build.sh test PART sets this: the other parts may not have been built.
      if (process.env.QKV_TEST_PART) return t.skip(`${path} has not been built`);
      assert.fail(
        `${path} is missing. ./build.sh test builds it; so does "cmake --build build/${folder} --target qkv_train". ` +
          "Where only a part of the tests is meant to run, set QKV_TEST_PART=wasm",
      );
    }
    const { stdout, stderr, status } = spawnSync(program, ["-"], {
      input: JSON.stringify(FIXTURE.config),
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    assert.equal(status, 0, stderr);
    const last = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
    assert.equal(last.steps, 500);
    assert.equal(last.loss_sha256, FIXTURE.loss_sha256, advice(path));
  });
