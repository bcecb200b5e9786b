// What the browser tests share: a server, Chromium, and a page on which any console message is a failure.
import { existsSync } from "node:fs";
import { after, afterEach, before } from "node:test";
import { chromium } from "playwright-core";
import { staticServer } from "../../tools/serve.mjs";

const DIST = new URL("../../dist/", import.meta.url).pathname;
const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function launch() {
  const executablePath = process.env.QKV_CHROMIUM ?? CANDIDATES.find(existsSync);
  if (!executablePath) throw new Error("no Chromium found; set QKV_CHROMIUM");
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}

/** Serves dist/ on a free port. @param {string} [prefix] */
export async function serve(prefix = "/") {
  const server = staticServer(DIST, prefix);
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}${prefix}`, close: () => server.close() };
}

/**
 * A browser and a server for the tests of one file. What is given back is filled in before the first of them.
 * @param {string} [prefix]
 */
export function browserAndServer(prefix) {
  const both = /** @type {{browser: import("playwright-core").Browser, address: string}} */ ({});
  /** @type {() => void} */
  let close;
  before(async () => {
    both.browser = await launch();
    ({ address: both.address, close } = await serve(prefix));
  });
  // A test that failed has left its page open, which would go on working beside the next one.
  afterEach(async () => {
    for (const context of both.browser.contexts()) await context.close();
  });
  after(async () => {
    await both.browser.close();
    close();
  });
  return both;
}

/**
 * A page whose console must stay silent and which asks nobody but `allowed` for anything.
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function quietPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const noise = [];
  /** @type {string[]} */
  const requests = [];
  page.on("console", (message) => noise.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error.stack}`));
  page.on("request", (request) => requests.push(request.url()));
  return { page, noise, requests, close: () => context.close() };
}

/** Keeps the engine from arriving until what is given back is called. @param {import("playwright-core").Page} page */
export async function holdEngine(page) {
  /** @type {() => void} */
  let letGo = () => {};
  const waiting = new Promise((done) => {
    letGo = () => done(undefined);
  });
  await page.route("**/qkv.wasm*", async (route) => {
    await waiting;
    await route.continue();
  });
  return letGo;
}

/** Opens the page at a state and waits until its numbers stand where they stay and can be used. @param {import("playwright-core").Page} page @param {string} url */
export async function open(page, url) {
  await page.goto(url);
  await page.locator("qkv-lab .app:not([inert]) .stage").waitFor();
  await page
    .locator("qkv-lab .stage :is(.scenes:not(.unfitted) td[data-row], .heat, .weight-canvas)")
    .first()
    .waitFor();
}

/** One matrix of the stage. @param {import("playwright-core").Page | import("playwright-core").FrameLocator} page @param {string} path */
export const matrix = (page, path) => page.locator(`.stage .matrix[data-path="${path}"]`).first();

/** One cell of it. @param {import("playwright-core").Page} page @param {string} path @param {number} row @param {number} col */
export const cell = (page, path, row, col) =>
  matrix(page, path).locator(`td[data-row="${row}"][data-col="${col}"]`);
