// How smooth the page is while models train: frames, long tasks, and how soon a pause is answered.
// `node tests/bench/training-page.mjs`
import { cpus, loadavg } from "node:os";
import { launch, open, quietPage, serve } from "../browser/support.mjs";

const SECONDS = 4;
const PAUSES = 9;

/** A run that is still under way after half a minute. */
const NEVER_DONE =
  "train_positional=none&train_batch=128&train_d_model=32&train_max_length=12&train_steps=20000";

/** What trains. @type {Record<string, string>} */
const PAGES = {
  "one model, chapter 8": `step=train&${NEVER_DONE}`,
  "two models, chapter 9": `step=compare&${NEVER_DONE}&compare_other=alibi`,
  "two models, d_k 64, batch 64":
    "step=compare&train_task=lookup&train_positional=none&train_d_model=64&train_n_heads=1&train_batch=64" +
    "&compare_field=scale&compare_other=0&train_accuracy=1&train_steps=20000",
};

/** @param {number[]} list @param {number} share */
const quantile = (list, share) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
const ms = (/** @type {number} */ x) => `${x.toFixed(1)} ms`;

const browser = await launch();
const server = await serve();
console.log(
  "| while training | steps/s | frames/s | frame, median | 95% | longest | tasks over 50 ms | pause, median | longest |",
);
console.log("| --- | --: | --: | --: | --: | --: | --: | --: | --: |");
for (const [name, link] of Object.entries(PAGES)) {
  const { page, close } = await quietPage(browser, { viewport: { width: 1440, height: 900 } });
  await open(page, `${server.address}#lang=en&train_pace=full&${link}`);
  const start = page.locator(".trainer .start:not(:disabled)");
  await start.click();
  await page.waitForTimeout(1500);
  const { frames, tasks, steps } = await page.evaluate(async (seconds) => {
    const stepsNow = () =>
      Number(
        /step ([\d,]+)/
          .exec(
            document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".run-status")?.textContent ?? "",
          )?.[1]
          .replaceAll(",", ""),
      );
    /** @type {number[]} */
    const long = [];
    const observer = new PerformanceObserver((list) =>
      long.push(...list.getEntries().map((e) => e.duration)),
    );
    observer.observe({ type: "longtask" });
    /** @type {number[]} */
    const deltas = [];
    const from = stepsNow();
    const begin = performance.now();
    let before = begin;
    while (before - begin < seconds * 1000) {
      const now = await new Promise((done) => requestAnimationFrame(() => done(performance.now())));
      deltas.push(now - before);
      before = now;
    }
    observer.disconnect();
    return { frames: deltas, tasks: long, steps: (stepsNow() - from) / seconds };
  }, SECONDS);
  /** @type {number[]} */
  const pauses = [];
  for (let i = 0; i < PAUSES; i++) {
    pauses.push(
      await page.evaluate(async () => {
        const button = /** @type {HTMLElement} */ (
          document.querySelector("qkv-lab")?.shadowRoot?.querySelector(".trainer .start")
        );
        const words = button.textContent;
        const begin = performance.now();
        button.click();
        while (button.textContent === words) await new Promise((done) => setTimeout(done));
        return performance.now() - begin;
      }),
    );
    await start.click();
    await page.waitForTimeout(300);
  }
  const total = frames.reduce((a, b) => a + b, 0);
  console.log(
    `| ${[
      name,
      steps.toFixed(0),
      (frames.length / (total / 1000)).toFixed(1),
      ...[quantile(frames, 0.5), quantile(frames, 0.95), Math.max(...frames)].map(ms),
      tasks.filter((task) => task > 50).length,
      ...[quantile(pauses, 0.5), Math.max(...pauses)].map(ms),
    ].join(" | ")} |`,
  );
  await close();
}
await browser.close();
server.close();
console.log(
  `\n${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, ${browser.version()}, ${new Date().toISOString().slice(0, 10)}`,
);
