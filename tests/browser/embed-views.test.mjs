// The small views in somebody's page: what they show, that all works in them, and that nothing of the page is disturbed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import test from "node:test";
import { STEP_IDS } from "../../web/lessons/chapters.js";
import { allReady, hostPage } from "./host-page.mjs";
import { browserAndServer, quietPage } from "./support.mjs";

const site = browserAndServer();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ARTICLE = "<style>body { width: 720px; margin: 20px auto }</style>";

/** @param {import("playwright-core").Page} page @param {string} body @param {Parameters<typeof hostPage>[3]} [options] */
async function article(page, body, options = {}) {
  await hostPage(page, site.address, body, { ...options, head: ARTICLE + (options.head ?? "") });
  await allReady(page);
}
const figure = (/** @type {string} */ attributes) =>
  `<qkv-lab loading="eager" view="figure" ${attributes}></qkv-lab>`;

test("a figure is as high as its content: most steps 300 to 480 pixels, and nothing scrolls inside", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const steps = STEP_IDS.filter((step) => !["train", "inside", "compare"].includes(step));
  await article(page, steps.map((step) => figure(`step="${step}"`)).join(""));
  await page.waitForTimeout(800);
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll("qkv-lab")].map((lab) => {
      const app = /** @type {HTMLElement} */ (lab.shadowRoot?.querySelector(".app"));
      const scrolls = [app, ...app.querySelectorAll(".stage, .scenes")].some(
        (part) => part.scrollHeight > part.clientHeight + 2 && getComputedStyle(part).overflowY !== "visible",
      );
      return { height: lab.clientHeight, scrolls, wide: app.scrollWidth > app.clientWidth + 1 };
    }),
  );
  const usual = sizes.filter(({ height }) => height >= 290 && height <= 480);
  assert.ok(usual.length > steps.length * 0.7, JSON.stringify(sizes.map(({ height }) => height)));
  assert.ok(sizes.every(({ scrolls, wide }) => !scrolls && !wide));
  assert.equal(page.workers().length, 1);
  assert.deepEqual(noise, []);
  await close();
});

test("in a figure one plays, opens a number over the page, types one, and goes on in the lab with all that", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await article(page, `<p id="before">Text</p>${figure('step="weights"')}<p id="after">More</p>`);
  const top = () => page.locator("#after").evaluate((e) => Math.round(e.getBoundingClientRect().top));
  await page.waitForTimeout(300);
  const before = await top();
  const cell = page.locator('[data-path="block0.attention.W_Q"] td[data-row="1"][data-col="1"]');
  await cell.click();
  const balloon = page.locator(".inspector.balloon");
  await balloon.locator(".cell-value").waitFor();
  assert.equal(await top(), before, "nothing of the page moves");
  await balloon.locator("#cell-value").fill("0.5");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("qkv-lab")).edits.length === 1);
  assert.match(
    (await page.locator(".open-lab").getAttribute("href")) ?? "",
    /edits=block0\.attention\.W_Q@1,1=0\.5/,
  );
  await page.keyboard.press("Escape");
  await balloon.waitFor({ state: "hidden" });
  await page.locator(".figure-bar .primary").click();
  await page.locator("td.pending").first().waitFor();
  assert.equal(await balloon.isVisible(), false, "while it plays the picture is to be seen");
  await page.locator(".figure-bar .primary").click();
  await page.locator("td.selected").click();
  await balloon.waitFor();
  await page.mouse.click(20, 700);
  await balloon.waitFor({ state: "hidden" });
  assert.deepEqual(noise, []);
  await close();
});

test("a figure trains, and compares with a verdict", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const training = "train_steps=40 train_accuracy=1 train_pace=full";
  await article(
    page,
    figure(`id="one" step="train" ${training}`) + figure(`id="two" step="compare" ${training}`),
  );
  for (const id of ["one", "two"]) {
    await page.locator(`#${id} .trainer .start:not(:disabled)`).click();
    await page.locator(`#${id} .run-status`, { hasText: "40" }).waitFor({ timeout: 60_000 });
  }
  await page.locator("#two .verdict .promise, #two .verdict p").first().waitFor();
  assert.equal(await page.locator("#one .setup").isVisible(), false);
  assert.equal(await page.locator("#one .weight-canvas").first().isVisible(), true);
  assert.deepEqual(noise, []);
  await close();
});

