// The SCORM package in a platform's frame: scorm-again is loaded into the page around, as a platform does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { after, before } from "node:test";
import { unzipSync } from "fflate";
import { staticServer } from "../../tools/serve.mjs";
import { launch, quietPage } from "./support.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
const HOST = join(dirname(createRequire(import.meta.url).resolve("scorm-again/package.json")), "dist");

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("node:http").Server} */
let server;
let folder = "";

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "qkv-scorm-"));
  execFileSync(process.execPath, [join(ROOT, "tools/package.mjs"), "step=scores"], { cwd: ROOT });
  for (const version of ["1.2", "2004"]) {
    mkdirSync(join(folder, version));
    const archive = readFileSync(join(ROOT, `build/packages/qkv-lab-scorm-${version}.zip`));
    for (const [name, bytes] of Object.entries(unzipSync(archive)))
      writeFileSync(join(folder, version, name), bytes);
  }
  writeFileSync(join(folder, "scorm-again.js"), readFileSync(join(HOST, "scorm-again.min.js")));
  server = staticServer(folder);
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(null)));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

for (const [version, api, get] of [
  ["1.2", "API", "LMSGetValue"],
  ["2004", "API_1484_11", "GetValue"],
])
  test(`SCORM ${version}: the package opens what its manifest says, and tells its platform`, async () => {
    const manifest = readFileSync(join(folder, version, "imsmanifest.xml"), "utf8");
    const [, parameters] = /parameters="([^"]*)"/.exec(manifest) ?? [];
    const [, href] = /<resource [^>]*href="([^"]*)"/.exec(manifest) ?? [];
    const maker = version === "1.2" ? "Scorm12API" : "Scorm2004API";
    writeFileSync(
      join(folder, `platform-${version}.html`),
      `<!doctype html><html lang="en"><head><title>A platform</title><link rel="icon" href="data:,">
<script type="module">
import "./scorm-again.js";
window.${api} = new ${maker}({ autocommit: false, logLevel: 5 });
const frame = document.createElement("iframe");
frame.src = "./${version}/${href}${parameters}";
frame.style = "width: 1200px; height: 800px";
document.body.append(frame);
</script></head><body></body></html>`,
    );
    const { page, noise, close } = await quietPage(browser);
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    await page.goto(`http://127.0.0.1:${address.port}/platform-${version}.html`);
    const lab = page.frameLocator("iframe").locator("qkv-lab");
    await lab.locator('.matrix[data-path="block0.attention.head0.scores"]').first().waitFor();
    const field = (/** @type {string} */ name) =>
      page.evaluate(
        ([object, call, asked]) => /** @type {any} */ (window)[object][call](asked),
        [api, get, name],
      );
    const status = version === "1.2" ? "cmi.core.lesson_status" : "cmi.completion_status";
    assert.equal(await field(status), "incomplete");
    for (const id of ["scores-cell", "scores-key"])
      await lab.evaluate((element, exercise) => {
        const score = { raw: 1, min: 0, max: 1, scaled: 1 };
        const detail = { id: exercise, step: "scores", correct: true, revealed: false, score };
        element.dispatchEvent(new CustomEvent("qkv-exercise", { detail, bubbles: true, composed: true }));
      }, id);
    assert.equal(await field(status), "completed");
    assert.equal(await field(version === "1.2" ? "cmi.core.score.raw" : "cmi.score.raw"), "100");
    await page.evaluate(() => document.querySelector("iframe")?.remove());
    await page.waitForFunction((object) => /** @type {any} */ (window)[object].isTerminated(), api);
    assert.deepEqual(noise, []);
    await close();
  });
