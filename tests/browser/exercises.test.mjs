import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { createLab, evaluate } from "../../dist/node.mjs";
import { EXERCISES, exercisesOf, makeTask } from "../../web/exercises/exercises.js";
import { CHAPTERS } from "../../web/lessons/chapters.js";
import { browserAndServer, open, quietPage } from "./support.mjs";

const site = browserAndServer();

const WORDS = ["sun", "moon", "star", "rain", "wind"];

/** The right answer, from the engine under Node: a number, or indices of options. @param {any} exercise @param {number} seed */
async function solve(exercise, seed) {
  const task = /** @type {any} */ (makeTask(exercise, seed, WORDS));
  const traces = [];
  for (const config of task.configs ?? [task.config]) {
    const lab = await createLab(config);
    traces.push(lab.trace);
    lab.close();
  }
  const answer = task.configs
    ? task.right(traces)
    : task.tree
      ? evaluate(task.tree(traces[0]))
      : traces[0].value(task.cell.path, task.cell.row, task.cell.col);
  return { task, traces, answer };
}

test("every chapter of the lesson has at least two exercises, and the steps that have some show them", () => {
  for (const { id, steps } of CHAPTERS) {
    const count = steps.flatMap((step) => exercisesOf(step.id)).length;
    // Where models train, the training itself is what is tried.
    const trains = steps.every((step) => step.trains !== undefined);
    assert.ok(count >= 2 || trains, `${id} has ${count}`);
    for (const step of steps)
      assert.equal(
        exercisesOf(step.id).length > 0,
        step.panels?.includes("exercise") ?? false,
        `${step.id}: panels and exercises disagree`,
      );
  }
  assert.equal(new Set(EXERCISES.map(({ id }) => id)).size, EXERCISES.length);
});

test("whatever the seed, the engine finds exactly one answer, and new numbers are new", async () => {
  for (const exercise of EXERCISES) {
    const different = new Set();
    for (let seed = 1; seed <= 12; seed++) {
      const { task, answer } = await solve(exercise, seed);
      different.add(JSON.stringify(task));
      if (task.configs) {
        assert.ok(
          answer.length > 0 && (task.many || answer.length === 1),
          `${exercise.id} ${seed}: ${answer}`,
        );
        assert.ok(answer.every((/** @type {number} */ i) => i >= 0 && i < task.options.length));
      } else assert.ok(Number.isFinite(answer), `${exercise.id} ${seed}`);
    }
    assert.ok(different.size > 2, `${exercise.id} hardly changes`);
  }
});

test("a hint never gives the answer away by itself, and a known slip is not the answer's twin by rule", async () => {
  for (const exercise of EXERCISES.filter(({ kind }) => kind === "number")) {
    let apart = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { task, traces, answer } = await solve(exercise, seed);
      const slips = task.slips.map((/** @type {any} */ slip) => slip.value(traces[0]));
      if (slips.every((/** @type {number} */ value) => Math.abs(value - answer) > 0.02)) apart++;
    }
    assert.ok(apart >= 3, `${exercise.id}: its slips nearly always equal the answer`);
  }
});

