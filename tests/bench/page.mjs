// What the page costs: transfer sizes, the first matrix, an edit, the longest task. `node tests/bench/page.mjs`
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { cell, launch, matrix, quietPage, serve } from "../browser/support.mjs";

const DIST = new URL("../../dist/", import.meta.url);
const FIRST_VIEW = ["index.html", "qkv-lab.js", "qkv-worker.js", "qkv.wasm"];
const ROUNDS = 7;

/** @param {number[]} list */
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const kB = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const browser = await launch();
const server = await serve();
/** @type {number[]} */
const first = [];
/** @type {number[]} */
const edits = [];
/** @type {number[]} */
const longest = [];

for (let round = 0; round < ROUNDS; round++) {
  const { page, close } = await quietPage(browser);
  await page.addInitScript(() => {
    const scope = /** @type {any} */ (globalThis);
    scope.tasks = [];
    new PerformanceObserver((list) => scope.tasks.push(...list.getEntries().map((e) => e.duration))).observe({
      type: "longtask",
      buffered: true,
    });
    const look = () => {
      const root = document.querySelector("qkv-lab")?.shadowRoot;
      if (root?.querySelector(".scenes:not(.unfitted) td[data-row]")) scope.firstMatrix = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(`${server.address}#lang=en&step=queries`);
  await page.waitForFunction(() => "firstMatrix" in globalThis);
  first.push(await page.evaluate(() => /** @type {any} */ (globalThis).firstMatrix));

  // From the Enter that ends an edit to the changed number in another matrix.
  const path = "block0.attention.Q";
  await matrix(page, path).waitFor();
  await cell(page, "block0.attention.W_Q", 0, 0).dblclick();
  await page.locator(".cell-input").fill(String(3 + round));
  // The clock is set up before the key is pressed: page and keyboard take their orders on different lines.
  await page.evaluate((name) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector("qkv-lab")?.shadowRoot);
    const target = /** @type {Element} */ (root.querySelector(`[data-path="${name}"] tbody`));
    let start = 0;
    const begin = () => {
      start = performance.now();
    };
    root.addEventListener("keydown", begin, { capture: true, once: true });
    /** @type {any} */ (globalThis).took = new Promise((done) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        requestAnimationFrame(() => done(performance.now() - start));
      }).observe(target, { childList: true, characterData: true, subtree: true });
    });
  }, path);
  await page.keyboard.press("Enter");
  edits.push(await page.evaluate(() => /** @type {any} */ (globalThis).took));

  await page.locator(".transport .primary").click();
  await page.waitForTimeout(1500);
  longest.push(await page.evaluate(() => Math.max(0, .../** @type {any} */ (globalThis).tasks)));
  await close();
}
await browser.close();
server.close();

let total = 0;
let engine = 0;
console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, medians of ${ROUNDS}\n`);
console.log("| file | raw | gzip | brotli |\n| --- | ---: | ---: | ---: |");
for (const file of FIRST_VIEW) {
  const bytes = await readFile(new URL(file, DIST));
  const brotli = brotliCompressSync(bytes).length;
  total += brotli;
  if (file.startsWith("qkv-worker") || file.endsWith(".wasm")) engine += brotli;
  console.log(
    `| ${file} | ${kB(bytes.length)} | ${kB(gzipSync(bytes, { level: 9 }).length)} | ${kB(brotli)} |`,
  );
}
console.log(`| the engine: WebAssembly and the worker with its glue | | | ${kB(engine)} |`);
console.log(`| first view in all | | | ${kB(total)} |\n`);
console.log("| what | median | worst |\n| --- | ---: | ---: |");
for (const [what, list] of /** @type {[string, number[]][]} */ ([
  ["first matrix on screen", first],
  ["edit to view", edits],
  ["longest main-thread task (0: none over 50 ms)", longest],
]))
  console.log(`| ${what} | ${median(list).toFixed(0)} ms | ${Math.max(...list).toFixed(0)} ms |`);
