import assert from "node:assert/strict";
import test from "node:test";
import { CHAPTERS, STEP_IDS } from "../../web/lessons/chapters.js";
import { browserAndServer, cell, holdEngine, matrix, open, quietPage } from "./support.mjs";

const site = browserAndServer("/some/course/");

const A = "block0.attention.";

for (const lang of ["en", "zh"])
  for (const colorScheme of /** @type {const} */ (["light", "dark"]))
    test(`every step shows its words and matrices in ${lang}, ${colorScheme}, and the console stays silent`, async () => {
      const { page, noise, close } = await quietPage(site.browser, { colorScheme });
      await open(page, `${site.address}#lang=${lang}&mask=causal`);
      const titles = new Set();
      for (const id of STEP_IDS) {
        await page.waitForFunction((step) => location.hash.includes(`step=${step}`) || step === "tokens", id);
        titles.add(await page.locator(".stage h1").textContent());
        await page.locator(".stage :is(.matrix, .heatmap, .weight-canvas)").first().waitFor();
        assert.ok(!(await page.locator(".stage").textContent())?.includes("`"), `${id} shows raw marks`);
        if (lang === "zh")
          for (const text of await page.locator(".stage :is(p, legend, h1, h2, .next)").allTextContents())
            assert.doesNotMatch(text, /[。，：；？！] /, `${id}: a space after full-width punctuation`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${id} is wider than the window`);
        if (id !== STEP_IDS.at(-1)) await page.locator(".stage .next").click();
      }
      assert.equal(titles.size, STEP_IDS.length);
      assert.deepEqual(noise, []);
      await close();
    });

test("matrices that change their size stay in sight", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=scores`);
  await page.locator(".scenes").evaluate((scenes) => {
    const scope = /** @type {any} */ (globalThis);
    scope.hidden = 0;
    new MutationObserver(() => {
      if (scenes.classList.contains("unfitted")) scope.hidden++;
    }).observe(scenes, { attributeFilter: ["class"] });
  });
  const hidden = () => page.evaluate(() => /** @type {any} */ (globalThis).hidden);
  await page.locator("#foot-d_k").fill("7");
  await page.keyboard.press("Enter");
  await matrix(page, `${A}head0.Q`).locator(".shape", { hasText: "4 × 7" }).waitFor();
  assert.equal(await hidden(), 0);
  // Those of another step are fitted first: the observer does see it.
  await page.locator(".stage .next").click();
  await page.locator(".scenes:not(.unfitted)").waitFor();
  assert.equal(await hidden(), 1);
  assert.deepEqual(noise, []);
  await close();
});

test("while the engine is fetched its frame stands there, and nothing can be pressed", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const letGo = await holdEngine(page);
  // With a number chosen, whose matrix is not there yet either.
  await page.goto(`${site.address}#lang=zh&step=queries&cell=input@1,2`);
  await page.locator(".sidebar [aria-current=step]").waitFor();
  await page.locator(".loading", { hasText: "正在启动引擎" }).waitFor();
  assert.equal(await page.locator(".app").getAttribute("inert"), "");
  const places = () =>
    Promise.all(
      [".sidebar [aria-current=step]", ".player:not(.trainer)", ".player .primary"].map((part) =>
        page.locator(part).boundingBox(),
      ),
    );
  const before = await places();
  letGo();
  await page.locator(".app:not([inert]) .scenes:not(.unfitted) td[data-row]").first().waitFor();
  assert.equal(await page.locator(".loading").count(), 0);
  assert.deepEqual(await places(), before, "nothing jumps");
  assert.deepEqual(noise, []);
  await close();
});

