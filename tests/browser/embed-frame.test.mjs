// The one file in somebody's frame: what it says to the page around, and what it hears from it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { hostPage } from "./host-page.mjs";
import { browserAndServer, quietPage } from "./support.mjs";

const site = browserAndServer();

/** Notes all that the frame says, and can ask it. */
const LISTENS = `<script>
  const said = [];
  addEventListener("message", ({ data, source }) => { if (source === document.querySelector("iframe").contentWindow) said.push(data); });
  const frame = () => document.querySelector("iframe").contentWindow;
  let last = 0;
  const ask = (command, args) => new Promise((resolve) => {
    const id = ++last;
    addEventListener("message", function hear({ data }) {
      if (data.type !== "qkv-lab" || data.id !== id) return;
      removeEventListener("message", hear);
      resolve(data.error ? { error: data.error } : data.result);
    });
    frame().postMessage({ type: "qkv-lab", id, command, args }, "*");
  });
</script>`;

/** @param {import("playwright-core").Page} page @param {string} link @param {string} [more] */
async function framed(page, link, more = "") {
  const { address } = site;
  const body = `<iframe src="${address}qkv-lab.html${link}" width="720" height="600" sandbox="allow-scripts" ${more}></iframe>`;
  await hostPage(page, address, body, { head: LISTENS, script: "" });
  await page.waitForFunction("said.some(({ event }) => event === 'ready')");
  return page.frameLocator("iframe");
}

const saidOf = (/** @type {import("playwright-core").Page} */ page, /** @type {string} */ filter) =>
  page.evaluate(`said.filter((data) => ${filter})`);

test("a figure in a frame tells its height, answers, and leaves the history alone", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const frame = await framed(page, "#view=figure&step=scores");
  const entries = await page.evaluate("history.length");
  await page.waitForFunction("said.some(({ subject }) => subject === 'lti.frameResize')");
  const [{ height, width }] = /** @type {any[]} */ (
    (await saidOf(page, "data.subject === 'lti.frameResize'")).slice(-1)
  );
  assert.equal(width, 720);
  assert.ok(height > 250 && height < 520, `${height}`);
  const [resized] = (await saidOf(page, "data.event === 'resize'")).slice(-1);
  assert.deepEqual(resized.detail, { height, width });
  assert.equal((await page.evaluate('ask("getState")')).step, "scores");
  assert.equal((await page.evaluate('ask("setState", { d_k: 2, step: "mix" })')).d_k, 2);
  assert.equal((await page.evaluate('ask("matrix", { path: "block0.attention.head0.Q" })'))[0].length, 2);
  assert.equal((await page.evaluate('ask("setState", { d_k: 99 })')).error.code, "out-of-range");
  assert.equal((await page.evaluate('ask("matrix", { path: "nope" })')).error.code, "path");
  assert.equal((await page.evaluate('ask("fly")')).error.code, "command");
  const changes = /** @type {any[]} */ (await saidOf(page, "data.event === 'change'"));
  assert.deepEqual(
    changes.map(({ detail }) => [detail.source, detail.changed.sort().join()]),
    [["host", "d_k,step"]],
  );
  await frame.locator("qkv-lab td[data-row]").first().click();
  await page.waitForFunction("said.some(({ event }) => event === 'cell')");
  const link = await frame.locator("qkv-lab .open-lab").getAttribute("href");
  assert.match(link ?? "", /qkv-lab\.html#step=mix&.*cell=/);
  assert.doesNotMatch(link ?? "", /view=/);
  assert.equal(await page.evaluate("history.length"), entries);
  assert.deepEqual(noise, []);
  await close();
});

