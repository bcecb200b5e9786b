// How the map keeps pace while its numbers move: node tests/bench/map.mjs [--shots DIR]
// With --shots it leaves pictures of many lessons to look at.
import { mkdir } from "node:fs/promises";
import { build } from "esbuild";
import { createLab } from "../../dist/node.mjs";
import { launch } from "../browser/support.mjs";
import { LESSON } from "../lesson.mjs";

const NUMBERS =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";
const LARGE = { tokens: `${NUMBERS} ${NUMBERS}`.split(" "), n_heads: 16, d_model: 32, d_k: 8, d_v: 8 };
const DESK = [1440, 900];
const PHONE = [390, 844];

const { outputFiles } = await build({
  entryPoints: [new URL("map/page.js", import.meta.url).pathname],
  bundle: true,
  format: "iife",
  write: false,
  loader: { ".css": "text", ".ftl": "text" },
});
const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>map</title><style>body{margin:0}x-lab{height:100vh!important}</style><x-lab></x-lab><script>${script}</script>`;
const browser = await launch();

/** @param {object} config @param {object} state @param {number[]} size */
async function open(config, state, [width, height]) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.on("console", (message) => console.error(`console: ${message.text()}`));
  page.on("pageerror", (error) => console.error(error.stack));
  await page.route("http://map.test/", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto("http://map.test/");
  const lab = await createLab({ ...LESSON, ...config });
  const { trace } = lab;
  lab.close();
  await page.evaluate(
    ([snapshot, changes]) => start(snapshot, changes),
    [{ config: trace.config, nodes: trace.nodes, values: [...trace.values] }, state],
  );
  await page.waitForTimeout(300);
  return page;
}

/** New numbers at every frame, as while a model learns. */
const pace = (page) =>
  page.evaluate(async () => {
    const { nodes, values } = state().trace;
    const attentions = nodes.filter(({ path }) => path.endsWith(".attention"));
    const moments = Array.from({ length: 12 }, (_, k) => {
      const next = values.map((x, i) => x * (1 + 0.3 * Math.sin(k / 2 + i)));
      for (const { offset, shape } of attentions)
        for (let row = 0; row < shape[0]; row++) {
          const line = next.subarray(offset + row * shape[1], offset + (row + 1) * shape[1]);
          const sum = line.reduce((total, x) => total + x, 0);
          for (let i = 0; i < line.length; i++) line[i] /= sum;
        }
      return next;
    });
    const [updates, frames, tasks] = [[], [], []];
    new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ entryTypes: ["longtask"] });
    let before = performance.now();
    for (let k = 0; k < 120; k++)
      await new Promise((done) =>
        requestAnimationFrame((now) => {
          frames.push(now - before);
          before = now;
          const begun = performance.now();
          window.values(moments[k % moments.length]);
          updates.push(performance.now() - begun);
          done();
        }),
      );
    const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1].toFixed(1);
    return {
      "update, ms": median(updates),
      "frame, ms": median(frames.slice(5)),
      "tasks over 50 ms": tasks.length,
    };
  });

/** @param {string} name @param {object} config @param {object} state @param {number[]} size @param {(page: any) => any} what */
async function say(name, config, state, size, what) {
  const page = await open(config, state, size);
  console.log(name, await what(page));
  await page.close();
}

const shots = process.argv.indexOf("--shots");
if (shots > 0) {
  const folder = process.argv[shots + 1] ?? "/tmp/map";
  await mkdir(folder, { recursive: true });
  const kinds = ["none", "sinusoidal", "learned", "shaw", "t5", "rope", "alibi"];
  const list = [
    ["rest", {}, {}],
    ["lit", {}, { map_token: 2 }],
    ["back", {}, { map_token: 2, map_mode: "back" }],
    ["change", { steps: 5 }, { map_mode: "back", map_change: true }],
    ["large", LARGE, { map_token: 20, head: 3 }],
    ["large-back", LARGE, { map_mode: "back", head: 3 }],
    ["columns", {}, { map_token: 2, convention: "columns" }],
    ["off", { ablate: [1] }, { map_token: 2 }],
    ...kinds.map((kind) => [kind, { positional: { kind }, mask: "causal" }, { map_token: 2 }]),
  ];
  for (const [name, config, state] of list)
    for (const size of [DESK, [1024, 768], PHONE])
      for (const shownTheme of ["light", "dark"])
        for (const lang of ["en", "zh"]) {
          const page = await open(config, { ...state, shownTheme, lang }, size);
          await page.screenshot({ path: `${folder}/${name}-${size[0]}-${shownTheme}-${lang}.png` });
          await page.close();
        }
} else {
  for (const [name, config] of [
    ["4 tokens, 2 heads", {}],
    ["32 tokens, 16 heads", LARGE],
  ])
    for (const [mode, state] of [
      ["rest", {}],
      ["lit", { map_token: 2 }],
      ["back", { map_mode: "back" }],
    ])
      await say(`${name}, ${mode}: pace`, config, state, DESK, pace);
}
await browser.close();
