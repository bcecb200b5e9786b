// The page with what tools/one-file-trial.sh has added: chosen, seen, trained, spoken.
import assert from "node:assert/strict";
import test from "node:test";
import { pathToFileURL } from "node:url";

const { browserAndServer, cell, open, quietPage } = await import(
  pathToFileURL(`${process.cwd()}/tests/browser/support.mjs`).href
);
const site = browserAndServer();

test("an encoding, an initialiser and an optimizer that were added are there, in every step", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  for (const step of ["map", "encodings", "weights", "scale", "softmax", "d_softmax", "update"]) {
    await page.goto("about:blank");
    await page.goto(`${site.address}#lang=en&step=${step}&positional=decay&init=constant&optimizer=rmsprop`);
    await page.locator("qkv-lab .app:not([inert])").waitFor();
  }
  // RMSprop uses Adam's last rule, with other inputs: its formula is its own.
  assert.match((await page.locator(".step-formula").innerText()).replace(/\s/g, ""), /dW_?Q\/\(√v\+ε\)/);
  await cell(page, "block0.attention.W_Q.update", 0, 0).click();
  await page.locator(".inspector .rule").waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("a task that was added has its form, and trains", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(
    page,
    `${site.address}#lang=en&step=train&train_task=parity&train_optimizer=rmsprop&train_pace=full&train_steps=30`,
  );
  assert.equal(await page.locator("#setup-train_share").inputValue(), "0.5");
  await page.locator(".trainer .start:not(:disabled)").click();
  await page.locator(".run-status", { hasText: "30" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("a language that was added is spoken, and says the rest in English", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=de&step=tokens`);
  assert.equal(await page.locator(".stage h1").innerText(), "Jedes Token wird eine Zeile von Zahlen");
  await page.locator('.matrix[data-path="X"] th', { hasText: "Katze" }).waitFor();
  await page.locator(".next").click();
  assert.notEqual(await page.locator(".stage h1").innerText(), "");
  assert.deepEqual(noise, []);
  await close();
});
