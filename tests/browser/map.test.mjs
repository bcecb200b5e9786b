// The map: the page opens with it, a word is one path, every matrix leads into its step and back.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import test from "node:test";
import { browserAndServer, quietPage } from "./support.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = browserAndServer();

/** @param {string} link @param {import("playwright-core").BrowserContextOptions} [options] */
async function onMap(link, options) {
  const { page, noise, close } = await quietPage(site.browser, options);
  await page.goto(link ? `${site.address}#${link}` : site.address);
  await page.locator("qkv-lab .app:not([inert]) .map [data-path]:visible").first().waitFor();
  return { page, noise, close };
}

test("a page without any field opens the map; every other link keeps its meaning", async () => {
  const { page, noise, close } = await onMap("");
  await page.locator(".map .map-headline", { hasText: "63%" }).waitFor();
  assert.equal(await page.locator(".stage").isVisible(), false);
  await page.evaluate(() => {
    location.hash = "seed=2";
  });
  await page.locator('.stage .matrix[data-path="X"]').waitFor();
  await page.evaluate(() => {
    location.hash = "step=map";
  });
  await page.locator(".map .map-headline").waitFor();
  assert.deepEqual(noise, []);
  await close();
});

for (const lang of ["en", "zh"])
  for (const colorScheme of /** @type {const} */ (["light", "dark"]))
    test(`every matrix of the map leads into a step, and back, ${lang}, ${colorScheme}`, async () => {
      const { page, noise, close } = await onMap(`lang=${lang}&step=map&mask=causal`, { colorScheme });
      const paths = await page
        .locator(".map [data-path]:visible")
        .evaluateAll((all) => all.map((each) => /** @type {HTMLElement} */ (each).dataset.path ?? ""));
      assert.ok(paths.length > 15, `${paths}`);
      for (const path of paths.filter((_, i) => i % 3 === 0)) {
        await page.locator(`.map [data-path="${path}"] > button`).first().click();
        await page.locator(".stage h1").waitFor();
        assert.doesNotMatch(page.url(), /step=map/);
        await page.goBack();
        await page.locator(".map .map-headline").waitFor();
      }
      assert.deepEqual(noise, []);
      await close();
    });

test("the map plays word by word until it is stopped, or a word is chosen", async () => {
  const { page, noise, close } = await onMap("lang=en&step=map&speed=4");
  const play = page.locator(".map-play");
  const headline = page.locator(".map .map-headline");
  await play.click();
  await headline.filter({ hasText: /^down asks/ }).waitFor();
  await headline.filter({ hasText: /^the asks/ }).waitFor();
  assert.equal(await play.textContent(), "Stop");
  await play.click();
  assert.equal(await play.textContent(), "Play it");
  await play.click();
  await page.locator(".map-word", { hasText: "cat" }).hover();
  await headline.filter({ hasText: /^cat asks/ }).waitFor();
  assert.equal(await play.textContent(), "Play it");
  assert.deepEqual(noise, []);
  await close();
});

test("a word lit is one path, said in words; the keyboard goes from word to word and into a matrix", async () => {
  const { page, noise, close } = await onMap("lang=en&step=map");
  const headline = page.locator(".map .map-headline");
  await page.locator(".map-word", { hasText: "cat" }).hover();
  await headline.filter({ hasText: /^cat asks/ }).waitFor();
  await page.locator(".map-word", { hasText: "down" }).focus();
  await page.keyboard.press("ArrowLeft");
  await headline.filter({ hasText: /^sat asks/ }).waitFor();
  await page.keyboard.press("Escape");
  await headline.filter({ hasText: "looking at each other" }).waitFor();
  await page.locator('.map [data-path="X"] > button').focus();
  await page.keyboard.press("Enter");
  await page.locator('.stage .matrix[data-path="X"]').waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("backward is the same map, coloured by gradients", async () => {
  const { page, noise, close } = await onMap("lang=en&step=map");
  const places = () =>
    page.locator(".map [data-path]:visible").evaluateAll((all) =>
      all.map((each) => {
        const { x, y } = each.getBoundingClientRect();
        return [Math.round(x), Math.round(y)];
      }),
    );
  const before = await places();
  await page.locator(".map-direction .choice", { hasText: "Backward" }).click();
  await page.locator(".map .map-headline", { hasText: /should look|loss/ }).waitFor();
  assert.deepEqual(await places(), before);
  assert.match(page.url(), /map_mode=back/);
  assert.deepEqual(noise, []);
  await close();
});

test("a step says where it is on the map, and the mini-map leads elsewhere", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await page.goto(`${site.address}#lang=en&step=scores`);
  await page.locator(".mini-map .here").waitFor();
  await page.locator('.mini-map [data-path="X"]').click();
  await page.locator('.stage .matrix[data-path="X"]').waitFor();
  await page.locator(".mini-caption").click();
  await page.locator(".map .map-headline").waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("axe finds nothing on the map, wide and on a phone", async () => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const { page, close } = await onMap("lang=en&step=map&mask=causal", { viewport, bypassCSP: true });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run(document));
    assert.deepEqual(
      violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes[0].html}`),
      [],
      `${viewport.width}`,
    );
    await close();
  }
});

test("32 tokens and 16 heads, every encoding, tokens as columns: drawn, and the page is as wide as the window", async () => {
  const many = Array.from({ length: 32 }, (_, i) => `w${i}`).join("+");
  for (const link of [
    `sentence=${many}&n_heads=16&d_model=32`,
    ...["none", "learned", "shaw", "t5", "rope", "alibi"].map((kind) => `positional=${kind}`),
    "convention=columns",
    "ablate=1",
  ])
    for (const width of [1440, 390]) {
      const { page, noise, close } = await onMap(`lang=en&step=map&${link}`, {
        viewport: { width, height: 844 },
      });
      const overflow = await page.evaluate(() => {
        const map = document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".map");
        return map ? map.scrollWidth - map.clientWidth : -1;
      });
      assert.ok(overflow <= 0, `${link} at ${width}: ${overflow}`);
      assert.deepEqual(noise, []);
      await close();
    }
});
