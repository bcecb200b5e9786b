import assert from "node:assert/strict";
import test from "node:test";
import { browserAndServer, cell, matrix, open, quietPage } from "./support.mjs";

const site = browserAndServer();

for (const [key, value, message] of [
  ["d_model", "0", /d_model: 0 is not possible. Choose from 1 to 32/],
  ["d_model", "1e9", /d_model: 1e9 is not possible/],
  ["d_model", "1.5", /d_model: 1.5 is not whole/],
  ["d_model", "abc", /d_model: “abc” is not a number/],
  ["mask", "diagonal", /Mask: “diagonal” is not possible. Possible are: none, causal, padding/],
  ["step", "nowhere", /step: “nowhere” is not possible/],
  ["colour", "red", /field “colour” that does not exist/],
  ["edits", "X@0,0=NaN", /NaN” is not a number/],
  ["edits", "block0.attention.Q@0,0=1", /cannot be set/],
  ["cell", "Q-1-2", /names no cell/],
  ["seed", "-1", /Seed: -1 is not possible/],
  ["sentence", "%20", /Write at least one word/],
  ["sentence", "word+".repeat(10_000), /> 2000 tokens are too many|10000 tokens are too many/],
])
  test(`a link with ${key}=${String(value).slice(0, 20)} says what is wrong and shows the rest`, async () => {
    const { page, noise, close } = await quietPage(site.browser);
    await open(page, `${site.address}#lang=en&${key}=${value}`);
    const text = await page.locator(".messages .problem").first().textContent();
    assert.match(text ?? "", /** @type {RegExp} */ (message));
    await page.locator(".messages .icon-button").first().click();
    assert.equal(await page.locator(".messages .problem").count(), 0);
    assert.deepEqual(noise, []);
    await close();
  });

test("a wrong value in a control is answered there and the last good state stays", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en`);
  const before = await matrix(page, "X").innerText();
  for (const [text, message] of /** @type {const} */ ([
    ["abc", /is not a number/],
    ["99", /Choose from 1 to 32/],
    ["2.5", /not whole/],
  ])) {
    await page.locator("#foot-d_model").fill(text);
    await page.keyboard.press("Enter");
    assert.match((await page.locator("#foot-d_model-error").textContent()) ?? "", message);
    assert.equal(await matrix(page, "X").innerText(), before);
  }
  await page.locator("#foot-d_model").fill("4");
  await page.keyboard.press("Enter");
  await page.locator(".stage .shape", { hasText: "4 × 4" }).waitFor();
  assert.equal(await page.locator("#foot-d_model-error").textContent(), "");
  assert.deepEqual(noise, []);
  await close();
});

test("a cell refuses what is no number and keeps its value", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en`);
  const value = await cell(page, "X", 0, 0).textContent();
  for (const text of ["NaN", "", "1e99", "--3"]) {
    await cell(page, "X", 0, 0).dblclick();
    await page.locator(".cell-input").fill(text);
    await page.keyboard.press("Enter");
    await page.locator(".inspector .error").waitFor();
    assert.equal(await cell(page, "X", 0, 0).textContent(), value);
  }
  assert.deepEqual(noise, []);
  await close();
});

test("an empty, an endless, an emoji and a right-to-left sentence", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en`);
  const type = async (/** @type {string} */ text) => {
    if (await page.locator(".sentence .icon-button").isVisible())
      await page.locator(".sentence .icon-button").click();
    await page.locator("#sentence").fill(text);
    await page.keyboard.press("Enter");
  };
  await type("   ");
  await page.locator("#sentence-error", { hasText: "at least one word" }).waitFor();
  await type("word ".repeat(10_000));
  await page.locator("#sentence-error", { hasText: "too many" }).waitFor();
  assert.equal(await matrix(page, "X").locator("tbody tr").count(), 4);
  await type("👩‍👩‍👧 loves 🇨🇳 naïve שלום عالم");
  await matrix(page, "X").locator("th", { hasText: "שלום" }).waitFor();
  assert.deepEqual(await matrix(page, "X").locator("tbody th").allTextContents(), [
    "👩‍👩‍👧",
    "loves",
    "🇨🇳",
    "naïve",
    "שלום",
    "عالم",
  ]);
  assert.deepEqual(noise, []);
  await close();
});

test("markup in the sentence stays text", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(
    page,
    `${site.address}#lang=en&sentence=${encodeURIComponent("<img/src=x onerror=alert(1)> `x` *y*")}`,
  );
  assert.equal(await page.locator("qkv-lab img").count(), 0);
  assert.deepEqual(noise, []);
  await close();
});