test("the dialogs are written when they are opened, in the language of then", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=scale&d_k=8`);
  assert.equal(await page.locator(".glossary-list dt").count(), 0);
  await page.locator(".glossary-button").click();
  await page.locator(".glossary h2", { hasText: "Glossary" }).waitFor();
  assert.ok((await page.locator(".glossary-list dt").count()) > 30);
  await page.keyboard.press("Escape");
  await page.locator(".language").click();
  await page.locator(".glossary-button").click();
  await page.locator(".glossary-list dd", { hasText: "词元" }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".tools .icon-button").nth(-2).click();
  await page.locator(".settings:not(.glossary) h2", { hasText: "全部设置" }).waitFor();
  assert.equal(await page.locator('.settings:not(.glossary) input[id$="d_k"]').inputValue(), "8");
  assert.deepEqual(noise, []);
  await close();
});

test("opening a cell lights its sources and explains it; its numbers lead on", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=queries`);
  await cell(page, `${A}Q`, 2, 1).click();
  await page.locator(".inspector .cell-value").waitFor();
  assert.match((await page.locator(".inspector .cell-name").textContent()) ?? "", /Q\[sat, 1\]/);
  assert.equal(await page.locator(".inspector .term").count(), 6);
  assert.equal(await matrix(page, "input").locator("td.source").count(), 6);
  assert.equal(await matrix(page, `${A}W_Q`).locator("td.source").count(), 6);
  const shown = await page.locator(".inspector .sum span").last().textContent();
  assert.equal(shown, await page.locator(".inspector .cell-value").textContent());
  await page.locator(".inspector .term .leaf").first().click();
  await page.locator(".inspector .cell-name", { hasText: "input[sat, 0]" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("a gradient and a weight's next value open like any other number", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=d_weights&weight=W_K`);
  await cell(page, `${A}dW_K`, 1, 2).click();
  await page.locator(".inspector .term").first().waitFor();
  assert.equal(await page.locator(".inspector .term").count(), 4);
  await open(page, `${site.address}#lang=en&step=update&cell=${A}W_Q@0,0`);
  await page.locator(".inspector dt", { hasText: /^next$/ }).waitFor();
  for (const name of ["m", "v", "m\u0302", "v\u0302", "update", "next"])
    assert.equal(await page.locator(".inspector dt", { hasText: new RegExp(`^${name}$`) }).count(), 1, name);
  assert.deepEqual(noise, []);
  await close();
});

test("the loss falls when steps are taken", async () => {
  const { page, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=update`);
  const loss = async () => Number(await page.locator(".facts dd").last().textContent());
  const before = await loss();
  for (let i = 1; i <= 3; i++) {
    await page.locator(".take-step").click();
    await page.waitForFunction((n) => location.hash.includes(`steps=${n}`), i);
  }
  assert.ok((await loss()) < before);
  await close();
});

test("the sentence and a weight can be changed, everything follows, undo brings it back", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=queries`);
  await page.locator(".sentence .icon-button").click();
  await page.locator("#sentence").fill("a dog ate a bone");
  await page.keyboard.press("Enter");
  await matrix(page, "input").locator("th", { hasText: "bone" }).waitFor();
  const column = () => matrix(page, `${A}Q`).locator('td[data-col="0"]').allTextContents();
  const others = () => matrix(page, `${A}Q`).locator('td[data-col="1"]').allTextContents();
  const [first, second] = [await column(), await others()];
  await cell(page, `${A}W_Q`, 0, 0).click();
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await matrix(page, `${A}W_Q`).locator("td.edited").waitFor();
  assert.notDeepEqual(await column(), first);
  assert.deepEqual(await others(), second);
  assert.match(page.url(), /edits=block0\.attention\.W_Q@0,0=5/);
  await page.locator(".tools .icon-button").first().click();
  await matrix(page, `${A}W_Q`).locator("td.edited").waitFor({ state: "detached" });
  assert.deepEqual(await column(), first);
  assert.deepEqual(noise, []);
  await close();
});

test("a link restores exactly what was seen", async () => {
  const { page, close } = await quietPage(site.browser);
  const state = `lang=zh&step=softmax&head=1&cell=${A}head1.attention@1,0&sentence=ein+Satz+hier&d_model=8&n_heads=3&d_k=5&mask=causal&scale=0&seed=42&edits=X@0,1=2.5`;
  await open(page, `${site.address}#${state}`);
  await page.locator(".inspector .cell-value").waitFor();
  const seen = await page.locator(".app").innerText();
  const link = page.url();
  const again = await quietPage(site.browser);
  await open(again.page, link);
  await again.page.locator(".inspector .cell-value").waitFor();
  assert.equal(await again.page.locator(".app").innerText(), seen);
  assert.match(seen, /Satz/);
  await again.close();
  await close();
});

test("language and theme switch in place and keep the open number", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=keys&sentence=one+two&cell=${A}K@1,1`);
  const value = await page.locator(".inspector .cell-value").textContent();
  await page.locator(".language").click();
  await page.locator("h1", { hasText: "键" }).waitFor();
  assert.equal(await page.locator(".inspector .cell-value").textContent(), value);
  const paper = () => page.locator("qkv-lab .app").evaluate((e) => getComputedStyle(e).backgroundColor);
  const light = await paper();
  await page.locator(".tools .icon-button").nth(2).click();
  await page.locator(".tools .icon-button").nth(2).click();
  assert.notEqual(await paper(), light);
  assert.deepEqual(noise, []);
  await close();
});

test("the player walks the step's matrix, stops at its end and then begins anew", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=concat&speed=4&sentence=a+b&n_heads=1&d_v=2`);
  const play = page.locator(".transport .primary");
  await play.click();
  await page.locator(".stage td.pending").first().waitFor();
  await page.locator('.transport .primary[data-picture="play"]').waitFor({ timeout: 20_000 });
  assert.match(page.url(), /step=concat/);
  assert.equal(await page.locator(".where").textContent(), "concat[b, 1]");
  assert.equal(await page.locator(".stage td.pending").count(), 0);
  await play.click();
  await page.locator(".where", { hasText: "concat[a, 0]" }).waitFor();
  await play.click();
  const where = await page.locator(".where").textContent();
  await page.waitForTimeout(700);
  assert.equal(await page.locator(".where").textContent(), where);
  await open(page, `${site.address}#lang=en&step=waves`);
  assert.ok(await play.isDisabled(), "there is no matrix to walk");
  assert.deepEqual(noise, []);
  await close();
});

