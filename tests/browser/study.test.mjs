import assert from "node:assert/strict";
import test from "node:test";
import { createLab } from "../../dist/node.mjs";
import { STEP_IDS } from "../../web/lessons/chapters.js";
import { GLOSSARY, termOf } from "../../web/lessons/glossary.js";
import { WHYS } from "../../web/lessons/whys.js";
import { LESSON } from "../lesson.mjs";
import { browserAndServer, cell, matrix, open, quietPage } from "./support.mjs";

const site = browserAndServer();

const A = "block0.attention.";
const number = (/** @type {string | null} */ text) => {
  const [mantissa, exponent] = (text ?? "").replaceAll("−", "-").replace("+", "").split("·10");
  return Number(mantissa) * 10 ** Number(exponent ?? 0);
};

/** Numbers that are wider than their cells. @param {import("playwright-core").Page} page */
const clippedCells = (page) =>
  page.locator(".stage").evaluate((stage) =>
    [...stage.querySelectorAll("td[data-row]")].flatMap((cell) => {
      if (!cell.textContent || getComputedStyle(cell).fontSize === "0px") return [];
      const text = document.createRange();
      text.selectNodeContents(cell);
      const room = cell.getBoundingClientRect().width + 0.5;
      return text.getBoundingClientRect().width > room ? [cell.textContent] : [];
    }),
  );

test("gradients, transposes and single heads have the entry of what they belong to", () => {
  assert.equal(termOf("Kᵀ")?.id, "K");
  assert.equal(termOf("Q_0")?.id, "Q");
  assert.equal(termOf("dW_Q")?.id, "gradient");
  assert.equal(termOf("d_model")?.id, "d_model");
  assert.equal(termOf("banana"), null);
});

for (const lang of ["en", "zh"])
  test(`a symbol explains itself by keyboard, pointer and tap in ${lang}, and nothing moves`, async () => {
    const { page, noise, close } = await quietPage(site.browser);
    await open(page, `${site.address}#lang=${lang}&step=scores`);
    const symbol = page.locator('.lead [data-symbol="d_k"]');
    const popover = page.locator(".popover");
    /** In the stage, however far it has been scrolled: what gets the focus is brought into sight. */
    const place = async () => {
      const box = await matrix(page, `${A}head0.scores`).boundingBox();
      const scrolled = await page.locator(".stage").evaluate((stage) => stage.scrollTop);
      return box && { ...box, y: box.y + scrolled };
    };
    const before = await place();
    await symbol.focus();
    await popover.waitFor();
    assert.equal(await symbol.getAttribute("aria-describedby"), await popover.getAttribute("id"));
    assert.ok(((await popover.textContent()) ?? "").length > 10);
    await page.keyboard.press("Escape");
    await popover.waitFor({ state: "hidden" });
    assert.equal(await symbol.getAttribute("aria-describedby"), null);
    await page.keyboard.press("Enter");
    await popover.waitFor();
    await page.keyboard.press("Tab");
    // The next one may be a symbol too; what is focused keeps its entry until Escape.
    await page.keyboard.press("Escape");
    await page.mouse.move(2, 2);
    await matrix(page, `${A}head0.scores`).locator(".name .symbol").hover();
    await popover.locator('[data-symbol="scores"]').first().waitFor();
    await popover.hover();
    await page.waitForTimeout(400);
    assert.ok(await popover.isVisible(), "it can be pointed at without going away");
    await page.mouse.move(2, 2);
    await popover.waitFor({ state: "hidden" });
    await matrix(page, `${A}head0.Q`).locator(".name .symbol").click();
    await popover.waitFor();
    assert.deepEqual(await place(), before);
    const box = await popover.boundingBox();
    assert.ok(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 800);
    assert.deepEqual(noise, []);
    await close();
  });

test("a symbol inside something that is pressed stays part of it", async () => {
  const { page, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=scores`);
  assert.equal(await page.locator('button [role="button"], label [role="button"]').count(), 0);
  await page.locator(".sidebar [aria-current] .symbol").first().click();
  await page.waitForFunction(() => location.hash.includes("step=scores"));
  await close();
});

test("the glossary lists every term and leads to its step; Escape closes it", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en`);
  await page.locator(".glossary-button").focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("dialog", { name: "Glossary" });
  await list.waitFor();
  const terms = GLOSSARY.flatMap((group) => group.terms);
  assert.equal(await list.locator("dt").count(), terms.length);
  for (const { step } of terms) assert.ok(STEP_IDS.includes(step ?? ""), step);
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "hidden" });
  assert.match(
    await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className ?? ""),
    /glossary-button/,
  );
  await page.keyboard.press("Enter");
  await list.locator('dt[data-entry="W_O"] + dd .go').click();
  await page.waitForFunction(() => location.hash.includes("step=output"));
  assert.deepEqual(noise, []);
  await close();
});

test("on a phone the glossary is within reach", async () => {
  const { page, close } = await quietPage(site.browser, { viewport: { width: 390, height: 844 } });
  await open(page, `${site.address}#lang=zh`);
  await page.locator(".glossary-button").click();
  await page.getByRole("dialog", { name: "术语表" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "术语表" }).waitFor({ state: "hidden" });
  await close();
});

