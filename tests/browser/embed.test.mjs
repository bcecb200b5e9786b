import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { holdEngine, launch, open, quietPage, serve } from "./support.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const ONE_FILE = new URL("../../dist/qkv-lab.html", import.meta.url).href;

const HOSTILE = `
  * { all: unset !important; color: red !important; font: 40px fantasy !important; display: inline !important }
  td, button, h1 { visibility: hidden !important; position: fixed !important }
  :root { font-size: 60px }`;

test("in a page with hostile styles nothing leaks in or out", async () => {
  const server = await serve();
  const { page, noise, close } = await quietPage(browser);
  await page.goto(`${server.address}embed-example.html`);
  await page.locator("qkv-lab").first().locator("td[data-row]").first().waitFor();
  assert.equal(
    await page.locator("qkv-lab").nth(1).locator("h1").textContent(),
    "分数变成权重，每行加起来等于 1",
  );
  const look = () =>
    page
      .locator("qkv-lab")
      .first()
      .locator("h1")
      .evaluate((e) => {
        const style = getComputedStyle(e);
        return [style.fontSize, style.color, style.visibility, style.position, style.fontFamily].join();
      });
  const before = await look();
  const heading = await page.locator("body > h1").evaluate((e) => getComputedStyle(e).fontFamily);
  const address = page.url();
  await page.addStyleTag({ content: HOSTILE });
  // The element itself belongs to the page; what is in it does not.
  assert.equal(await look(), before);
  assert.notEqual(heading, "");
  await page.locator("qkv-lab").first().locator(".next").dispatchEvent("click");
  assert.equal(page.url(), address);
  assert.deepEqual(noise, []);
  await close();
  server.close();
});

test("attributes mean what link keys mean, also when they change", async () => {
  const server = await serve();
  const { page, noise, close } = await quietPage(browser);
  await page.goto(`${server.address}embed-example.html`);
  const lab = page.locator("qkv-lab").first();
  await lab.locator("td[data-row]").first().waitFor();
  assert.equal(await lab.locator("#foot-d_k").inputValue(), "16");
  await lab.evaluate((e) => e.setAttribute("step", "tokens"));
  await lab.locator('.matrix[data-path="X"]').waitFor();
  await lab.evaluate((e) => e.setAttribute("d_model", "9"));
  await lab.locator(".shape", { hasText: "4 × 9" }).waitFor();
  await lab.evaluate((e) => e.remove());
  assert.deepEqual(noise, []);
  await close();
  server.close();
});

test("what is asked for while the page starts is done when it is ready; a page taken away meanwhile stays away", async () => {
  const server = await serve();
  const { page, noise, close } = await quietPage(browser);
  const letGo = await holdEngine(page);
  await page.goto(`${server.address}embed-example.html`);
  const lab = page.locator("qkv-lab").first();
  await lab.locator(".loading").waitFor();
  await lab.evaluate((e) => {
    e.setAttribute("step", "tokens");
    e.setAttribute("d_model", "9");
  });
  const other = await page.locator("qkv-lab").nth(1).elementHandle();
  await other?.evaluate((e) => /** @type {Element} */ (e).remove());
  letGo();
  await lab.locator(".shape", { hasText: "4 × 9" }).waitFor();
  assert.equal(await other?.evaluate((e) => /** @type {Element} */ (e).shadowRoot?.childElementCount), 0);
  assert.deepEqual(noise, []);
  await close();
  server.close();
});

test("the element works when its script comes from another origin", async () => {
  const server = await serve();
  const elsewhere = await serve();
  const { page, close } = await quietPage(browser);
  // Served with permission to be read from elsewhere, as a content network does.
  await page.route(`${elsewhere.address}**`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
  });
  await page.goto(`${server.address}embed-example.html`);
  await page.setContent(
    `<script type="module" src="${elsewhere.address}qkv-lab.js"></script><qkv-lab step="keys"></qkv-lab>`,
  );
  await page.locator("qkv-lab td[data-row]").first().waitFor();
  await close();
  server.close();
  elsewhere.close();
});

test("the one file opens from file:// without a single request leaving the page", async () => {
  const { page, noise, requests, close } = await quietPage(browser);
  await open(page, `${ONE_FILE}#lang=en&step=scores`);
  await page.locator(".next").click();
  await page.locator("h1", { hasText: "√dk" }).waitFor();
  assert.match(page.url(), /step=scale/);
  assert.deepEqual(
    requests.filter((url) => !/^(file|blob|data):/.test(url)),
    [],
  );
  assert.deepEqual(noise, []);
  await close();
});

test("the one file works in a sandboxed frame, where storage is refused", async () => {
  const { readFile } = await import("node:fs/promises");
  const { page, noise, requests, close } = await quietPage(browser);
  const html = await readFile(new URL(ONE_FILE), "utf8");
  await page.setContent('<iframe sandbox="allow-scripts" width="1200" height="760"></iframe>');
  await page.locator("iframe").evaluate((frame, srcdoc) => frame.setAttribute("srcdoc", srcdoc), html);
  const frame = page.frameLocator("iframe");
  // Without an address it opens the map.
  await frame.locator('qkv-lab .map-stop[data-step="tokens"]').click();
  await frame.locator("qkv-lab .next").click();
  await frame.locator("qkv-lab td[data-row]").first().click();
  await frame.locator("qkv-lab .inspector .cell-value").waitFor();
  assert.deepEqual(
    requests.filter((url) => !/^(about|file|blob|data):/.test(url)),
    [],
  );
  assert.deepEqual(noise, []);
  await close();
});
