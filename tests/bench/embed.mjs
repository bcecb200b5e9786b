// What figures cost somebody's page: heights, memory, start, layout shift, bytes. `node tests/bench/embed.mjs`
// `--write` measures the heights alone and writes them down (web/lab/figure-heights.js), so that room is kept for a figure
// before it is there: build anew then.
import { readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";
import { FIGURE_HEIGHTS } from "../../web/lab/figure-heights.js";
import { STEP_IDS } from "../../web/lessons/chapters.js";
import { allReady, hostPage } from "../browser/host-page.mjs";
import { launch, quietPage, serve } from "../browser/support.mjs";

const DIST = new URL("../../dist/", import.meta.url);
const HEIGHTS = new URL("../../web/lab/figure-heights.js", import.meta.url);
const FILES = ["qkv-lab.js", "qkv-worker.js", "qkv.wasm"];
const WIDTHS = [720, 390];
const TWELVE = STEP_IDS.filter((step) => !["waves", "train", "inside", "compare"].includes(step)).slice(
  0,
  12,
);
const SETTLES_MS = 1500;

const browser = await launch();
const server = await serve();
const style = (/** @type {number} */ width) =>
  `<style>body { width: ${width}px; margin: 0 auto; font: 18px/1.6 serif }</style>`;
const figure = (/** @type {string} */ step, more = "") =>
  `<qkv-lab view="figure" step="${step}" ${more}></qkv-lab>`;

/** The figure's height, when it stays what it is, without what is kept for it. @param {import("playwright-core").Page} page */
async function settled(page) {
  const now = () =>
    page.evaluate(() => {
      const lab = document.querySelector("qkv-lab");
      const app = /** @type {HTMLElement | null | undefined} */ (lab?.shadowRoot?.querySelector(".app"));
      app?.style.removeProperty("min-height");
      return app?.offsetHeight ?? 0;
    });
  let height = await now();
  for (let same = 0; same < 4; ) {
    await page.waitForTimeout(SETTLES_MS / 6);
    const next = await now();
    same = next === height ? same + 1 : 0;
    height = next;
  }
  return height;
}

/** Each step's figure as it opens. @param {number} width */
async function heightsAt(width) {
  const { page, close } = await quietPage(browser, { viewport: { width: width + 40, height: 900 } });
  /** @type {number[]} */
  const heights = [];
  // One after the other: two that train side by side would take turns.
  for (const step of STEP_IDS) {
    await hostPage(page, server.address, figure(step, 'loading="eager"'), { head: style(width) });
    await allReady(page);
    heights.push(await settled(page));
    await page.unrouteAll();
  }
  await close();
  return heights;
}

/** The page's own process, in MB of its own share (PSS). @param {string} body */
async function memoryOf(body) {
  const own = await launch();
  const { page, close } = await quietPage(own, { viewport: { width: 760, height: 900 } });
  await hostPage(page, server.address, body, { head: style(720), script: body ? undefined : "" });
  if (body) await allReady(page);
  await page.waitForTimeout(2 * SETTLES_MS);
  const session = await own.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const sizes = await Promise.all(
    renderers.map(async ({ id }) => {
      const rollup = await readFile(`/proc/${id}/smaps_rollup`, "utf8");
      return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
    }),
  );
  await close();
  await own.close();
  return Math.max(...sizes);
}

/** When the figures that are seen at first can be used, and how far anything moved until then. */
async function startOf() {
  const { page, close } = await quietPage(browser, { viewport: { width: 760, height: 900 } });
  await page.addInitScript(() => {
    const scope = /** @type {any} */ (globalThis);
    scope.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) scope.shift += /** @type {any} */ (entry).value;
    }).observe({ type: "layout-shift", buffered: true });
    scope.ready = [];
    addEventListener("qkv-ready", () => scope.ready.push(performance.now()));
  });
  // As docs/embedding.md says it is done: before the script is there only the page can keep the room.
  const kept = (/** @type {string} */ step) =>
    figure(step, `style="display: block; min-height: ${FIGURE_HEIGHTS[step][0]}px"`);
  const text = "<p>So it is computed, and this is what comes of it.</p>";
  await hostPage(page, server.address, TWELVE.map((step) => text + kept(step)).join(""), {
    head: style(720),
  });
  await page.waitForFunction(() => {
    const seen = [...document.querySelectorAll("qkv-lab")].filter(
      (lab) => lab.getBoundingClientRect().top < innerHeight,
    );
    return (
      seen.length > 0 && seen.every((lab) => lab.shadowRoot?.querySelector(".app:not([inert]) td[data-row]"))
    );
  });
  const visible = await page.evaluate(() => performance.now());
  await page.waitForTimeout(2 * SETTLES_MS);
  const { shift, ready } = await page.evaluate(() => ({
    shift: /** @type {any} */ (globalThis).shift,
    ready: /** @type {any} */ (globalThis).ready.length,
  }));
  await close();
  return { visible, shift, ready };
}

const heights = await Promise.all(WIDTHS.map(heightsAt));
console.log(`heights of figures, ${WIDTHS.join(" and ")} px wide`);
for (const [i, step] of STEP_IDS.entries())
  console.log(`  ${step.padEnd(10)} ${heights.map((each) => String(each[i]).padStart(5)).join(" ")}`);
const usual = heights[0].filter((height) => height >= 300 && height <= 480).length;
console.log(`  at 720 px ${usual} of ${STEP_IDS.length} are 300 to 480 px high`);
if (process.argv.includes("--write")) {
  const lines = STEP_IDS.map((step, i) => `  ${step}: [${heights.map((each) => each[i]).join(", ")}],\n`);
  const old = await readFile(HEIGHTS, "utf8");
  await writeFile(HEIGHTS, old.replace(/= \{[\s\S]*\};/, `= {\n${lines.join("")}};`));
  console.log("  written to web/lab/figure-heights.js");
  process.exit();
}

const twelve = TWELVE.map((step) => figure(step, 'loading="eager"')).join("");
console.log(
  `memory of the page's process (PSS): empty ${(await memoryOf("")).toFixed(0)} MB, 12 figures ${(await memoryOf(twelve)).toFixed(0)} MB`,
);
const starts = [await startOf(), await startOf(), await startOf()].sort((a, b) => a.visible - b.visible);
console.log(
  `visible figures can be used after ${starts[1].visible.toFixed(0)} ms (${starts[1].ready} of 12 started); layout shift ${Math.max(...starts.map(({ shift }) => shift)).toFixed(4)}`,
);
let total = 0;
for (const file of FILES) {
  const { length } = brotliCompressSync(await readFile(new URL(file, DIST)));
  total += length;
  console.log(`  ${file.padEnd(14)} ${(length / 1000).toFixed(0).padStart(4)} kB (brotli)`);
}
console.log(`  together       ${(total / 1000).toFixed(0).padStart(4)} kB, once for a page`);
await browser.close();
server.close();