test("controls, scene and caption; the map leads into a step and back; an exercise alone", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await article(
    page,
    figure('id="a" step="d_scores" controls="d_k seed n_heads" scene="1" caption="off"') +
      figure('id="b" step="scores" controls=""') +
      figure('id="s" step="tokens" controls="sentence"') +
      '<qkv-lab id="m" loading="eager" view="map"></qkv-lab>' +
      '<qkv-lab id="e" loading="eager" view="exercise" exercise="scale-cell"></qkv-lab>',
  );
  assert.deepEqual(
    await page.locator("#a .step-controls .control input").evaluateAll((all) => all.map((each) => each.id)),
    ["foot-d_k", "foot-seed", "foot-n_heads"],
  );
  assert.equal(await page.locator("#a .scenes > *").count(), 1);
  await page.locator('#a [data-path="block0.attention.head0.dK"]').waitFor();
  assert.equal(await page.locator("#a .figure-caption").isVisible(), false);
  await page.locator("#a .figure-bar .primary").click();
  await page.locator('#a [data-path="block0.attention.head0.dK"] td.selected').waitFor();
  assert.equal(await page.locator("#b .step-controls .control").count(), 0);
  assert.equal(await page.locator("#s #foot-sentence").inputValue(), "the cat sat down");
  await page.locator("#s #foot-sentence").fill("one two");
  await page.keyboard.press("Enter");
  await page.locator("#s .shape", { hasText: "2 × 6" }).waitFor();
  assert.equal(await page.locator("#e .exercise").count(), 1);
  assert.equal(await page.locator("#e .exercise").getAttribute("data-exercise"), "scale-cell");
  await page.locator('#m [data-path="block0.attention.head0.scores"] button').first().click();
  await page.locator("#m .stage h1").waitFor();
  await page.locator("#m .to-map").click();
  await page.locator("#m .map-play").waitFor();
  await page.locator("#a").evaluate((lab) => lab.setAttribute("view", "step"));
  await page.locator("#a .player:not(.trainer)").waitFor();
  await page.locator("#a").evaluate((lab) => lab.setAttribute("height", "300px"));
  assert.equal(await page.locator("#a").evaluate((lab) => lab.clientHeight), 300);
  assert.deepEqual(noise, []);
  await close();
});

test("two labs are linked without a loop; a group shares by itself", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await article(
    page,
    figure('id="a" step="scores"') +
      figure('id="b" step="softmax"') +
      figure('id="c" step="tokens" group="g" sentence="one two three"') +
      figure('id="d" step="scores" group="g"'),
  );
  const heard = await page.evaluate(async () => {
    const [a, b] = /** @type {any[]} */ (["a", "b"].map((id) => document.getElementById(id)));
    /** @type {string[]} */
    const sources = [];
    for (const [from, to] of [
      [a, b],
      [b, a],
    ])
      from.addEventListener("qkv-change", (/** @type {any} */ { detail }) => {
        sources.push(`${from.id} ${detail.source} ${detail.changed}`);
        if (detail.source === "user") to.setState({ d_k: detail.state.d_k });
      });
    return new Promise((resolve) => {
      a.shadowRoot.querySelector("#foot-d_k").value = "8";
      a.shadowRoot.querySelector("#foot-d_k").dispatchEvent(new Event("change"));
      setTimeout(() => resolve(sources), 1500);
    });
  });
  assert.deepEqual(heard, ["a user d_k", "b host d_k"]);
  assert.equal(
    await page.evaluate(() => /** @type {any} */ (document.getElementById("d")).matrix("X").length),
    3,
  );
  await page.evaluate(() =>
    /** @type {any} */ (document.getElementById("d")).setState({ sentence: "four five" }),
  );
  await page.waitForFunction(
    () => /** @type {any} */ (document.getElementById("c")).matrix("X").length === 2,
  );
  assert.deepEqual(noise, []);
  await close();
});