for (const lang of ["en", "zh"])
  test(`all exercises are answered wrong and right in ${lang}, by keyboard`, async () => {
    const { page, noise, close } = await quietPage(site.browser);
    const seed = lang === "en" ? 3 : 4;
    for (const step of new Set(EXERCISES.map((exercise) => exercise.step))) {
      await open(page, `${site.address}#lang=${lang}&exercise_seed=${seed}&step=${step}`);
      for (const exercise of exercisesOf(step)) {
        const { task, answer } = await solve(exercise, seed);
        const card = page.locator(`[data-exercise="${exercise.id}"]`);
        await card.waitFor();
        if (task.configs) {
          const wrong = task.options.findIndex(
            (/** @type {any} */ _, /** @type {number} */ i) => !answer.includes(i),
          );
          const inputs = card.locator(".options input");
          await inputs.nth(wrong).focus();
          await page.keyboard.press("Space");
          await page.keyboard.press("Enter");
          await card.locator(".feedback.wrong").waitFor();
          assert.ok(((await card.locator(".feedback").textContent()) ?? "").length > 12, exercise.id);
          if (task.many) {
            await page.keyboard.press("Space");
            for (const i of answer) {
              await inputs.nth(i).focus();
              await page.keyboard.press("Space");
            }
          } else await inputs.nth(answer[0]).check();
          await page.keyboard.press("Enter");
        } else {
          const input = card.locator(".answer input");
          await input.fill(String(answer + 1.7));
          await input.press("Enter");
          await card.locator(".feedback.wrong").waitFor();
          await input.fill(answer.toFixed(2).replace("-", "−"));
          await input.press("Enter");
        }
        await card.locator(".feedback.right").waitFor();
        assert.ok(!((await card.textContent()) ?? "").includes("`"), exercise.id);
      }
    }
    assert.deepEqual(noise, []);
    await close();
  });

test("hints go product by product, the last leaves the sum to the learner, and the answer can be shown", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=queries`);
  const card = page.locator('[data-exercise="queries-cell"]');
  const hint = card.getByRole("button", { name: "Hint" });
  for (let i = 1; i <= 4; i++) {
    await hint.click();
    assert.equal(await card.locator(".hints li").count(), i);
  }
  assert.ok(await hint.isDisabled());
  assert.match((await card.locator(".hints li").last().textContent()) ?? "", /\?$/);
  assert.equal(await card.locator("td.asked").textContent(), "?");
  const { answer } = await solve(exercisesOf("queries")[0], 1);
  await card.getByRole("button", { name: "Show the answer" }).click();
  assert.match(
    (await card.locator(".feedback").textContent()) ?? "",
    new RegExp(`= ${String(answer).replace("-", "−")}$`),
  );
  assert.equal(await card.locator("td.asked").count(), 0);
  assert.deepEqual(noise, []);
  await close();
});

test("a known slip is named; what is no number is said so", async () => {
  const { page, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=scale&exercise_seed=5`);
  const { task, traces } = await solve(exercisesOf("scale")[0], 5);
  const card = page.locator('[data-exercise="scale-cell"]');
  const input = card.locator(".answer input");
  await input.fill("many");
  await input.press("Enter");
  await card.locator(".feedback", { hasText: "Type a number" }).waitFor();
  await input.fill(String(task.slips[0].value(traces[0])));
  await input.press("Enter");
  await card.locator(".feedback", { hasText: "still has to be divided" }).waitFor();
  await close();
});

test("new numbers come from the next seed, and a link restores them", async () => {
  const { page, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=queries`);
  const numbers = () => page.locator('[data-exercise="queries-cell"] table').first().innerText();
  await page.locator('[data-exercise="queries-cell"] td.asked').waitFor();
  const first = await numbers();
  await page.locator(".new-numbers").click();
  await page.waitForFunction(() => location.hash.includes("exercise_seed=2"));
  await page.locator('[data-exercise="queries-cell"] td.asked').waitFor();
  const second = await numbers();
  assert.notEqual(second, first);
  const again = await quietPage(site.browser);
  await open(again.page, page.url());
  await again.page.locator('[data-exercise="queries-cell"] td.asked').waitFor();
  assert.equal(await again.page.locator('[data-exercise="queries-cell"] table').first().innerText(), second);
  await again.close();
  await close();
});

test("both languages have the same messages", async () => {
  const keys = await Promise.all(
    ["en", "zh"].map(async (lang) => {
      const text = await readFile(new URL(`../../web/i18n/${lang}.ftl`, import.meta.url), "utf8");
      return [...text.matchAll(/^([a-zA-Z][\w-]*) =/gm)].map(([, key]) => key);
    }),
  );
  assert.deepEqual(keys[0], keys[1]);
});