for (const lang of ["en", "zh"])
  test(`why-folds stand where they belong and open by keyboard in ${lang}`, async () => {
    const { page, noise, close } = await quietPage(site.browser);
    for (const [step, ids] of Object.entries(WHYS)) {
      assert.ok(STEP_IDS.includes(step), step);
      await open(page, `${site.address}#lang=${lang}&step=${step}`);
      for (const id of ids) {
        const fold = page.locator(`.why[data-why="${id}"]`);
        await fold.locator("summary").focus();
        await page.keyboard.press("Enter");
        await fold.locator("p").waitFor();
        assert.ok(((await fold.locator("p").textContent()) ?? "").length > 40, id);
      }
    }
    assert.deepEqual(noise, []);
    await close();
  });

test("the slope of the loss agrees with the engine's gradient, for the weight that is open", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=d_weights&weight=W_V&steps=2`);
  const rows = page.locator(".gradient-check tbody tr");
  await rows.first().waitFor();
  const best = () => page.locator(".gradient-check tr.on td").last().textContent();
  assert.ok(number(await best()) < 0.01);
  const before = await rows.first().innerText();
  await cell(page, `${A}dW_V`, 2, 1).click();
  await page.locator(".gradient-check .note", { hasText: "[2, 1]" }).waitFor();
  assert.notEqual(await rows.first().innerText(), before);
  assert.ok(number(await best()) < 0.01);
  assert.deepEqual(noise, []);
  await close();
});

test("the promised change comes true for small parts of the step; the whole step is the engine's next one", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=update`);
  const rows = page.locator(".predicted-change tbody tr");
  await rows.first().waitFor();
  const ratios = (await rows.locator("td:last-child").allTextContents()).map(number);
  assert.ok(Math.abs((ratios.at(-1) ?? 0) - 1) < 0.02, String(ratios));
  const losses = [];
  for (const steps of [0, 1]) {
    const lab = await createLab({ ...LESSON, steps });
    losses.push(lab.trace.value("loss", 0, 0));
    lab.close();
  }
  const actual = number(await rows.first().locator("td").nth(1).textContent());
  assert.ok(Math.abs(actual - (losses[1] - losses[0])) < 1e-3, `${actual} ${losses}`);
  assert.deepEqual(noise, []);
  await close();
});

test("four optimizers: at first momentum does what SGD does, later it does not", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const updates = async () => {
    const rows = page.locator(".optimizers tbody tr");
    await rows.nth(3).waitFor();
    return rows.locator("td:nth-of-type(3)").allTextContents();
  };
  await open(page, `${site.address}#lang=en&step=update`);
  const [sgd, momentum, adam] = await updates();
  assert.equal(sgd, momentum);
  assert.ok(Math.abs(Math.abs(number(adam)) - 0.05) < 1e-3);
  await page.locator(".take-step").click();
  await page.locator(".optimizers .note", { hasText: "after 1 step" }).waitFor();
  const later = await updates();
  assert.notEqual(later[0], later[1]);
  assert.deepEqual(noise, []);
  await close();
});

test("a head can be switched off and on again; a link keeps it", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=concat&n_heads=3`);
  await page.locator('[data-ablate="1"]').focus();
  await page.keyboard.press("Enter");
  await matrix(page, `${A}head1.ablated`).waitFor();
  await page.locator('[data-ablate="1"][aria-pressed="true"]').waitFor();
  const zeros = matrix(page, `${A}concat`).locator("td.zero");
  assert.equal(await zeros.count(), 4 * 3);
  assert.match(page.url(), /ablate=1/);
  const without = await page.locator(".ablation tbody tr").nth(2).locator("td").first().textContent();
  const again = await quietPage(site.browser);
  await open(again.page, page.url().replace("concat", "loss"));
  assert.equal(await again.page.locator(".facts dd").first().textContent(), without);
  await again.close();
  await page.locator('[data-ablate="none"]').click();
  await matrix(page, `${A}head1.Z`).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("every head's map is there, says its largest weight and opens its softmax", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=concat&n_heads=16`);
  assert.equal(await page.locator(".head-map").count(), 16);
  assert.match(
    (await page.locator(".head-map").nth(5).getAttribute("aria-label")) ?? "",
    /Head 5.*from “.+” to “.+”/,
  );
  await page.locator(".head-map").nth(5).click();
  await page.waitForFunction(
    () => location.hash.includes("step=softmax") && location.hash.includes("head=5"),
  );
  assert.deepEqual(noise, []);
  await close();
});

