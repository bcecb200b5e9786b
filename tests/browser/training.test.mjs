import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { browserAndServer, open, quietPage } from "./support.mjs";

const site = browserAndServer();

/** @typedef {import("playwright-core").Page} Page */

const START = ".trainer .start";
/** The words that only one language has. */
const WORDS = { en: { goOn: "Go on", pause: "Pause" }, zh: { goOn: "继续", pause: "暂停" } };

/** A page at a state; the console must have stayed silent in the end. @param {string} link @param {(page: Page) => Promise<void>} use */
async function at(link, use) {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#train_pace=full&${link}`);
  await page.locator(`${START}:not(:disabled)`).waitFor();
  await use(page);
  assert.deepEqual(noise, []);
  await close();
}

/** @param {Page} page */
const status = async (page) => (await page.locator(".run-status").textContent()) ?? "";
/** The step that stands in the foot of the page. @param {Page} page */
const stepOf = async (page) => Number(/(?:step|第) ([\d,]+)/.exec(await status(page))?.[1].replace(",", ""));
/** @param {Page} page @param {string} words */
const waitForStart = (page, words) => page.locator(START, { hasText: words }).waitFor({ timeout: 60_000 });
/** @param {Page} page @param {number} step */
const waitForStep = (page, step) =>
  page.waitForFunction((wanted) => {
    const text = document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".run-status")?.textContent;
    return Number(/step ([\d,]+)/.exec(text ?? "")?.[1].replace(",", "")) >= wanted;
  }, step);
/** What is not asked but who is asked stands behind a fold. @param {Page} page */
const openSettings = (page) => page.locator(".setup .more-settings > summary").click();
/** @param {Page} page @param {number} index of the slider, along the loss */
const scrub = (page, index) =>
  page.locator("#moment").evaluate((slider, value) => {
    /** @type {HTMLInputElement} */ (slider).value = String(value);
    slider.dispatchEvent(new Event("input"));
  }, index);

for (const lang of /** @type {const} */ (["en", "zh"]))
  test(`a model is trained to its target, stepped, scrubbed, resumed and edited in ${lang}`, async () => {
    await at(`lang=${lang}&step=train`, async (page) => {
      const { goOn } = WORDS[lang];
      const before = await page.locator(".answers .miss").count();
      assert.ok(before > 2, "a model with random weights is mostly wrong");
      await page.locator(START).click();
      await waitForStart(page, goOn);
      assert.match(await status(page), /99\.\d+%|100%/);
      assert.equal(await stepOf(page), 75);
      assert.equal(await page.locator(".answers .miss").count(), 0);

      // One step more, then back to the beginning: the answers are wrong again.
      await page.locator(".trainer .plain").first().click();
      await page.locator(".run-status", { hasText: /76/ }).waitFor();
      await scrub(page, 0);
      await page.locator(".answers .miss").nth(2).waitFor();
      assert.equal(await page.locator(".answers .miss").count(), before);

      // Going on from step 10 forgets what came after it, and learns it again.
      await scrub(page, 10);
      await page.locator(".moments .loss-where", { hasText: "10" }).waitFor();
      await page.locator(".moments .plain:not(.open-lesson)").nth(1).click();
      await page.locator(".run-status", { hasText: /(step|第) 10( |$)/ }).waitFor();
      await page.locator(START).click();
      await page.locator(".run-status", { hasText: /(step|第) 75( |$)/ }).waitFor();
      await waitForStart(page, goOn);

      // A weight is typed over while the model is there: the numbers change, the run goes on.
      await page.locator("#train-node").selectOption("embedding.W_E");
      const first = page.locator('.stage .matrix[data-path="embedding.W_E"] td[data-row="4"][data-col="0"]');
      await first.click();
      await page.locator("#cell-value").fill("5");
      await page.locator("#cell-value").press("Enter");
      await page.locator(".inspector .cell-value", { hasText: "5" }).waitFor();
      assert.equal(await first.textContent(), "5.00");
      await page.locator(".trainer .plain").first().click();
      await page.locator(".run-status", { hasText: "76" }).waitFor();
    });
  });

test("the same seed gives the same run after a reset, and the run before stays as a curve", async () => {
  await at("lang=en&step=train&train_steps=30", async (page) => {
    await page.locator(START).click();
    await page.locator(".run-status", { hasText: "step 30" }).waitFor();
    const loss = await status(page);
    await page.locator(".trainer .plain", { hasText: "Reset" }).click();
    await page.locator(".run-status", { hasText: "step 0" }).waitFor();
    assert.ok(
      await page.locator(".moments .loss-before").getAttribute("d"),
      "the run before stays as a line",
    );
    await page.locator(".curves-fold > summary").click();
    await page.locator(".chart .u-legend", { hasText: "the run before" }).waitFor();
    await page.locator(START).click();
    await page.locator(".run-status", { hasText: "step 30" }).waitFor();
    assert.equal((await status(page)).split(" · ")[1], loss.split(" · ")[1]);
  });
});

