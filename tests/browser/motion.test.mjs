import assert from "node:assert/strict";
import test from "node:test";
import { createLab } from "../../dist/node.mjs";
import { LESSON } from "../lesson.mjs";
import { browserAndServer, cell, matrix, open, quietPage } from "./support.mjs";

const site = browserAndServer();

const H = "block0.attention.head0.";
/** The engine's numbers. @param {object} [config] */
async function traceOf(config = {}) {
  const lab = await createLab({ ...LESSON, ...config });
  const { trace } = lab;
  lab.close();
  return trace;
}
const number = (/** @type {string | null} */ text) => {
  const [mantissa, exponent] = (text ?? "").replaceAll("−", "-").split("·10");
  return Number(mantissa) * 10 ** Number(exponent ?? 0);
};
/** Of the asking word, with what they look like. @param {import("playwright-core").Page} page @param {string} look */
const arcs = (page, look) => page.locator(`.story .map-arc.${look}`).count();
/** @param {import("playwright-core").Page} page */
const shares = async (page) =>
  (await page.locator(".arc-handle").allTextContents()).map((text) =>
    Number.parseFloat(text.replace(/[<>]/, "")),
  );

test("from scores to mixing the asking word's arcs are the engine's numbers: signed, cut, shares, carrying", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const trace = await traceOf({ mask: "causal" });
  const link = `${site.address}#lang=en&mask=causal&step=`;
  await open(page, `${link}scores`);
  const signs = trace.matrix(`${H}scores`)[2].map((x) => (x < 0 ? "neg" : "pos"));
  for (const sign of ["neg", "pos"])
    assert.equal(await arcs(page, sign), signs.filter((each) => each === sign).length, sign);
  await page.locator('.story [data-token="0"]').click();
  await page.locator(".story .map-word.on", { hasText: "the" }).waitFor();
  await page.goto("about:blank");
  await open(page, `${link}mask`);
  assert.equal(await arcs(page, "cut"), 1, "sat does not see down");
  await cell(page, `${H}masked`, 0, 0).click();
  await page.locator(".story .map-word.on", { hasText: "the" }).waitFor();
  assert.equal(await arcs(page, "cut"), 3);
  for (const step of ["softmax", "mix"]) {
    await page.goto("about:blank");
    await open(page, `${link}${step}`);
    const row = trace.matrix(`${H}attention`)[2];
    assert.deepEqual(
      (await shares(page)).sort((a, b) => a - b),
      row
        .slice(0, 3)
        .map((x) => Math.round(100 * x))
        .sort((a, b) => a - b),
      step,
    );
  }
  assert.equal(await page.locator(".strip").count(), 5, "four values and what they are mixed to");
  assert.equal(await arcs(page, "carried"), 2);
  assert.deepEqual(noise, []);
  await close();
});