test("properties are fields; what a host sets takes no focus, and what is wrong is answered", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await article(page, `<input id="own" />${figure('step="scores"')}`);
  await page.locator("#own").focus();
  const answers = await page.evaluate(async () => {
    const lab = /** @type {any} */ (document.querySelector("qkv-lab"));
    /** @type {any[]} */
    const errors = [];
    lab.addEventListener("qkv-error", (/** @type {any} */ { detail }) => errors.push(detail.code));
    lab.dK = 8;
    lab.scale = false;
    await lab.setState({
      step: "softmax",
      cell: { path: "block0.attention.head0.attention", row: 0, col: 1 },
    });
    const focused = document.activeElement?.id;
    const state = lab.getState();
    lab.nHeads = "many";
    const refused = await lab.setState({ d_model: 1000 }).catch((/** @type {any} */ error) => error.code);
    const unknown = await lab.setState({ colour: 1 }).catch((/** @type {any} */ error) => error.message);
    const nothing = await lab.explain("nope", 0, 0).catch((/** @type {any} */ error) => error.code);
    return { focused, dK: lab.dK, scale: state.scale, step: state.step, errors, refused, unknown, nothing };
  });
  assert.deepEqual(
    { ...answers, unknown: /colour/.test(answers.unknown) },
    {
      ...{ focused: "own", dK: 8, scale: false, step: "softmax" },
      ...{ errors: ["not-number"], refused: "out-of-range", unknown: true, nothing: "path" },
    },
  );
  await page.locator(".messages .problem", { hasText: "many" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("properties set before the element is defined count, and a second definition is no error", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await hostPage(page, site.address, figure('step="scores"'), { script: "" });
  await page.evaluate(async (/** @type {string} */ address) => {
    const lab = /** @type {any} */ (document.querySelector("qkv-lab"));
    lab.dK = 2;
    await import(`${address}qkv-lab.js?copy=1`);
    await import(`${address}qkv-lab.js?copy=2`);
    await lab.whenReady;
  }, site.address);
  assert.equal(
    await page.evaluate(
      () =>
        /** @type {any} */ (document.querySelector("qkv-lab")).matrix("block0.attention.head0.Q")[0].length,
    ),
    2,
  );
  assert.deepEqual(noise, []);
  await close();
});

test("keys that the lab uses stop there, and so does what is typed in its fields", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await article(
    page,
    `<button id="own">b</button><qkv-lab loading="eager" step="tokens" height="700px"></qkv-lab>`,
  );
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).heard = [];
    for (const type of ["keydown", "keyup", "keypress"])
      document.addEventListener(type, (event) =>
        /** @type {any} */ (globalThis).heard.push(/** @type {KeyboardEvent} */ (event).key),
      );
  });
  await page.locator(".sentence .icon-button").click();
  await page.keyboard.type("b f.");
  await page.keyboard.press("Enter");
  await page.locator(".tokens li").first().waitFor();
  await page.locator("td[data-row]").first().click();
  for (const key of ["ArrowRight", "ArrowDown", "Space", "Space"]) await page.keyboard.press(key);
  await page.locator("qkv-lab h1").focus();
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await page.evaluate("heard"), []);
  await page.locator("#own").focus();
  await page.keyboard.press("ArrowLeft");
  await page.locator("qkv-lab h1").focus();
  await page.keyboard.press("x");
  assert.deepEqual([...new Set(/** @type {string[]} */ (await page.evaluate("heard")))], ["ArrowLeft", "x"]);
  assert.deepEqual(noise, []);
  await close();
});

