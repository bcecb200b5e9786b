import assert from "node:assert/strict";
import test from "node:test";
import { PRESETS } from "../../web/runs/presets.js";
import { browserAndServer, open, quietPage } from "./support.mjs";

const site = browserAndServer();

const START = ".trainer .start";

for (const lang of ["en", "zh"])
  for (const id of Object.keys(PRESETS))
    test(`the comparison ${id} comes to what it promises, in ${lang}`, async () => {
      const { page, noise, close } = await quietPage(site.browser);
      await open(page, `${site.address}#lang=${lang}&step=compare`);
      await page.locator(`[data-preset="${id}"]`).click();
      await page.locator(`[data-preset="${id}"][aria-pressed="true"]`).waitFor();
      // Its link is the comparison: everything that follows happens on a page that was opened by it.
      const link = page.url();
      await page.goto("about:blank");
      await open(page, link);
      await page.locator(`[data-preset="${id}"][aria-pressed="true"]`).waitFor();
      await page.locator(`${START}:not(:disabled)`).click();
      await page.locator(".verdict .promise.kept").waitFor({ timeout: 90_000 });
      assert.deepEqual(noise, []);
      await close();
    });

test("both runs are about as far while they train, and can be paused together", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(
    page,
    `${site.address}#lang=en&step=compare&train_positional=none&compare_other=alibi&train_steps=5000`,
  );
  await page.locator(`${START}:not(:disabled)`).click();
  const steps = async () =>
    [...((await page.locator(".run-status").textContent()) ?? "").matchAll(/step (\d+)/g)].map((m) =>
      Number(m[1]),
    );
  for (let i = 0; i < 10; i++) {
    await page.waitForTimeout(120);
    const [a, b] = await steps();
    assert.ok(Math.abs(a - b) <= 25, `${a} and ${b}`);
  }
  await page.locator(START).click();
  await page.locator(START, { hasText: "Go on" }).waitFor();
  const paused = await steps();
  await page.waitForTimeout(200);
  assert.deepEqual(await steps(), paused);
  assert.deepEqual(noise, []);
  await close();
});

test("A and B stand side by side directly under their question", async () => {
  const { page, noise, close } = await quietPage(site.browser, { viewport: { width: 1440, height: 900 } });
  await open(page, `${site.address}#lang=en&step=compare`);
  await page.locator(".side-B .head-map").first().waitFor();
  const [question, a, b, verdict] = await Promise.all(
    [".compare > .lead", ".side-A", ".side-B", ".verdict"].map((each) => page.locator(each).boundingBox()),
  );
  assert.ok(question && a && b && verdict);
  assert.equal(a.y, b.y);
  assert.ok(a.y - (question.y + question.height) < 40, "nothing stands between");
  assert.ok(verdict.y > a.y + a.height);
  assert.deepEqual(noise, []);
  await close();
});

test("an own difference: its field, its value, and what is not possible", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=compare`);
  await page.locator("#compare-field").selectOption("n_blocks");
  await page.locator(".side-B h2", { hasText: "Blocks 2" }).waitFor();
  await page.locator("#compare-other").fill("9");
  await page.locator("#compare-other").press("Enter");
  await page.locator("#compare-other-error", { hasText: "1 to 4" }).waitFor();
  await page.locator("#compare-other").fill("3");
  await page.locator("#compare-other").press("Enter");
  await page.locator(".side-B .head-map", { hasText: "block 2" }).first().waitFor();
  assert.match(page.url(), /compare_field=n_blocks&compare_other=3/);
  assert.equal(await page.locator('[data-preset][aria-pressed="true"]').count(), 0);
  assert.deepEqual(noise, []);
  await close();
});

test("the keyboard alone chooses a comparison, starts, pauses and resets it", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=compare`);
  const focused = () =>
    page.evaluate(
      () => /** @type {HTMLElement} */ (document.activeElement?.shadowRoot?.activeElement)?.className ?? "",
    );
  const tabTo = async (/** @type {RegExp} */ wanted, key = "Tab") => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press(key);
      if (wanted.test(await focused())) return;
    }
    assert.fail(`no ${wanted} can be reached with ${key}`);
  };
  await tabTo(/preset/);
  await tabTo(/preset/);
  await page.keyboard.press("Enter");
  await page.locator('[data-preset="agreement"][aria-pressed="true"]').waitFor();
  await page.locator(`${START}:not(:disabled)`).waitFor();
  await tabTo(/start/);
  await page.keyboard.press("Enter");
  await page.locator(START, { hasText: "Pause" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(START, { hasText: "Go on" }).waitFor();
  await tabTo(/plain/);
  assert.deepEqual(noise, []);
  await close();
});
