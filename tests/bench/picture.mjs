// How much of the screen is picture, and where the first one begins, for the map and every step at rest:
// node tests/bench/picture.mjs [--shots DIR]
// A picture is what is drawn: matrices with their names, charts, words with their arcs, ribbons and threads, each by its
// own box, as far as it is on the screen; neither the rectangle of the drawing around them nor the mini-map. With --shots it leaves pictures of
// all, in both themes and languages, to look at.
import { mkdir } from "node:fs/promises";
import { STEP_IDS } from "../../web/lessons/chapters.js";
import { launch, open, quietPage, serve } from "../browser/support.mjs";

const SIZES = { desk: [1440, 900], phone: [390, 844] };
const SHOT_SIZES = { ...SIZES, tablet: [820, 1180], laptop: [1024, 768] };
/** What has to hold, as shares of the screen and pixels: of the map, and of the steps in the median. */
const BARS = { desk: { map: 0.4, step: 0.25, y: 300 }, phone: { map: 0.4, step: 0.4 } };

const PICTURES = [
  ".map-matrix",
  ".map-name > *",
  ".map-arc",
  ".map-ribbon",
  ".map-thread",
  ".map-word",
  ".map-arcs text",
  ".map-signs > *",
  ".matrix table",
  ".matrix figcaption > *",
  ".picture-frame",
  ".chart canvas",
  ".heat-frame",
  ".dial",
  ".weight-map",
  ".weight-canvas",
  ".strip-cells",
  ".softmax-grid",
  ".gradient-grid",
  ".softmax-strip",
  ".station",
];

/** @param {import("playwright-core").Page} page @returns {Promise<{share: number, y: number | null}>} */
const measure = (page) =>
  page.evaluate((pictures) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector("qkv-lab")?.shadowRoot);
    const frames = new Map();
    /** What is left of a box by everything around it that scrolls or cuts. @param {Element} element */
    const frameOf = (element) => {
      if (!element || element === root.host)
        return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      if (!frames.has(element)) {
        const outer = frameOf(/** @type {any} */ (element.parentElement));
        const box = element.getBoundingClientRect();
        const cuts = getComputedStyle(element).overflow !== "visible";
        frames.set(
          element,
          cuts
            ? {
                left: Math.max(outer.left, box.left),
                top: Math.max(outer.top, box.top),
                right: Math.min(outer.right, box.right),
                bottom: Math.min(outer.bottom, box.bottom),
              }
            : outer,
        );
      }
      return frames.get(element);
    };
    const seen = new Uint8Array(innerWidth * innerHeight);
    let first = Infinity;
    for (const element of root.querySelectorAll(pictures.join())) {
      if (element.closest(".mini-map, .mini-picture") || !(/** @type {any} */ (element).checkVisibility()))
        continue;
      const frame = frameOf(/** @type {Element} */ (element.parentElement));
      const box = element.getBoundingClientRect();
      const [left, right] = [Math.max(frame.left, box.left), Math.min(frame.right, box.right)];
      const [top, bottom] = [Math.max(frame.top, box.top), Math.min(frame.bottom, box.bottom)];
      if (!(right > left && bottom > top)) continue;
      first = Math.min(first, top);
      for (let y = Math.floor(top); y < Math.ceil(bottom); y++)
        seen.fill(1, y * innerWidth + Math.floor(left), y * innerWidth + Math.ceil(right));
    }
    const share = seen.reduce((sum, x) => sum + x, 0) / seen.length;
    return { share, y: first === Infinity ? null : Math.round(first) };
  }, PICTURES);

/** @param {import("playwright-core").Page} page @param {string} step @param {string} query */
async function show(page, step, query = "") {
  await page.goto("about:blank");
  const url = `${server.address}#step=${step}${query}`;
  if (step === "map") {
    await page.goto(url);
    await page.locator(".map-matrix").first().waitFor();
  } else await open(page, url);
  await page.waitForTimeout(400);
}

const median = (/** @type {number[]} */ list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};
const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)}%`;

const browser = await launch();
const server = await serve();
const shots = process.argv.indexOf("--shots");
const only = process.argv.includes("--only")
  ? process.argv[process.argv.indexOf("--only") + 1].split(",")
  : null;
const steps = ["map", ...STEP_IDS].filter((step) => !only || only.includes(step));

if (shots > 0) {
  const folder = process.argv[shots + 1] ?? "/tmp/picture";
  await mkdir(folder, { recursive: true });
  for (const [name, [width, height]] of Object.entries(SHOT_SIZES))
    for (const colorScheme of /** @type {const} */ (["light", "dark"]))
      for (const lang of ["en", "zh"]) {
        const { page, close } = await quietPage(browser, { viewport: { width, height }, colorScheme });
        for (const step of steps) {
          await show(page, step, `&lang=${lang}`);
          await page.screenshot({ path: `${folder}/${step}-${name}-${colorScheme}-${lang}.png` });
        }
        await close();
      }
} else {
  /** @type {Record<string, Record<string, {share: number, y: number | null}>>} */
  const results = {};
  for (const [name, [width, height]] of Object.entries(SIZES)) {
    results[name] = {};
    const { page, close } = await quietPage(browser, { viewport: { width, height } });
    for (const step of steps) {
      await show(page, step, "&lang=en");
      results[name][step] = await measure(page);
    }
    await close();
  }
  const heads = Object.entries(SIZES).map(
    ([name, [width, height]]) => `${name} ${width} × ${height} | begins at`,
  );
  console.log(`| step | ${heads.join(" | ")} |\n|---|${"--:|".repeat(2 * heads.length)}`);
  const row = (/** @type {string} */ step, /** @type {{share: number, y: number | null}[]} */ cells) =>
    console.log(
      `| ${step} | ${cells.map(({ share, y }) => `${percent(share)} | ${y ?? "–"}`).join(" | ")} |`,
    );
  for (const step of steps)
    row(
      step,
      Object.values(results).map((each) => each[step]),
    );
  const medians = Object.values(results).map((each) => {
    const all = STEP_IDS.flatMap((step) => each[step] ?? []);
    return { share: median(all.map(({ share }) => share)), y: median(all.map(({ y }) => y ?? Infinity)) };
  });
  row("median of the steps", medians);
  for (const [i, [name, bar]] of Object.entries(BARS).entries()) {
    const map = results[name].map?.share ?? 1;
    const late = "y" in bar ? STEP_IDS.filter((step) => (results[name][step]?.y ?? 0) > bar.y) : [];
    const kept = map >= bar.map && medians[i].share >= bar.step && !late.length;
    console.log(
      `${name}: map ${percent(map)} (at least ${percent(bar.map)}), steps ${percent(medians[i].share)} (at least ${percent(bar.step)})${late.length ? `; begins late: ${late.join(", ")}` : ""}: ${kept ? "kept" : "NOT KEPT"}`,
    );
  }
}
await browser.close();
server.close();
