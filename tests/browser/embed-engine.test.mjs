// One engine for a page, however many elements: started when they come near, freed when they leave.
import assert from "node:assert/strict";
import test from "node:test";
import { allReady, hostPage } from "./host-page.mjs";
import { browserAndServer, quietPage } from "./support.mjs";

const site = browserAndServer();

/** @param {import("playwright-core").Page} page @param {string} html */
const host = (page, html) => hostPage(page, site.address, html);

test("all elements share one worker; a training run has its own, and both are ended with the last", async () => {
  const { page, noise, requests, close } = await quietPage(site.browser);
  const figures = ["scores", "softmax", "mix", "tokens"]
    .map((step, i) => `<qkv-lab loading="eager" view="figure" step="${step}" seed="${i + 1}"></qkv-lab>`)
    .join("");
  await host(page, figures);
  await allReady(page);
  assert.equal(page.workers().length, 1);
  assert.equal(requests.filter((url) => url.includes("qkv.wasm")).length, 1);
  // Each has its own numbers in it.
  const values = await page.evaluate(() =>
    [...document.querySelectorAll("qkv-lab")].map(
      (lab) => /** @type {any} */ (lab).matrix("block0.attention.W_Q")[0][0],
    ),
  );
  assert.equal(new Set(values).size, 4);
  const trees = await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll("qkv-lab")].map((lab) => /** @type {any} */ (lab).explain("input", 0, 1)),
    ),
  );
  assert.ok(trees.every((tree) => tree.op === "sum"));
  await page.evaluate(() => document.querySelector("qkv-lab")?.setAttribute("step", "train"));
  await page.locator("qkv-lab .trainer .start:not(:disabled)").first().waitFor();
  assert.equal(page.workers().length, 2);
  await page.evaluate(() => document.querySelector("qkv-lab")?.remove());
  await page.waitForFunction(() => document.querySelectorAll("qkv-lab").length === 3);
  for (let i = 0; i < 40 && page.workers().length !== 1; i++) await page.waitForTimeout(50);
  assert.equal(page.workers().length, 1);
  await page.evaluate(() => {
    for (const lab of document.querySelectorAll("qkv-lab")) lab.remove();
  });
  for (let i = 0; i < 40 && page.workers().length; i++) await page.waitForTimeout(50);
  assert.equal(page.workers().length, 0);
  assert.deepEqual(noise, []);
  await close();
});

test("an element starts when it comes near the window, or at once where it is asked to", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await host(
    page,
    `<div style="height: 3000px"></div><qkv-lab id="far" view="figure" step="scores"><b>A picture</b></qkv-lab>
     <qkv-lab id="eager" loading="eager" view="figure" step="scores"></qkv-lab>`,
  );
  await page.locator("#eager .app:not([inert]) td[data-row]").first().waitFor();
  assert.equal(await page.locator("#far .app").count(), 0);
  assert.equal(
    await page.locator("#far b").isVisible(),
    true,
    "what the page has put there stands meanwhile",
  );
  await page.evaluate(() => window.scrollTo(0, 2600));
  await page.locator("#far .app:not([inert]) td[data-row]").first().waitFor();
  assert.equal(await page.locator("#far b").isVisible(), false);
  assert.deepEqual(noise, []);
  await close();
});

test("an element that is moved keeps all that was done in it", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await host(
    page,
    `<div id="a"></div><qkv-lab loading="eager" view="figure" step="scores"></qkv-lab><div id="b"></div>`,
  );
  await allReady(page);
  const kept = await page.evaluate(async () => {
    const lab = /** @type {any} */ (document.querySelector("qkv-lab"));
    await lab.setState({ seed: 7, cell: { path: "X", row: 0, col: 0 } });
    const [app] = lab.shadowRoot.children;
    document.querySelector("#b")?.append(lab);
    lab.remove();
    await Promise.resolve();
    document.querySelector("#a")?.append(lab);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [lab.seed, lab.cell.path, lab.shadowRoot.children[0] === app, lab.matrix("X").length];
  });
  assert.deepEqual(kept, [7, "X", true, 4]);
  assert.equal(page.workers().length, 1);
  assert.deepEqual(noise, []);
  await close();
});

test("a thousand elements put in and taken out leave no worker, no node, no listener", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await host(page, "<main></main>");
  await page.waitForFunction(() => customElements.get("qkv-lab"));
  const client = await page.context().newCDPSession(page);
  const count = async () => {
    await client.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners } = await client.send("Memory.getDOMCounters");
    return { nodes, jsEventListeners };
  };
  /** Some leave before they start, some while they start, some when they can be used. @param {number} many */
  const putAndTake = (many) =>
    page.evaluate(async (/** @type {number} */ rounds) => {
      const kinds = [
        'view="figure" step="scores"',
        'view="step" step="softmax"',
        'view="full"',
        'view="exercise" step="mix"',
      ];
      const place = /** @type {HTMLElement} */ (document.querySelector("main"));
      for (let i = 0; i < rounds; i++) {
        place.innerHTML = kinds
          .map((kind) => `<qkv-lab loading="eager" group="g" ${kind}></qkv-lab>`)
          .join("");
        if (i % 25 === 0)
          await Promise.all([...place.children].map((lab) => /** @type {any} */ (lab).whenReady));
        else if (i % 2) await new Promise((resolve) => setTimeout(resolve, i % 5));
        place.replaceChildren();
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }, many);
  await putAndTake(8);
  const before = await count();
  await putAndTake(250);
  const after = await count();
  assert.equal(page.workers().length, 0);
  assert.ok(after.nodes <= before.nodes + 20, `${before.nodes} nodes, then ${after.nodes}`);
  assert.ok(
    after.jsEventListeners <= before.jsEventListeners + 4,
    `${before.jsEventListeners} listeners, then ${after.jsEventListeners}`,
  );
  assert.deepEqual(noise, []);
  await close();
});

test("files from elsewhere: worker-url and wasm-url", async () => {
  const { page, noise, requests, close } = await quietPage(site.browser);
  await page.route("**/elsewhere/*", async (route) => {
    const name = /worker/.test(route.request().url()) ? "qkv-worker.js" : "qkv.wasm";
    await route.fulfill({ response: await route.fetch({ url: site.address + name }) });
  });
  await host(
    page,
    `<qkv-lab loading="eager" view="figure" step="scores" worker-url="/elsewhere/w-worker.js" wasm-url="elsewhere/w.wasm"></qkv-lab>`,
  );
  await allReady(page);
  assert.deepEqual(
    requests.map((url) => new URL(url).pathname).filter((path) => /qkv-worker|\.wasm|elsewhere/.test(path)),
    ["/elsewhere/w-worker.js", "/elsewhere/w.wasm"],
  );
  assert.deepEqual(noise, []);
  await close();
});

test("a worker that dies is replaced for all of them", async () => {
  const { page, close } = await quietPage(site.browser);
  await host(
    page,
    ["1", "2"]
      .map((seed) => `<qkv-lab loading="eager" view="figure" step="scores" seed="${seed}"></qkv-lab>`)
      .join(""),
  );
  await allReady(page);
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error("gone");
    });
  });
  await page.waitForTimeout(200);
  const answers = await page.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll("qkv-lab")].map((lab) => /** @type {any} */ (lab).explain("input", 0, 1)),
    ),
  );
  assert.equal(answers.length, 2);
  assert.equal(page.workers().length, 1);
  await close();
});
