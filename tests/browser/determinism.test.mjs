import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { advice, FIXTURE } from "../determinism.mjs";
import { launch, quietPage, serve } from "./support.mjs";

test("500 training steps have the expected loss curve in Chromium", async () => {
  const server = await serve();
  const browser = await launch();
  try {
    const { page, noise } = await quietPage(browser);
    // An empty page beside qkv.wasm, with the engine's own glue: what users load has nothing added for this test.
    const glue = await readFile(new URL("../../build/wasm/qkv.mjs", import.meta.url), "utf8");
    await page.route("**/determinism.html", (route) =>
      route.fulfill({ contentType: "text/html", body: '<!doctype html><link rel="icon" href="data:,">' }),
    );
    await page.route("**/qkv.mjs", (route) => route.fulfill({ contentType: "text/javascript", body: glue }));
    await page.goto(`${server.address}determinism.html`);
    const { status, steps, hash } = await page.evaluate(async (config) => {
      const { default: createModule } = await import(new URL("qkv.mjs", location.href).href);
      const wasmBinary = await (await fetch("qkv.wasm")).arrayBuffer();
      const module = await createModule({
        wasmBinary,
        locateFile: (/** @type {string} */ name) => name,
      });
      const training = module.Training_new();
      const opened = module.Training_open(training, config);
      if (opened.error) throw new Error(opened.error.message);
      module.Training_step(training, 500);
      const losses = module.Training_losses(training).value.slice();
      const { status } = JSON.parse(module.Training_state(training).value);
      module.Training_delete(training);
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", losses));
      const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return { status, steps: losses.length, hash };
    }, JSON.stringify(FIXTURE.config));
    assert.equal(status, "steps");
    assert.equal(steps, 500);
    assert.equal(hash, FIXTURE.loss_sha256, advice("Chromium"));
    assert.deepEqual(noise, []);
  } finally {
    await browser.close();
    server.close();
  }
});