test("a run begins slowly enough to be watched, and says where it was there", async () => {
  await at("lang=en&step=train&train_pace=rising", async (page) => {
    const map = page.locator(".examples .weight-canvas").first();
    assert.ok(((await map.boundingBox())?.width ?? 0) >= 150, "the maps are large");
    const begun = Date.now();
    await page.locator(START).click();
    await waitForStep(page, 2);
    const step = await stepOf(page);
    const seconds = (Date.now() - begun) / 1000;
    assert.ok(step <= 2 + 10 * seconds, `${step} steps in ${seconds} s`);
    await page.locator(".moments .loss-mark.right", { hasText: "step 75" }).waitFor();
    assert.equal(await page.locator(".moments .loss-line").getAttribute("d").then(Boolean), true);
  });
});

test("an epoch is as many steps as it says", async () => {
  await at("lang=en&step=train&train_batch=64", async (page) => {
    await page.locator(".trainer .plain", { hasText: "1 epoch" }).click();
    await page.locator(".run-status", { hasText: "step 16" }).waitFor();
  });
});

test("training can be paused and goes on where it was", async () => {
  await at("lang=en&step=train&train_positional=none&train_steps=20000", async (page) => {
    await page.locator(START).click();
    await waitForStep(page, 600);
    await page.locator(START).click();
    await waitForStart(page, "Go on");
    const paused = await stepOf(page);
    assert.ok(paused < 20000);
    await page.waitForTimeout(150);
    assert.equal(await stepOf(page), paused);
    // Where it was paused is kept, although by now only every few steps are: an edit there can be undone.
    await page.locator("#train-node").selectOption("embedding.W_E");
    await page.locator('.stage .matrix[data-path="embedding.W_E"] td[data-row]').first().click();
    await page.locator("#cell-value").fill("3");
    await page.locator("#cell-value").press("Enter");
    const undo = page.locator(".moments .plain", { hasText: "Undo" });
    await undo.waitFor();
    assert.equal(Number(((await undo.textContent()) ?? "").replace(/\D/g, "")), paused);
    await undo.click();
    await undo.waitFor({ state: "hidden" });
    assert.equal(await stepOf(page), paused);
    await page.locator(START).click();
    await waitForStart(page, "Pause");
    await waitForStep(page, paused + 1);
    await page.locator(START).click();
    await waitForStart(page, "Go on");
  });
});

test("a step opens as a lesson: its numbers are explained down to other examples of the batch", async () => {
  await at("lang=en&step=train", async (page) => {
    await page.locator(START).click();
    await waitForStart(page, "Go on");
    await page.locator(".open-lesson").click();
    await page.locator(".inside .note", { hasText: "after 75 steps" }).waitFor();
    await page.locator(".inside .choice", { hasText: "Gradient" }).click();
    const gradient = page.locator('.stage .matrix[data-path="block0.attention.dW_Q"]');
    await gradient.locator('td[data-row="0"][data-col="0"]').click();
    // 32 examples of 8 rows: the sum runs over all 256 of them.
    await page.locator(".inspector .cell-name", { hasText: /dW_?Q\[0, 0\]/ }).waitFor();
    await page.locator(".inspector .more").waitFor();
    await page.locator(".inspector .term .leaf").first().click();
    await page.locator(".inspector .cell-name", { hasText: "norm_1.output" }).waitFor();
    await page.locator(".inside .choice", { hasText: "Update" }).click();
    await page.locator('.stage .matrix[data-path="block0.attention.W_Q.update"] td').first().click();
    await page.locator(".inspector .cell-name", { hasText: "update" }).waitFor();
    // The next step brings other numbers into the same cell.
    const value = await page.locator(".inspector .cell-value").textContent();
    await page.locator(".trainer .plain", { hasText: "1 step" }).click();
    await page.locator(".inside .note", { hasText: "after 76 steps" }).waitFor();
    await page.waitForFunction(
      (old) =>
        document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".inspector .cell-value")
          ?.textContent !== old,
      value,
    );
    for (const scene of await page.locator(".inside > .chooser .choice").all()) {
      await scene.click();
      await page.locator(".stage .scenes .matrix").first().waitFor();
    }
  });
});