test("space plays and pauses and arrows go on where no control has the focus; the settings say so", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=queries`);
  const playing = page.locator('.transport .primary[data-picture="pause"]');
  await page.keyboard.press("Space");
  await playing.waitFor();
  await page.keyboard.press("Space");
  await playing.waitFor({ state: "detached" });
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => location.hash.includes("step=keys"));
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => location.hash.includes("step=queries"));
  // In a matrix the arrows are the matrix's; the space bar plays on from there.
  await cell(page, `${A}Q`, 1, 0).click();
  await page.keyboard.press("ArrowRight");
  await page.locator(".where", { hasText: "Q[cat, 1]" }).waitFor();
  await page.keyboard.press("Space");
  await playing.waitFor();
  await page.keyboard.press("Space");
  // A field keeps its keys.
  await page.locator("#foot-d_k").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  assert.equal(await playing.count(), 0);
  assert.match(page.url(), /step=queries/);
  await page.getByRole("button", { name: "All settings" }).click();
  await page.locator(".keys kbd", { hasText: "Space" }).waitFor();
  assert.deepEqual(noise, []);
  await close();
});

test("a step without a mask offers the causal one, and takes it back", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en&step=mask`);
  await matrix(page, `${A}head0.scaled`).waitFor();
  assert.equal(await page.locator(".stage .scenes .matrix").count(), 1);
  await page.locator(".offer").focus();
  await page.keyboard.press("Enter");
  await matrix(page, `${A}head0.masked`).waitFor();
  assert.equal(await matrix(page, `${A}head0.masked`).locator("td.hidden-cell").count(), 6);
  assert.match(page.url(), /mask=causal/);
  await page.locator(".withdraw").click();
  await matrix(page, `${A}head0.masked`).waitFor({ state: "detached" });
  assert.doesNotMatch(page.url(), /mask=/);
  assert.deepEqual(noise, []);
  await close();
});

test("with tokens as columns the formula of every step is that of the matrices which are drawn", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const steps = CHAPTERS.filter(({ id }) => id !== "positions").flatMap((chapter) => chapter.steps);
  for (const step of steps.filter(({ trains }) => trains === undefined)) {
    await page.goto("about:blank");
    await open(page, `${site.address}#lang=en&mask=causal&convention=columns&step=${step.id}`);
    const text = async (/** @type {string} */ selector) =>
      (await page.locator(selector).allTextContents()).map((t) => t.replaceAll("T", "ᵀ"));
    const [formula] = await text(".step-formula");
    const names = (await text(".scenes .meet .name")).map((name) => name.replace(/(?<!W)_(\d)/, ""));
    for (const name of names) assert.ok(formula.includes(name), `${step.id}: ${name} is not in “${formula}”`);
    if (step.scenes.length)
      assert.match((await page.locator(".step-notes").textContent()) ?? "", /Tokens are columns here/);
  }
  assert.deepEqual(noise, []);
  await close();
});

test("at the update every matrix says what it is, and the formula is that of the optimizer", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  for (const [optimizer, formula, rules] of /** @type {[string, RegExp, RegExp[]]} */ ([
    ["sgd", /next = W_?Q − learning_rate · dW_?Q$/, [/^the step/, /W.*\+ update/]],
    ["adam", /m\u0302 \/ \(√v\u0302/, [/^running mean of the gradients/, /1 − β1t/, /W.*\+ update/]],
    ["adamw", /next = decayed/, [/pulled a little/, /decayed \+ update/]],
  ])) {
    await open(page, `${site.address}#lang=en&step=update&optimizer=${optimizer}`);
    assert.match((await page.locator(".step-formula").textContent()) ?? "", formula);
    const abouts = await page.locator(".scenes .about").allTextContents();
    assert.ok(abouts.every((about) => about.length > 5));
    for (const rule of rules)
      assert.ok(
        abouts.some((about) => rule.test(about)),
        `${optimizer}: ${rule} in ${abouts}`,
      );
  }
  assert.deepEqual(noise, []);
  await close();
});

