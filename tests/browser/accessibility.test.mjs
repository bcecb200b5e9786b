import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import test from "node:test";
import { STEP_IDS } from "../../web/lessons/chapters.js";
import { browserAndServer, open, quietPage } from "./support.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const site = browserAndServer();

for (const [lang, colorScheme] of /** @type {const} */ ([
  ["en", "light"],
  ["zh", "dark"],
]))
  test(`axe finds nothing in any step, ${lang}, ${colorScheme}`, async () => {
    // The checker itself needs to be put in; the page's own policy would refuse it.
    const { page, close } = await quietPage(site.browser, { colorScheme, bypassCSP: true });
    for (const step of STEP_IDS) {
      await open(
        page,
        `${site.address}#lang=${lang}&mask=causal&step=${step}&train_pace=full&train_steps=30`,
      );
      if (["train", "compare"].includes(step)) {
        await page.locator(".trainer .start:not(:disabled)").click();
        await page.locator(".run-status", { hasText: "30" }).waitFor();
        for (const fold of await page
          .locator(".same > summary, .setup summary, .curves-fold > summary")
          .all())
          await fold.click();
      }
      const first = page.locator(".stage td[data-row]").first();
      const opens = !["waves", "compare"].includes(step);
      if (opens) await first.click();
      if (opens) await page.locator(".inspector .cell-value").waitFor();
      for (const fold of await page.locator(".why summary").all()) await fold.click();
      for (const hint of await page.locator(".exercise .answer .plain").all()) await hint.click();
      const symbol = page.locator(".lead .explained[role=button]").first();
      if (await symbol.count()) {
        await symbol.focus();
        await page.locator(".popover").waitFor();
      }
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run(document));
      const found = violations.map(
        (/** @type {any} */ v) =>
          `${v.id}: ${v.nodes
            .slice(0, 3)
            .map((/** @type {any} */ n) => n.html + n.failureSummary)
            .join(" | ")}`,
      );
      assert.deepEqual(found, [], step);
    }
    await close();
  });