test("a run is saved and loaded bit for bit; wrong files are refused and nothing is lost", async () => {
  await at("lang=en&step=train&train_task=reverse&train_steps=40", async (page) => {
    await page.locator(START).click();
    await page.locator(".run-status", { hasText: "step 40" }).waitFor();
    const before = await status(page);
    const save = async (/** @type {string} */ name) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(".files .plain", { hasText: name }).click(),
      ]);
      const path = join(tmpdir(), `qkv-test-${process.pid}-${download.suggestedFilename()}`);
      await download.saveAs(path);
      return path;
    };
    const state = await save("Save the run");
    const weights = await save("Save the weights");
    const header = await readFile(weights);
    assert.match(header.subarray(8, 200).toString(), /"embedding\.W_E"|"__metadata__"|"block0/);

    const load = page.locator("#load-model");
    const refused = async (
      /** @type {string} */ name,
      /** @type {string} */ text,
      /** @type {RegExp} */ why,
    ) => {
      const path = join(tmpdir(), `qkv-test-${process.pid}-${name}`);
      await writeFile(path, text);
      await load.setInputFiles(path);
      await page.locator(".files .error", { hasText: why }).waitFor();
      assert.equal(await status(page), before);
    };
    const file = JSON.parse(await readFile(state, "utf8"));
    await refused("a.json", "hello", /not JSON/);
    await refused("b.json", "{}", /"kind"/);
    await refused("c.json", JSON.stringify({ ...file, version: 9 }), /"version" is 9/);
    await refused("d.json", JSON.stringify({ ...file, checkpoint: "!!" }), /not base64/);
    await refused("e.json", JSON.stringify({ ...file, checkpoint: "AAAA" }), /checkpoint|safetensors/);
    await refused(
      "f.json",
      JSON.stringify({ ...file, fields: { ...file.fields, train_d_model: "8" } }),
      /two different runs/,
    );
    await refused(
      "g.json",
      JSON.stringify({ ...file, fields: { ...file.fields, colour: "red" } }),
      /knows no "colour"/,
    );
    await refused("h.safetensors", "\u0001\u0000\u0000\u0000", /safetensors|header/i);

    // Another run, then back to the saved one.
    await page.locator("#setup-train_task").selectOption("copy");
    await page.locator(".run-status", { hasText: "step 0" }).waitFor();
    await load.setInputFiles(state);
    await page.locator(".run-status", { hasText: "step 40" }).waitFor();
    assert.equal(await status(page), before);
    assert.equal(await page.locator("#setup-train_task").inputValue(), "reverse");

    // Weights alone go into a fresh model of the same shape.
    await page.locator(".trainer .plain", { hasText: "Reset" }).click();
    await page.locator(".run-status", { hasText: "step 0" }).waitFor();
    const answers = page.locator(".answers .miss");
    const wrong = await answers.count();
    await load.setInputFiles(weights);
    await page.waitForFunction(
      (count) =>
        document.querySelector("qkv-lab")?.shadowRoot?.querySelectorAll(".answers .miss").length !== count,
      wrong,
    );
  });
});

test("longer sequences are tried where the encoding allows it, and refused in words where not", async () => {
  await at("lang=en&step=train&train_positional=rope&train_steps=100", async (page) => {
    await page.locator(START).click();
    await waitForStart(page, "Go on");
    await page.locator(".longer .plain").click();
    await page.locator(".test-answer", { hasText: /right at length 24/ }).waitFor();
    await page.locator("#test-length").fill("1000");
    await page.locator(".longer .plain").click();
    await page.locator(".longer .error", { hasText: "0 to 128" }).waitFor();
    await openSettings(page);
    await page.locator("#setup-train_positional").selectOption("learned");
    await page.locator(".run-status", { hasText: "step 0" }).waitFor();
    await page.locator("#test-length").fill("24");
    await page.locator(".longer .plain").click();
    await page.locator(".longer .error", { hasText: "ends at place 7" }).waitFor();
  });
});

test("own examples are learned", async () => {
  await at("lang=en&step=train", async (page) => {
    await page.locator("#setup-train_task").selectOption("examples");
    await page.locator(".own-examples .error", { hasText: "at least one example" }).waitFor();
    await page.locator(".own-examples .plain").click();
    await page.locator(".answers td", { hasText: "→" }).first().waitFor();
    await page.locator(START).click();
    await waitForStart(page, "Go on");
    assert.match(await status(page), /100%/);
    await page.locator("#train-lines").fill("no arrow here");
    await page.locator("#train-lines").blur();
    await page.locator(".own-examples .error", { hasText: "Line 1 has no arrow" }).waitFor();
    await page.locator("#train-lines").fill("a → b");
    await page.locator("#train-lines").blur();
    await page.locator(".own-examples .few:not([hidden])").waitFor();
    assert.equal(await page.locator(".own-examples .error").textContent(), "");
  });
});

