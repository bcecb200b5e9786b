// Whatever is started is ended, also when it was left before it had finished starting; and nothing half-done is seen.
import assert from "node:assert/strict";
import test from "node:test";
import { browserAndServer, cell, holdEngine, open, quietPage } from "./support.mjs";

const site = browserAndServer();

/** Waits until so many workers are alive, and a little longer. @param {import("playwright-core").Page} page @param {number} count */
async function assertWorkers(page, count) {
  for (let i = 0; i < 40 && page.workers().length !== count; i++) await page.waitForTimeout(50);
  await page.waitForTimeout(100);
  assert.equal(page.workers().length, count);
}

test("elements taken out while their engines load leave no worker and no word", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await page.goto(`${site.address}embed-example.html`);
  await page.evaluate(() => {
    for (const lab of document.querySelectorAll("qkv-lab")) lab.remove();
  });
  await assertWorkers(page, 0);
  await page.evaluate(async () => {
    for (let ms = 0; ms < 60; ms++) {
      const lab = document.createElement("qkv-lab");
      document.body.append(lab);
      await new Promise((resolve) => setTimeout(resolve, ms));
      lab.remove();
    }
  });
  await assertWorkers(page, 0);
  assert.deepEqual(noise, []);
  await close();
});

test("a chapter left while its engine loads leaves the lesson's worker alone", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=update`);
  const letGo = await holdEngine(page);
  for (const step of ["compare", "tokens", "train", "tokens", "inside", "tokens"]) {
    await page.evaluate((id) => {
      location.hash = `lang=en&step=${id}`;
    }, step);
    await page.waitForTimeout(20);
  }
  await page.locator('.matrix[data-path="X"]').waitFor();
  letGo();
  await assertWorkers(page, 1);
  assert.deepEqual(noise, []);
  await close();
});

test("the map says that it loads, and an address changed meanwhile is followed", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const letGo = await holdEngine(page);
  await page.goto(`${site.address}#lang=en&step=map`);
  await page.locator(".map-place .loading", { hasText: /./ }).waitFor();
  await page.evaluate(() => {
    location.hash = "lang=en&step=scores";
  });
  letGo();
  await page.locator('.stage .matrix[data-path="block0.attention.head0.scores"]').waitFor();
  assert.match(page.url(), /step=scores/);
  assert.deepEqual(noise, []);
  await close();
});

test("a comparison starts when both models are there, and both train", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=tokens`);
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((resolve) => {
    letGo = () => resolve(undefined);
  });
  let asked = 0;
  await page.route("**/qkv.wasm*", async (route) => {
    if (asked++ === 1) await held;
    await route.continue();
  });
  await page.evaluate(() => {
    location.hash = "lang=en&step=compare&train_steps=40&train_accuracy=1";
  });
  const start = page.locator(".trainer .start");
  await page.locator(".side .answers td").first().waitFor();
  assert.ok(await start.isDisabled(), "the other is not there yet");
  letGo();
  await page.locator(".trainer .start:not(:disabled)").click();
  await page.locator(".verdict p", { hasText: /./ }).first().waitFor();
  await page.waitForFunction(
    () =>
      [
        ...(
          document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".run-status")?.textContent ?? ""
        ).matchAll(/step 40/g),
      ].length === 2,
  );
  assert.deepEqual(noise, []);
  await close();
});

test("a training that is not possible is explained, and nothing of it can be pressed", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await page.goto(`${site.address}#lang=en&step=train&train_min_length=10`);
  await page.locator(".setup .error", { hasText: "must not be longer" }).waitFor();
  assert.equal(await page.locator(".moments").isVisible(), false);
  for (const button of await page.locator(".stage button:visible, .trainer button:visible").all())
    assert.notEqual(
      ((await button.textContent()) ?? "") + ((await button.getAttribute("aria-label")) ?? ""),
      "",
    );
  await page.locator("#setup-train_max_length").fill("12");
  await page.keyboard.press("Enter");
  await page.locator(".trainer .start:not(:disabled)").waitFor();
  assert.equal(await page.locator(".moments").isVisible(), true);
  assert.deepEqual(noise, []);
  await close();
});

test("Back and links bring a number with its own derivation; one that is not there is said, and the page goes on", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=queries`);
  await cell(page, "block0.attention.Q", 1, 1).click();
  const headed = page.locator(".inspector .cell-name");
  const rule = page.locator(".inspector .rule");
  await headed.filter({ hasText: "Q[cat, 1]" }).waitFor();
  const before = await page.locator(".inspector .terms").innerText();
  await page.locator(".next").click();
  await cell(page, "block0.attention.K", 0, 0).click();
  await headed.filter({ hasText: "K[the, 0]" }).waitFor();
  await page.goBack();
  await headed.filter({ hasText: "Q[cat, 1]" }).waitFor();
  assert.equal(await page.locator(".inspector .terms").innerText(), before);
  assert.match(await rule.innerText(), /^Q = input · W/);
  await page.evaluate(() => {
    location.hash = "lang=en&step=queries&cell=nope@9,9";
  });
  await page.locator(".messages .problem", { hasText: "nope@9,9" }).waitFor();
  await page.evaluate(() => {
    location.hash = "lang=en&step=scores&cell=block0.attention.head0.scores@2,1";
  });
  await headed.filter({ hasText: "scores[sat, cat]" }).waitFor();
  assert.equal(await page.locator(".messages .problem").count(), 0);
  assert.deepEqual(noise, []);
  await close();
});

test("every undo after typed numbers takes one of them back", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=weights`);
  const seed = page.locator("#foot-seed");
  for (const value of ["2", "3", "4"]) {
    await seed.fill(value);
    await seed.press("Enter");
    await page.waitForURL(new RegExp(`seed=${value}`));
  }
  await page.locator("h1").focus();
  for (const value of ["3", "2", "1"]) {
    await page.keyboard.press("Control+z");
    await page.waitForFunction(
      (wanted) =>
        /** @type {HTMLInputElement | null | undefined} */ (
          document.querySelector("qkv-lab")?.shadowRoot?.querySelector("#foot-seed")
        )?.value === wanted,
      value,
    );
  }
  assert.deepEqual(noise, []);
  await close();
});

test("an attribute that cannot be is answered in the element", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await page.goto(`${site.address}embed-example.html`);
  const lab = page.locator("qkv-lab").first();
  await lab.locator("td[data-row]").first().waitFor();
  await lab.evaluate((e) => e.setAttribute("step", "nowhere"));
  await lab.locator(".messages .problem", { hasText: "nowhere" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("where nothing can be measured stands a dash, never NaN", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=compare`);
  await page.locator('[data-preset="init"]').click();
  await page.locator(".trainer .start:not(:disabled)").click();
  await page.locator(".verdict .promise").waitFor({ timeout: 60_000 });
  const measures = await page.locator(".measures").innerText();
  assert.doesNotMatch(measures, /NaN/);
  assert.match(measures, /—/);
  assert.deepEqual(noise, []);
  await close();
});
