// Somebody else's page with elements in it, served beside dist/.

/** @typedef {import("playwright-core").Page} Page */

/**
 * @param {Page} page @param {string} address of dist/
 * @param {string} body
 * @param {{head?: string, lang?: string, headers?: Record<string, string>, script?: string}} [options]
 */
export async function hostPage(page, address, body, { head = "", lang = "en", headers = {}, script } = {}) {
  const source = script ?? `<script type="module" src="${address}qkv-lab.js"></script>`;
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>A course</title>
    <link rel="icon" href="data:,">${head}${source}</head><body>${body}</body></html>`;
  await page.route(`${address}host.html*`, (route) =>
    route.fulfill({ body: html, contentType: "text/html", headers }),
  );
  await page.goto(`${address}host.html`);
}

/** Every lab of the page can be used. @param {Page} page */
export const allReady = (page) =>
  page.evaluate(async () => {
    await customElements.whenDefined("qkv-lab");
    await Promise.all(
      [...document.querySelectorAll("qkv-lab")].map((lab) => /** @type {any} */ (lab).whenReady),
    );
  });
