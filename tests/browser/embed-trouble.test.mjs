// Where nothing can be computed the element says why, in one plain line, and leaves what the page has put there.
import assert from "node:assert/strict";
import test from "node:test";
import { hostPage } from "./host-page.mjs";
import { browserAndServer, quietPage } from "./support.mjs";

const site = browserAndServer();

/** @typedef {import("playwright-core").Page} Page */

/**
 * @param {string} code @param {RegExp} words
 * @param {{policy?: string, script?: string, attributes?: string, before?: (page: Page) => Promise<unknown>}} options
 */
const says = (code, words, { policy, script, attributes = "", before } = {}) =>
  test(`${code}: said in one line, and the picture of the page stays`, async () => {
    const { page, close } = await quietPage(site.browser);
    await before?.(page);
    await hostPage(
      page,
      site.address,
      `<qkv-lab loading="eager" view="figure" step="scores" ${attributes}><b>A picture</b></qkv-lab>`,
      { script, headers: policy ? { "Content-Security-Policy": policy } : {} },
    );
    const alert = page.locator("qkv-lab .loading[role='alert']");
    await alert.waitFor();
    const text = (await alert.textContent()) ?? "";
    assert.match(text, words);
    assert.doesNotMatch(text, /Aborted|ASSERTIONS|undefined|CompileError|NetworkError|Module/);
    assert.equal(text.includes("\n"), false);
    assert.equal(await page.locator("qkv-lab b").isVisible(), true);
    const told = await page.evaluate(() =>
      /** @type {any} */ (document.querySelector("qkv-lab")).whenReady.catch(
        (/** @type {any} */ error) => error.code,
      ),
    );
    assert.equal(told, code);
    await close();
  });

const missing = (/** @type {string} */ file) => (/** @type {Page} */ page) =>
  page.route(`**/${file}*`, (route) => route.fulfill({ status: 404, body: "not found" }));

says("missing", /there is no http.*qkv\.wasm/, { before: missing("qkv.wasm") });
says("missing", /there is no http.*qkv\.wasm/, {
  before: (page) =>
    page.route("**/qkv.wasm*", (route) =>
      route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html><title>Home</title>" }),
    ),
});
says("worker-blocked", /worker/, { before: missing("qkv-worker.js") });
says("worker-blocked", /worker-src/, { policy: "worker-src 'none'" });
says("worker-blocked", /worker/, {
  before: (page) =>
    page.addInitScript(() => {
      globalThis.Worker = /** @type {any} */ (
        class {
          constructor() {
            throw new DOMException("denied", "SecurityError");
          }
        }
      );
    }),
});
says("trusted-types", /trusted-types qkv-lab/, {
  policy: "require-trusted-types-for 'script'; trusted-types other",
});
says("unreachable", /could not be fetched/, {
  attributes: 'wasm-url="https://127.0.0.1:9/qkv.wasm"',
});
says("wasm-blocked", /wasm-unsafe-eval/, {
  before: (page) =>
    page.route("**/qkv-worker.js*", async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
      await route.fulfill({ response, headers });
    }),
});
says("no-webassembly", /WebAssembly/, {
  before: (page) =>
    page.route("**/qkv-worker.js*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `delete globalThis.WebAssembly;${await response.text()}` });
    }),
});

test("a policy that trusts qkv-lab is enough, without unsafe-inline or unsafe-eval", async () => {
  const { page, noise, close } = await quietPage(site.browser);
  await hostPage(page, site.address, `<qkv-lab loading="eager" view="figure" step="scores"></qkv-lab>`, {
    headers: {
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types qkv-lab",
    },
  });
  await page.locator("qkv-lab .app:not([inert]) td[data-row]").first().waitFor();
  assert.deepEqual(noise, []);
  await close();
});