test("a learning platform gets score and state, and gives them back", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const frame = await framed(page, "#view=exercise&step=scores&exercise=scores-cell");
  const card = frame.locator("qkv-lab .exercise");
  assert.equal(await card.count(), 1);
  await card.locator("input").fill("12345");
  await card.locator(".check").click();
  await page.waitForFunction("said.some(({ subject }) => subject === 'SPLICE.reportScoreAndState')");
  const [wrong] = await saidOf(page, "data.subject === 'SPLICE.reportScoreAndState'");
  assert.equal(wrong.score, 0);
  const checked = await page.evaluate('ask("check", { id: "scores-cell", seed: 1, answer: 12345 })');
  assert.equal(checked.correct, false);
  let right = Number.NaN;
  for (let value = -40; value <= 40 && Number.isNaN(right); value++)
    if ((await page.evaluate(`ask("check", { id: "scores-cell", answer: ${value} })`)).correct) right = value;
  await card.locator("input").fill(String(right));
  await card.locator(".check").click();
  await page.waitForFunction("said.some(({ score }) => score === 1)");
  const [attempt] = /** @type {any[]} */ ((await saidOf(page, "data.event === 'exercise'")).slice(-1));
  assert.deepEqual(
    [attempt.detail.id, attempt.detail.attempts, attempt.detail.correct, attempt.detail.score.scaled],
    ["scores-cell", 2, true, 1],
  );
  assert.match(attempt.detail.duration, /^PT\d+(\.\d)?S$/);
  // Another day: the platform gives back what it kept.
  const [asked] = await saidOf(page, "data.subject === 'SPLICE.getState'");
  await page.evaluate(
    (/** @type {string} */ id) =>
      /** @type {HTMLIFrameElement} */ (document.querySelector("iframe")).contentWindow?.postMessage(
        {
          subject: "SPLICE.getState.response",
          message_id: id,
          state: { version: 1, link: "step=scores&exercise_seed=5", scores: { "scores-cell": 1 } },
        },
        "*",
      ),
    asked.message_id,
  );
  await frame.locator("qkv-lab .exercises-head .note", { hasText: "5" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("messages that do not come from the page around, or mean nothing, do nothing", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const frame = await framed(page, "#view=figure&step=scores");
  await page.evaluate(async () => {
    const inner = /** @type {Window} */ (document.querySelector("iframe")?.contentWindow);
    // From another window than the parent.
    const other = document.createElement("iframe");
    other.srcdoc = `<script>parent.frames[0].postMessage({type:"qkv-lab",id:1,command:"setState",args:{d_k:1}},"*")</script>`;
    document.body.append(other);
    await new Promise((resolve) => other.addEventListener("load", resolve));
    for (const data of [
      null,
      1,
      "x",
      [],
      { type: "qkv-lab" },
      { type: "qkv-lab", id: 1, command: "close" },
      { subject: "SPLICE.getState.response", message_id: "qkv-lab-1", state: { version: 1, link: 5 } },
    ])
      inner.postMessage(data, "*");
  });
  await page.waitForTimeout(300);
  assert.equal((await page.evaluate('ask("getState")')).d_k, 4);
  assert.deepEqual(await saidOf(page, "data.event === 'change'"), []);
  assert.equal(await frame.locator("qkv-lab .messages .problem").count(), 0);
  assert.deepEqual(noise, []);
  await close();
});

test("a fragment of somebody else's is left alone", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await page.goto(`${site.address}index.html#intro`);
  await page.locator("qkv-lab .map-stop").first().waitFor();
  assert.equal(await page.locator("qkv-lab .messages .problem").count(), 0);
  await page.locator('qkv-lab .map-stop[data-step="tokens"]').click();
  await page.locator("qkv-lab h1").first().waitFor();
  assert.match(page.url(), /#intro$/);
  assert.deepEqual(noise, []);
  await close();
});

test("the one file without an address of its own speaks to the page around as well", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const html = await readFile(new URL("../../dist/qkv-lab.html", import.meta.url), "utf8");
  await hostPage(page, site.address, '<iframe sandbox="allow-scripts" width="900" height="600"></iframe>', {
    head: LISTENS,
    script: "",
  });
  await page.locator("iframe").evaluate((frame, srcdoc) => frame.setAttribute("srcdoc", srcdoc), html);
  await page.waitForFunction("said.some(({ event }) => event === 'ready')");
  assert.equal((await page.evaluate('ask("getState")')).step, "map");
  assert.deepEqual(noise, []);
  await close();
});