test("an arc is pulled with the keyboard or the pointer: the row still adds up to 1 and Z follows", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=mix`);
  const row = async () =>
    (await matrix(page, `${H}attention`).locator('td[data-row="2"]').allTextContents()).map((text) =>
      text === "<.01" ? 0 : Number(text),
    );
  const Z = () => matrix(page, `${H}Z`).locator('td[data-row="2"]').allTextContents();
  const [before, mixed] = [await row(), await Z()];
  const handle = page.getByRole("slider", { name: /How much sat attends to down/ });
  await handle.focus();
  await page.keyboard.press("PageUp");
  await page.waitForFunction(() => location.hash.includes("edits="));
  await page.locator(".story-says .plain").waitFor();
  const after = await row();
  assert.ok(Math.abs(after[3] - before[3] - 0.2) < 0.02, String(after));
  assert.ok(Math.abs(after.reduce((a, b) => a + b) - 1) < 0.02);
  assert.ok(
    Math.abs(after[0] / after[1] - before[0] / before[1]) < 0.03,
    "the others keep their proportions",
  );
  assert.notDeepEqual(await Z(), mixed);
  assert.ok(await handle.evaluate((slider) => slider.matches(":focus")), "it can be moved on");
  await page.locator(".story-says .plain").click();
  await page.locator(".story-says .plain").waitFor({ state: "hidden" });
  assert.deepEqual([await row(), await Z()], [before, mixed]);

  const box = await handle.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (const up of [10, 25, 40, 60])
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - up);
  await page.mouse.up();
  await page.waitForFunction(() => location.hash.includes("edits="));
  await page.locator(".story-says .plain").waitFor();
  await page.waitForTimeout(200);
  const pulled = await row();
  assert.ok(pulled[3] > before[3] + 0.3, String(pulled));
  assert.ok(Math.abs(pulled.reduce((a, b) => a + b) - 1) < 0.02);
  // One pull is undone as one.
  await page.locator(".tools .icon-button").first().click();
  await page.locator(".story-says .plain").waitFor({ state: "hidden" });
  assert.deepEqual(await row(), before);
  assert.deepEqual(noise, []);
  await close();
});

test("softmax is seen score by score: powers as bars, one strip of 100%, the fraction in a fold", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const trace = await traceOf();
  await open(page, `${site.address}#lang=en&step=softmax&cell=${H}attention@1,1`);
  for (const place of [".stage", ".inspector"]) {
    const label = await page.locator(`${place} .softmax-strip`).getAttribute("aria-label");
    const written = [...(label ?? "").matchAll(/([\d.]+)%/g)].map(([, text]) => Number(text));
    const row = trace.matrix(`${H}attention`)[1].map((x) => Number((100 * x).toFixed(1)));
    assert.deepEqual(written, row, place);
    assert.equal(await page.locator(`${place} .softmax-bar`).count(), 4);
  }
  assert.ok(!(await page.locator(".inspector .fraction").first().isVisible()));
  await page.locator(".inspector summary").click();
  await page.locator(".inspector .fraction").first().waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("back through softmax: what is drawn of a row is the engine's gradient", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const trace = await traceOf();
  await open(page, `${site.address}#lang=en&step=d_softmax`);
  const written = await page.locator(".gradient-grid .leaf").allTextContents();
  for (const [i, x] of trace.matrix(`${H}dscaled`)[2].entries())
    assert.ok(Math.abs(number(written[i]) - x) < 5e-3 * Math.abs(x) + 1e-5, `${written[i]} ${x}`);
  await page.locator(".gradient-grid .leaf").nth(1).click();
  await page.locator(".inspector .cell-name", { hasText: "[sat, cat]" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("several products of a step are tabs; a link keeps the one that is seen", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=d_scores`);
  await matrix(page, `${H}dQ`).waitFor();
  assert.equal(await matrix(page, `${H}dK`).count(), 0);
  await page.getByRole("radio", { name: "dK" }).click();
  await matrix(page, `${H}dK`).waitFor();
  assert.match(page.url(), /tab=1/);
  await page.locator(".transport .primary").click();
  await page.locator(".where", { hasText: "dK[" }).waitFor();
  await open(page, page.url());
  await matrix(page, `${H}dK`).waitFor();
  await page.locator(".stage .next").click();
  await page.waitForFunction(() => !location.hash.includes("tab="));
  assert.deepEqual(noise, []);
  await close();
});

test("the update follows one weight along one line, which the open number chooses", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const trace = await traceOf();
  const W = "block0.attention.W_Q";
  await open(page, `${site.address}#lang=en&step=update`);
  const names = ["", ".m", ".v", ".m_hat", ".v_hat", ".update", ".next"];
  const paths = [W, "block0.attention.dW_Q", ...names.slice(1).map((name) => W + name)];
  const values = async () => (await page.locator(".station-value").allTextContents()).map(number);
  for (const [row, col] of [
    [0, 0],
    [2, 3],
  ]) {
    if (row) await cell(page, `${W}.next`, row, col).click();
    await page.locator(".weight-line h2", { hasText: `[${row}, ${col}]` }).waitFor();
    for (const [i, value] of (await values()).entries()) {
      const real = trace.value(paths[i], row, col);
      assert.ok(Math.abs(value - real) <= 5e-3 * Math.abs(real), `${paths[i]} ${value} ${real}`);
      assert.notEqual(value, 0);
    }
  }
  assert.ok(!(await matrix(page, `${W}.m_hat`).isVisible()));
  await page.locator(".folded summary").click();
  await matrix(page, `${W}.m_hat`).locator("td").first().waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("the player counts products in the first row, then the matrix fills in a wave; the scrubber goes both ways", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=mix&sentence=a+b+c&speed=4`);
  await page.locator(".transport .primary").click();
  await page.locator(".inspector .term.later").first().waitFor();
  await page.locator('.transport .primary[data-picture="play"]').waitFor({ timeout: 20_000 });
  assert.equal(await page.locator(".where").textContent(), "Z[c, 2]");
  const scrub = (/** @type {number} */ value) =>
    page.locator(".scrubber").evaluate((input, to) => {
      /** @type {HTMLInputElement} */ (input).value = String(to);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, value);
  const sum = () => page.locator(".inspector .sum span").last().textContent();
  // Three products a cell: the second product of Z[b, 0].
  await scrub(3 * 3 + 1);
  await page.locator(".inspector .cell-name", { hasText: "Z[b, 0]" }).waitFor();
  assert.equal(await page.locator(".inspector .term.later").count(), 1);
  const half = await sum();
  await scrub(3 * 3 + 2);
  await page.locator(".inspector .term.later").waitFor({ state: "detached" });
  assert.notEqual(await sum(), half);
  await scrub(3 * 3 + 1);
  await page.locator(".inspector .term.later").waitFor();
  assert.equal(await sum(), half);
  assert.ok((await page.locator(".stage td.pending").count()) > 0);
  assert.deepEqual(noise, []);
  await close();
});