test("language and colours follow the page around, live; nothing is written on the element", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await article(page, figure('step="scores"') + figure('step="scores" lang="en" theme="light"'), {
    lang: "zh-CN",
  });
  const [follows, fixed] = [page.locator("qkv-lab").first(), page.locator("qkv-lab").nth(1)];
  await follows.locator("h1", { hasText: "查询" }).waitFor();
  const look = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("qkv-lab")].map((lab) => {
        const app = /** @type {HTMLElement} */ (lab.shadowRoot?.querySelector(".app"));
        return `${app.lang} ${app.dataset.theme}`;
      }),
    );
  assert.deepEqual(await look(), ["zh light", "en light"]);
  await page.evaluate(() => {
    document.documentElement.lang = "en";
    document.documentElement.dataset.theme = "dark";
  });
  await follows.locator("h1", { hasText: "query" }).waitFor();
  assert.deepEqual(await look(), ["en dark", "en light"]);
  await page.evaluate(() => {
    delete document.documentElement.dataset.theme;
    document.body.className = "dark";
  });
  await page.waitForTimeout(50);
  assert.deepEqual(await look(), ["en dark", "en light"]);
  await page.evaluate(() => {
    document.body.className = "";
    document.documentElement.style.colorScheme = "dark";
  });
  await page.waitForTimeout(50);
  assert.deepEqual(await look(), ["en dark", "en light"]);
  assert.deepEqual(await follows.evaluate((lab) => lab.getAttributeNames()), ["loading", "view", "step"]);
  assert.equal(await fixed.getAttribute("lang"), "en");
  assert.deepEqual(noise, []);
  await close();
});

test("a page dresses it by custom properties and parts; on paper there are no bars and nothing is cut off", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await article(page, `${figure('step="scores"')}<qkv-lab loading="eager" step="softmax"></qkv-lab>`, {
    head: `<style>
      qkv-lab { --qkv-lab-accent: rgb(200, 0, 100); --qkv-lab-surface: rgb(250, 240, 230); --qkv-lab-font: monospace; --qkv-lab-size: 18px }
      qkv-lab::part(caption) { color: rgb(1, 2, 3) }</style>`,
  });
  const styleOf = (/** @type {string} */ selector, /** @type {string} */ name) =>
    page
      .locator(selector)
      .first()
      .evaluate((e, key) => getComputedStyle(e).getPropertyValue(key), name);
  assert.equal(await styleOf(".figure-bar .primary", "background-color"), "rgb(200, 0, 100)");
  assert.equal(await styleOf(".app", "background-color"), "rgb(250, 240, 230)");
  assert.match(await styleOf(".app", "font-family"), /^monospace/);
  assert.equal(await styleOf(".app", "font-size"), "18px");
  assert.equal(await styleOf(".figure-caption", "color"), "rgb(1, 2, 3)");
  await page.locator("td[data-row]").first().click();
  await page.emulateMedia({ media: "print" });
  for (const bar of [".figure-bar", ".top", ".player", ".sidebar", ".balloon", ".open-lab"])
    assert.equal(await page.locator(`qkv-lab ${bar}:visible`).count(), 0, bar);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("qkv-lab")].some((lab) => lab.scrollHeight > lab.clientHeight + 1),
  );
  assert.equal(cut, false);
  assert.equal(await styleOf(".scenes > *", "break-inside"), "avoid");
  assert.deepEqual(noise, []);
  await close();
});

test("axe finds nothing in the small views", async () => {
  const { page, close } = await quietPage(site.browser);
  await article(
    page,
    `<main><h1>Course</h1>${figure('step="softmax"')}${figure('step="train" theme="dark"')}
     <qkv-lab loading="eager" view="step" step="mix"></qkv-lab>
     <qkv-lab loading="eager" view="exercise" step="scores"></qkv-lab></main>`,
  );
  await page.locator("td[data-row]").first().click();
  await page.locator(".balloon .cell-value").first().waitFor();
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate("axe.run({ rules: { 'heading-order': { enabled: false } } })");
  assert.deepEqual(
    violations.map((/** @type {any} */ { id, nodes }) => [
      id,
      nodes[0].html.slice(0, 120),
      nodes[0].target.flat().join(" "),
    ]),
    [],
  );
  await close();
});
