// The real element in a notebook's widget, on a slide, and in a learning platform that a learner comes back to.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { after, before } from "node:test";
import { unzipSync } from "fflate";
import { staticServer } from "../../tools/serve.mjs";
import { launch, quietPage, serve } from "./support.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the widget's module runs from a blob and keeps a model alike", async () => {
  const server = await serve();
  const { page, noise, close } = await quietPage(browser);
  // Nothing of ours may be fetched: the module has everything inside.
  await page.route(/qkv-lab|qkv\.wasm|qkv-worker/, (route) => route.abort());
  await page.goto(`${server.address}custom-elements.json`);
  await page.setContent(
    '<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head><body></body></html>',
  );
  const text = readFileSync(join(ROOT, "dist/anywidget.js"), "utf8");
  await page.evaluate(async (source) => {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const { default: widget } = await import(url);
    URL.revokeObjectURL(url);
    const events = new EventTarget();
    /** @type {Record<string, any>} */
    const traits = {
      state: { step: "scale", d_k: 9 },
      paths: ["block0.attention.head0.scores"],
      attributes: { view: "step" },
    };
    const model = {
      get: (/** @type {string} */ name) => traits[name],
      set(/** @type {string} */ name, /** @type {any} */ value) {
        traits[name] = value;
        events.dispatchEvent(new Event(`change:${name}`));
      },
      save_changes() {},
      on: (/** @type {string} */ name, /** @type {any} */ f) => events.addEventListener(name, f),
      off: (/** @type {string} */ name, /** @type {any} */ f) => events.removeEventListener(name, f),
    };
    widget.initialize({ model });
    const cleanup = widget.render({ model, el: document.body });
    Object.assign(window, { model, traits, cleanup });
  }, text);
  const lab = page.locator("qkv-lab");
  await lab.locator("td[data-row]").first().waitFor();
  const traits = () => page.evaluate(() => /** @type {any} */ (window).traits);
  await page.waitForFunction(() => /** @type {any} */ (window).traits.matrices);
  assert.equal((await traits()).state.d_k, 9);
  const first = (await traits()).matrices;
  await page.evaluate(() => /** @type {any} */ (window).model.set("state", { d_k: 2, seed: 5 }));
  await page.waitForFunction(() => /** @type {any} */ (window).traits.state.step === "scale");
  assert.equal((await traits()).state.d_k, 2);
  assert.notDeepEqual((await traits()).matrices, first);
  await lab.locator("#foot-d_k").fill("7");
  await lab.locator("#foot-d_k").press("Enter");
  await page.waitForFunction(() => /** @type {any} */ (window).traits.state.d_k === 7);
  await page.evaluate(() => /** @type {any} */ (window).cleanup());
  assert.equal(await lab.count(), 0);
  assert.deepEqual(noise, []);
  await close();
  server.close();
});

test("SCORM: real answers count, and whoever comes back finds the state", async () => {
  const folder = mkdtempSync(join(tmpdir(), "qkv-scorm-"));
  execFileSync(process.execPath, [join(ROOT, "tools/package.mjs"), "step=loss"], { cwd: ROOT });
  const archive = readFileSync(join(ROOT, "build/packages/qkv-lab-scorm-2004.zip"));
  for (const [name, bytes] of Object.entries(unzipSync(archive))) writeFileSync(join(folder, name), bytes);
  const host = dirname(createRequire(import.meta.url).resolve("scorm-again/package.json"));
  writeFileSync(join(folder, "scorm-again.js"), readFileSync(join(host, "dist/scorm-again.min.js")));
  writeFileSync(
    join(folder, "platform.html"),
    `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><script type="module">
import "./scorm-again.js";
window.sit = (kept) => {
  document.querySelector("iframe")?.remove();
  window.API_1484_11 = new Scorm2004API({ autocommit: false, logLevel: 5 });
  if (kept) API_1484_11.loadFromJSON({ suspend_data: kept }, "cmi");
  const frame = document.createElement("iframe");
  frame.src = "qkv-lab.html?step=loss";
  frame.style = "width: 1200px; height: 900px";
  document.body.append(frame);
};
</script></head><body></body></html>`,
  );
  const server = staticServer(folder);
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(null)));
  const { page, noise, close } = await quietPage(browser);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await page.goto(`http://127.0.0.1:${port}/platform.html`);
  const sit = (/** @type {string} */ kept) =>
    page.evaluate((text) => /** @type {any} */ (window).sit(text), kept);
  const field = (/** @type {string} */ name) =>
    page.evaluate((asked) => /** @type {any} */ (window).API_1484_11.GetValue(asked), name);
  await sit("");
  const lab = page.frameLocator("iframe").locator("qkv-lab");
  const card = lab.locator('[data-exercise="loss-cell"]');
  await card.waitFor();
  await lab.locator("#foot-target").selectOption("same_token");
  await card.getByRole("button", { name: "Show the answer" }).click();
  await page.waitForFunction(
    () => /** @type {any} */ (window).API_1484_11.GetValue("cmi.completion_status") === "completed",
  );
  assert.equal(await field("cmi.score.scaled"), "0");
  const kept = await field("cmi.suspend_data");
  assert.match(JSON.parse(kept).link, /target=same_token/);
  await sit(kept);
  await lab.locator("#foot-target").waitFor();
  await page.waitForFunction(() => {
    const frame = document.querySelector("iframe");
    const element = /** @type {any} */ (frame?.contentDocument?.querySelector("qkv-lab"));
    return element?.getState().target === "same_token";
  });
  assert.deepEqual(noise, []);
  await close();
  server.close();
  rmSync(folder, { recursive: true });
});