for (const [lang, width, height] of /** @type {[string, number, number][]} */ ([
  ["zh", 390, 844],
  ["en", 1024, 768],
]))
  test(`nothing is wider than the stage at ${width} × ${height}, with folds open and answers shown, ${lang}`, async () => {
    const { page, noise, close } = await quietPage(site.browser, { viewport: { width, height } });
    for (const step of STEP_IDS) {
      await page.goto("about:blank");
      await page.goto(`${site.address}#lang=${lang}&step=${step}`);
      await page.locator("qkv-lab .app:not([inert]) .stage").waitFor();
      await page.locator(".stage .scenes.unfitted").waitFor({ state: "detached" });
      // The runs of the last chapters are opened first.
      if (["train", "inside", "compare"].includes(step))
        await page.locator(".stage :is(.scenes .matrix, .sides .weight-canvas)").first().waitFor();
      for (const fold of await page.locator(".why summary").all()) await fold.click();
      for (const answer of await page.locator(".exercise .answer").all()) {
        await answer.locator(".plain").last().click();
        await answer.locator(".plain:disabled").last().waitFor();
      }
      const wider = await page.locator(".stage").evaluate((stage) => stage.scrollWidth - stage.clientWidth);
      assert.ok(wider <= 0, `${step}: ${wider}px too wide`);
      assert.deepEqual(await clippedCells(page), [], step);
    }
    assert.deepEqual(noise, []);
    await close();
  });

test("learned positions are shown as they were drawn and as training has made them", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=encodings&positional=learned&rows_steps=7`);
  const texts = (/** @type {string} */ id) => matrix(page, id).locator("td[data-row]").allTextContents();
  await matrix(page, "rows.after").waitFor();
  const config = {
    tokens: ["the", "cat", "sat", "down"],
    d_model: 6,
    n_heads: 2,
    d_k: 4,
    d_v: 3,
    positional: { kind: "learned" },
    target: "next_token",
    optimizer: { kind: "adam", learning_rate: 0.05 },
  };
  for (const [id, steps] of /** @type {[string, number][]} */ ([
    ["rows.before", 0],
    ["rows.after", 7],
  ])) {
    const lab = await createLab({ ...config, steps });
    const expected = Array.from(lab.trace.flat("P"), (x) => Number(x.toFixed(2)));
    assert.deepEqual((await texts(id)).map(number), expected);
    lab.close();
  }
  await page.locator("#foot-rows_steps").fill("1");
  await page.keyboard.press("Enter");
  await matrix(page, "rows.after").locator(".tag", { hasText: "after one step" }).waitFor();
  await page.locator("#foot-positional").selectOption("rope");
  await page.locator(".learned-rows").waitFor({ state: "hidden" });
  assert.ok(!(await page.locator("#foot-rows_steps").isVisible()));
  assert.deepEqual(noise, []);
  await close();
});

test("the glossary says what shape one head has and what all have together", async () => {
  const { page, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en`);
  await page.locator(".glossary-button").click();
  const shapes = (/** @type {string} */ id) => page.locator(`dt[data-entry="${id}"] small`).allTextContents();
  assert.deepEqual(await shapes("Q"), ["n × nheads·dk (all heads)", "n × dk (each head)"]);
  assert.deepEqual(await shapes("Z"), ["n × dv (each head)"]);
  assert.deepEqual(await shapes("X"), ["n × dmodel"]);
  await close();
});

test("on a phone the open number leaves the row and the column it is made from in sight", async () => {
  const { page, noise, close } = await quietPage(site.browser, { viewport: { width: 390, height: 844 } });
  await open(page, `${site.address}#lang=en&step=queries`);
  await cell(page, `${A}Q`, 3, 5).click();
  const sheet = page.locator(".inspector.open");
  await sheet.waitFor();
  await page.waitForTimeout(300);
  const [view, lid] = [await page.locator(".stage").boundingBox(), await sheet.boundingBox()];
  assert.ok(view && lid && view.y + view.height <= lid.y + 1, "the sheet lies below the stage");
  for (const source of await page.locator(".scenes td:is(.source, .selected)").all()) {
    const box = await source.boundingBox();
    assert.ok(box && view && box.y >= view.y - 1 && box.y + box.height <= view.y + view.height + 1);
  }
  await page.getByRole("button", { name: "Show more of it" }).click();
  assert.ok(/** @type {any} */ (await sheet.boundingBox()).height > (lid?.height ?? 0));
  assert.deepEqual(noise, []);
  await close();
});

test("two wrong values at the foot are both said, one below the other", async () => {
  const { page, close } = await quietPage(site.browser, { viewport: { width: 390, height: 844 } });
  await open(page, `${site.address}#lang=en&step=split`);
  for (const key of ["d_k", "d_v"]) {
    await page.locator(`#foot-${key}`).fill("99");
    await page.keyboard.press("Enter");
    await page.locator(`#foot-${key}-error`, { hasText: "99" }).waitFor();
  }
  const [a, b] = await Promise.all(
    ["d_k", "d_v"].map((key) => page.locator(`#foot-${key}-error`).boundingBox()),
  );
  assert.ok(a && b && (a.y + a.height <= b.y || b.y + b.height <= a.y), JSON.stringify([a, b]));
  assert.ok(a && b && Math.min(a.x, b.x) >= 0 && Math.max(a.x + a.width, b.x + b.width) <= 390);
  await close();
});