test("a common power of ten is said apart from the shape, and large scores keep two decimals", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=zh&step=scores&sentence=the+cat+sat+down`);
  const scores = await matrix(page, `${A}head0.scores`).locator("td[data-row]").allTextContents();
  assert.ok(
    scores.every((text) => /^−?\d+\.\d\d$/.test(text)),
    scores.join(" "),
  );
  assert.ok(
    scores.some((text) => /\d\d\.\d\d/.test(text)),
    "one of them is larger than 10",
  );
  const clipped = await matrix(page, `${A}head0.scores`).evaluate(
    (m) =>
      [...m.querySelectorAll("td[data-row]")].filter((td) => {
        const text = document.createRange();
        text.selectNodeContents(td);
        return text.getBoundingClientRect().width > td.clientWidth;
      }).length,
  );
  assert.equal(clipped, 0);
  await open(page, `${site.address}#lang=zh&step=d_softmax`);
  const gradient = matrix(page, `${A}head0.dscaled`);
  assert.equal(await gradient.locator(".shape").textContent(), "4 × 4");
  assert.match((await gradient.locator(".in-units").textContent()) ?? "", /^单位 10⁻[¹²³⁴]$/);
  assert.deepEqual(noise, []);
  await close();
});

test("with less motion asked for, the player goes cell by cell without counting products", async () => {
  const { page, close } = await quietPage(site.browser, { reducedMotion: "reduce" });
  await open(page, `${site.address}#lang=en&step=queries&speed=4`);
  await page.locator(".transport .primary").click();
  await page.locator(".inspector .sum").waitFor();
  assert.equal(await page.locator(".inspector .term.later").count(), 0);
  await close();
});

test("the keyboard alone walks the whole course and opens numbers", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await open(page, `${site.address}#lang=en`);
  const focused = () =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className ?? "");
  const tabTo = async (/** @type {RegExp} */ wanted) => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press("Tab");
      if (wanted.test(await focused())) return;
    }
    assert.fail(`no ${wanted} can be reached with Tab`);
  };
  for (const id of STEP_IDS) {
    await page.waitForFunction((step) => location.hash.includes(`step=${step}`) || step === "tokens", id);
    // Two runs have no matrix to open; they are trained and looked at in training.test.mjs.
    if (id === "compare") break;
    await tabTo(/\b(pos|neg|zero|weight|heat|picture)\b/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    // In a picture the arrows read and Enter opens.
    if ((await focused()) === "picture") await page.keyboard.press("Enter");
    if (id === "waves")
      assert.match((await page.locator(".readout").first().textContent()) ?? "", /position 11, column 9/);
    else await page.locator(".inspector.open").waitFor();
    if (id !== STEP_IDS.at(-1)) {
      await tabTo(/^next$/);
      await page.keyboard.press("Enter");
    }
  }
  assert.deepEqual(noise, []);
  await close();
});

test("attention can be set by hand, and what would have been computed stays in sight", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  const path = `${A}head0.attention`;
  await open(page, `${site.address}#lang=en&step=mix&edits=${path}@0,0=0;${path}@0,3=1`);
  // Row 0 of Z is now a mixture in which token 3 counts fully and token 0 not at all.
  assert.equal(await cell(page, path, 0, 0).textContent(), "0");
  assert.equal(await cell(page, path, 0, 3).textContent(), "1.00");
  await cell(page, path, 0, 1).dblclick();
  await page.locator(".cell-input").fill("7");
  await page.keyboard.press("Enter");
  await page.locator(".inspector .error", { hasText: "0 to 1" }).waitFor();
  await open(page, `${site.address}#lang=en&step=softmax&edits=${path}@0,0=0`);
  await matrix(page, `${path}_computed`).waitFor();
  await page.goto(`${site.address}#lang=en&step=d_softmax&n_heads=1&edits=${path}@0,0=0`);
  await page.locator(".scenes .note", { hasText: "set by hand" }).waitFor();
  await open(page, `${site.address}#lang=en&step=update&n_heads=1&edits=${path}@0,0=0`);
  assert.deepEqual(noise, []);
  await close();
});

test("a higher temperature spreads attention, whatever else is chosen", async () => {
  const { page, close } = await quietPage(site.browser);
  const largest = async (/** @type {number} */ temperature) => {
    await open(page, `${site.address}#lang=en&step=softmax&temperature=${temperature}`);
    return Number(await page.locator(".facts dd").first().textContent());
  };
  const [sharp, plain, spread] = [await largest(0.2), await largest(1), await largest(10)];
  assert.ok(sharp > plain && plain > spread, `${sharp} ${plain} ${spread}`);
  await close();
});

for (const positional of ["none", "learned", "shaw", "t5", "rope", "alibi"])
  test(`every step can be walked with the encoding ${positional}`, async () => {
    const { page, noise, close } = await quietPage(site.browser);
    await open(page, `${site.address}#lang=en&positional=${positional}&mask=causal`);
    for (const id of STEP_IDS.slice(1)) {
      await page.locator(".stage .next").click();
      await page.waitForFunction((step) => location.hash.includes(`step=${step}`), id);
    }
    assert.deepEqual(noise, []);
    await close();
  });
