// A model learns on the map, and its weights go into the chapters.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import test from "node:test";
import { browserAndServer, cell, holdEngine, open, quietPage } from "./support.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = browserAndServer();

/** @param {string} link @param {import("playwright-core").BrowserContextOptions} [options] */
async function onMap(link, options) {
  const { page, noise, close } = await quietPage(site.browser, options);
  await page.goto(`${site.address}#step=map&${link}`);
  await page.locator("qkv-lab .app:not([inert]) .map [data-path]:visible").first().waitFor();
  return { page, noise, close };
}
/** @typedef {import("playwright-core").Page} Page */

const learn = (/** @type {Page} */ page) => page.locator(".map-actions .map-learn").click();
const button = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.locator(".learn-buttons button:visible", { hasText: name });
const where = async (/** @type {Page} */ page) =>
  Number(/step (\d+)/.exec((await page.locator(".learn .loss-where").textContent()) ?? "")?.[1]);

/** Waits until so many workers are alive. @param {Page} page @param {number} count */
async function assertWorkers(page, count) {
  for (let i = 0; i < 40 && page.workers().length !== count; i++) await page.waitForTimeout(50);
  await page.waitForTimeout(100);
  assert.equal(page.workers().length, count);
}

const ATTENTION = "block0.attention.head0.attention";

test("it learns before one's eyes, can be paused and gone back through, and its weights go into the chapters", async () => {
  const { page, noise, close } = await onMap("lang=en");
  await learn(page);
  await page.locator(".learn-verdict", { hasText: "should be" }).waitFor();
  await page.waitForFunction(() => {
    const strip = document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".learn .loss-where");
    return /step [1-9]/.test(strip?.textContent ?? "");
  });
  await button(page, "Pause").click();
  await button(page, "Go on").waitFor();
  const paused = await where(page);
  assert.ok(paused > 0 && paused < 60, `slowly at first: ${paused}`);
  await page.waitForTimeout(300);
  assert.equal(await where(page), paused);
  await button(page, "Go on").click();
  await page.locator(".learn .loss-mark", { hasText: "step 150: always right" }).waitFor();
  await button(page, "Use these weights").waitFor();
  await page.locator(".learn-answer.hit", { hasText: "are" }).waitFor();
  await page.locator(".map-headline", { hasText: /^really asks\. dogs answers loudest: 9\d%/ }).waitFor();
  // Back to the start: the same sentence, not understood.
  await page.locator("#learn-moment").focus();
  await page.keyboard.press("Home");
  await page.locator(".learn .loss-where", { hasText: "step 0" }).waitFor();
  await page.locator(".learn-verdict", { hasText: "should be" }).waitFor();
  await button(page, "Use these weights").click();
  await page.locator(".map-notes", { hasText: "were learned" }).waitFor();
  await page.locator(".map-headline", { hasText: "dogs answers loudest" }).waitFor();
  await assertWorkers(page, 1);
  assert.match(page.url(), /sentence=sadly\+the\+red\+dogs.*weights=learned/);
  // The link alone brings the same numbers to another page.
  const link = `${page.url().replace("step=map", "step=softmax")}&head=0`;
  const other = await quietPage(site.browser);
  await open(other.page, link);
  const weight = await cell(other.page, ATTENTION, 7, 3).textContent();
  assert.ok(Number(weight) > 0.9, `${weight}`);
  assert.deepEqual([...noise, ...other.noise], []);
  await other.close();
  await close();
});

test("what learns ends with the map, also before it has started, and when it is asked to", async () => {
  const { page, noise, close } = await onMap("lang=en");
  await learn(page);
  await page.locator(".learn:visible").waitFor();
  await assertWorkers(page, 2);
  await button(page, "Back").click();
  await page.locator(".map-actions .map-learn:visible").waitFor();
  await assertWorkers(page, 1);
  const letGo = await holdEngine(page);
  for (let i = 0; i < 4; i++) {
    await learn(page);
    await page.waitForTimeout(15 * i);
    await page.locator(".map-stop", { hasText: "Many heads" }).click();
    await page.locator('.stage .matrix[data-path="block0.attention.concat"]').waitFor();
    await page.locator(".mini-caption").click();
    await page.locator(".map-actions .map-learn:not(:disabled)").waitFor();
  }
  letGo();
  await assertWorkers(page, 1);
  // Another language is another model.
  await learn(page);
  await page.locator(".learn:visible").waitFor();
  await page.locator(".language").click();
  await page.locator(".map-actions .map-learn", { hasText: "看它学习" }).waitFor();
  await assertWorkers(page, 1);
  // From a model that learns, a matrix leads into its step.
  await learn(page);
  await page.locator('.map [data-path="log_probabilities"] > button').click();
  await page.locator(".stage h1").waitFor();
  await assertWorkers(page, 1);
  assert.deepEqual(noise, []);
  await close();
});

test("where less motion is asked for, only the result is shown", async () => {
  const { page, noise, close } = await onMap("lang=zh", { reducedMotion: "reduce" });
  await learn(page);
  await page.locator(".learn-buttons button:visible", { hasText: "用这些权重" }).waitFor();
  await page.locator(".learn-answer.hit").waitFor();
  await page.locator(".loss-mark", { hasText: "310" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("a sentence that was never met: one of theirs, or random weights again", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=weights&sentence=a+green+cat`);
  const choice = page.locator(".panel.weights .choice");
  await choice.filter({ hasText: "learned" }).click();
  await page.locator(".message", { hasText: "never met “a”" }).waitFor();
  await page.locator(".sentence-offer .chooser button").first().click();
  await page.locator(".stage h1", { hasText: "have learned something" }).waitFor();
  await cell(page, "block0.attention.W_Q", 0, 0).click();
  await page.locator(".inspector", { hasText: "A learned number" }).waitFor();
  await page.evaluate(() => {
    location.hash = "lang=en&step=weights&weights=learned&sentence=a+green+cat";
  });
  await page.locator(".sentence-offer .plain", { hasText: "random weights" }).click();
  await page.locator(".top .tokens", { hasText: "agreencat" }).waitFor();
  assert.match(page.url(), /sentence=a\+green\+cat/);
  assert.doesNotMatch(page.url(), /weights=/);
  assert.deepEqual(noise, []);
  await close();
});

for (const width of [1440, 390])
  test(`axe finds nothing while it learns, and nothing is cut, ${width}`, async () => {
    const { page, noise, close } = await onMap("lang=en", {
      viewport: { width, height: 844 },
      bypassCSP: true,
      reducedMotion: "reduce",
    });
    await learn(page);
    await button(page, "Use these weights").waitFor();
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run(document));
    assert.deepEqual(
      violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes[0].html}`),
      [],
    );
    const overflow = await page.evaluate(() => {
      const map = document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".map");
      return map ? map.scrollWidth - map.clientWidth : -1;
    });
    assert.ok(overflow <= 0, `${overflow}`);
    assert.deepEqual(noise, []);
    await close();
  });