test("settings that do not fit together say why, at the field", async () => {
  await at("lang=en&step=train", async (page) => {
    await openSettings(page);
    await page.locator("#setup-train_n_heads").fill("3");
    await page.locator("#setup-train_n_heads").press("Enter");
    await page
      .locator("#setup-train_n_heads-error", { hasText: "cannot be divided among 3 heads" })
      .waitFor();
    await page.locator("#setup-train_n_heads").fill("4");
    await page.locator("#setup-train_n_heads").press("Enter");
    await page.locator("#setup-train_n_heads-error:empty").waitFor({ state: "attached" });
    await page.locator("#setup-train_min_length").fill("9");
    await page.locator("#setup-train_min_length").press("Enter");
    await page.locator("#setup-train_min_length-error", { hasText: "not be longer" }).waitFor();
  });
});

test("a run that diverges says where, and what to try works", async () => {
  const link =
    "lang=en&step=train&train_norm=none&train_optimizer=sgd&train_learning_rate=10&train_feed_forward=16";
  await at(link, async (page) => {
    await page.locator(START).click();
    await page
      .locator(".trouble", { hasText: /At step \d+ the numbers stopped being finite \(NaN or ∞\), first in/ })
      .waitFor();
    await page.locator(".trouble .plain", { hasText: "learning rate 1" }).click();
    await page.locator(".run-status", { hasText: "step 0" }).waitFor();
    assert.match(page.url(), /train_learning_rate=1(&|$)/);
    assert.equal(await page.locator(".trouble").isVisible(), false);
  });
});

test("a worker that dies is replaced and goes on from the last moment that was kept", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await page.addInitScript(() => {
    const All = /** @type {any} */ (window);
    All.workers = [];
    const Plain = Worker;
    All.Worker = class extends Plain {
      /** @param {any[]} args */
      constructor(...args) {
        super(.../** @type {[any, any]} */ (args));
        All.workers.push(this);
      }
    };
  });
  await open(page, `${site.address}#lang=en&step=train&train_pace=full&train_steps=40`);
  await page.locator(START).click();
  await page.locator(".run-status", { hasText: "step 40" }).waitFor();
  const loss = (await status(page)).split(" · ")[1];
  const workers = page.workers().length;
  await page.evaluate(() => {
    const worker = /** @type {any} */ (window).workers.at(-1);
    worker.dispatchEvent(new ErrorEvent("error", { message: "unreachable", cancelable: true }));
  });
  await page.locator(".trouble", { hasText: "goes on from step 40" }).waitFor();
  assert.equal((await status(page)).split(" · ")[1], loss);
  assert.equal(page.workers().length, workers);
  assert.deepEqual(noise, []);
  await close();
});

test("leaving the chapter frees its workers; coming back finds the trained model", async () => {
  await at("lang=en&step=train&train_steps=30", async (page) => {
    await page.locator(START).click();
    await page.locator(".run-status", { hasText: "step 30" }).waitFor();
    assert.equal(page.workers().length, 2);
    await page.locator(".sidebar .chapter").first().click();
    await page.locator(".stage h1", { hasText: "Every token" }).waitFor();
    assert.equal(page.workers().length, 1);
    await page.locator(".sidebar .chapter").nth(7).click();
    await page.locator(".run-status", { hasText: "step 30" }).waitFor();
  });
});

test("every task trains with every encoding", async () => {
  await at("lang=en&step=train&train_steps=3", async (page) => {
    await openSettings(page);
    const tasks = await page
      .locator("#setup-train_task option")
      .evaluateAll((all) => all.map((o) => o.getAttribute("value") ?? ""));
    const encodings = await page
      .locator("#setup-train_positional option")
      .evaluateAll((all) => all.map((o) => o.getAttribute("value") ?? ""));
    for (const [i, task] of tasks.entries()) {
      await page.locator("#setup-train_task").selectOption(task);
      if (task === "examples") await page.locator(".own-examples .plain").click();
      await page.locator("#setup-train_positional").selectOption(encodings[i % encodings.length]);
      await page.locator(".run-status", { hasText: "step 0" }).waitFor();
      await page.locator(START).click();
      await page.locator(".run-status", { hasText: "step 3" }).waitFor();
    }
  });
});
