// Bundles web/ and the engine into dist/: the served page, the one file, the Node API and the command line.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { generateLanguages, generateSchema } from "./generate.mjs";
import { stampFiles } from "./stamp.mjs";

const root = new URL("../", import.meta.url);
/** @param {string} path */
const at = (path) => new URL(path, root).pathname;
// A build that fails leaves the last good one in dist/.
const out = at("build/dist/");
const { version } = JSON.parse(await readFile(at("package.json"), "utf8"));
const minify = !process.argv.includes("--debug");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  format: "esm",
  target: ["es2022"],
  minify,
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text" },
  define: { QKV_VERSION: JSON.stringify(version) },
  alias: { "qkv-wasm": at("build/wasm/qkv.mjs") },
  absWorkingDir: at("."),
  logLevel: "warning",
};

/** A classic script has no address of its own; the engine's glue is told where nothing is to be looked for. */
const classic = {
  format: /** @type {const} */ ("iife"),
  define: { ...common.define, "import.meta.url": '""' },
};

/** @param {import("esbuild").BuildOptions} options @returns {Promise<string>} */
async function bundleText(options) {
  const result = await build({ ...common, ...options, write: false });
  return result.outputFiles?.[0].text ?? "";
}

/** @param {string} text */
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** index.html with a Content-Security-Policy that names what is in it. @param {string} scripts @param {string} more */
async function pageWithPolicy(scripts, more) {
  const page = await readFile(at("web/index.html"), "utf8");
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
  const policy = `default-src 'none'; script-src ${scripts} 'wasm-unsafe-eval'; style-src ${hash(style)}; img-src data:; ${more}`;
  return page.replace(
    /(<meta http-equiv="Content-Security-Policy" content=")[^"]*/,
    (_, start) => start + policy,
  );
}

/** dist/index.html and the element that it and other people's pages use. */
async function buildPage() {
  // What is imported while running is a file of its own, fetched by those who see it.
  const split = { splitting: true, chunkNames: "qkv-lab-[name]-[hash]" };
  await build({ ...common, ...split, entryPoints: { "qkv-lab": "web/embed.js" }, outdir: out });
  await build({ ...common, entryPoints: { reveal: "web/reveal.js" }, outdir: out });
  // A classic script, so that it can also be started from a blob.
  await build({
    ...common,
    ...classic,
    entryPoints: { "qkv-worker": "web/engine/worker.js" },
    outdir: out,
  });
  await writeFile(
    `${out}index.html`,
    await pageWithPolicy("'self'", "connect-src 'self'; worker-src 'self'"),
  );
  await cp(at("web/embed-example.html"), `${out}embed-example.html`);
}

/** Worker and engine as texts. */
async function insides() {
  const worker = await bundleText({ ...classic, entryPoints: ["web/engine/worker.js"] });
  const wasm = await readFile(at("build/wasm/qkv.wasm"));
  return {
    QKV_WORKER_TEXT: JSON.stringify(worker),
    QKV_WASM_BASE64: JSON.stringify(wasm.toString("base64")),
  };
}

/** Modules with worker and engine inside: the element, and the notebook's widget. @param {Record<string, string>} inside */
async function buildInline(inside) {
  await build({
    ...common,
    entryPoints: { "qkv-lab-inline": "web/one-file.js", anywidget: "web/anywidget.js" },
    define: { ...common.define, ...inside },
    outdir: out,
  });
}

/**
 * Engine and worker inlined: opens by double click with no network at all.
 * @param {Record<string, string>} inside @param {string} entry @param {string} file
 */
async function buildOneFile(inside, entry, file) {
  const script = await bundleText({
    ...classic,
    entryPoints: [entry],
    define: { ...classic.define, ...inside },
  });
  const safe = script.replaceAll("</script", "<\\/script");
  const page = await pageWithPolicy(hash(safe), "worker-src blob:");
  await writeFile(
    file,
    page
      .replace(/<script type="module"[^>]*><\/script>\s*/, "")
      .replace("</body>", () => `<script>${safe}</script>\n</body>`),
  );
}

async function buildHeadless() {
  /** @type {import("esbuild").BuildOptions} */
  const node = {
    ...common,
    platform: "node",
    target: ["node18"],
    outExtension: { ".js": ".mjs" },
    outdir: out,
  };
  await build({ ...node, entryPoints: { node: "web/node/index.js", cli: "web/cli/main.js" } });
  await chmod(`${out}cli.mjs`, 0o755);
}

/** What other people's tools read: types (tools/types.mjs has made them, where they are wanted), attributes, events. */
async function buildDeclarations() {
  const { customElements } = await import("./declarations.mjs");
  const manifest = await customElements(version, new URL("web/", root));
  await writeFile(`${out}custom-elements.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  if (existsSync(at("build/types"))) await cp(at("build/types"), `${out}types`, { recursive: true });
}

await Promise.all([generateSchema(), generateLanguages()]);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const inside = await insides();
await Promise.all([
  buildPage(),
  buildInline(inside),
  buildOneFile(inside, "web/one-file.js", `${out}qkv-lab.html`),
  // Not for dist/: tools/package.mjs puts it into the packages for learning platforms.
  buildOneFile(inside, "web/scorm.js", at("build/scorm.html")),
  buildHeadless(),
  buildDeclarations(),
  cp(at("build/wasm/qkv.wasm"), `${out}qkv.wasm`),
]);
await stampFiles(out);
await rm(at("dist"), { recursive: true, force: true });
await rename(out, at("dist"));
