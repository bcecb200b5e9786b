// What whoever installs the package gets: the tarball that npm makes of dist/, installed in a folder of its own.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { SCHEMA } from "../../web/state/schema.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (/** @type {string} */ file) => readFileSync(join(ROOT, file), "utf8");
const manifest = JSON.parse(read("package.json"));

/** Somebody's project. */
let project = "";
/** @param {string} path */
const installed = (path) => join(project, "node_modules/qkv-lab", path);

before(() => {
  project = mkdtempSync(join(tmpdir(), "qkv-package-"));
  const npm = (/** @type {string[]} */ ...args) =>
    execFileSync("npm", args, { cwd: project, encoding: "utf8" });
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
  const [{ filename }] = JSON.parse(npm("pack", "--ignore-scripts", "--json", ROOT));
  npm("install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", `./${filename}`);
});
after(() => rmSync(project, { recursive: true }));

/** @param {string} script */
function runModule(script) {
  const file = join(project, "script.mjs");
  writeFileSync(file, script);
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  return stdout;
}

test("every file that the manifest names is inside, with documentation and licences", () => {
  assert.equal(manifest.private, undefined);
  const named = (/** @type {any} */ value) =>
    typeof value === "string" ? [value] : Object.values(value).flatMap(named);
  const files = [
    ...named(manifest.exports).filter((/** @type {string} */ path) => !path.includes("*")),
    ...named(manifest.bin),
    ...[manifest.main, manifest.types, manifest.customElements],
    ...[
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "THIRD-PARTY-LICENSES.md",
      "docs/format.md",
      "docs/grading.md",
    ],
    ...["qkv-worker.js", "qkv.wasm", "index.html", "qkv-lab.html"].map((file) => `dist/${file}`),
  ];
  for (const file of files) assert.ok(readFileSync(installed(file)).length > 0, file);
  assert.match(read("CHANGELOG.md"), new RegExp(`^## ${manifest.version}$`, "m"));
});

test("the Node API and the command line run from the package", () => {
  const out = runModule(`
    import { createLab } from "qkv-lab";
    const lab = await createLab({ tokens: ["a", "b"] });
    console.log(lab.trace.nodes.length > 10);
    lab.close();`);
  assert.equal(out, "true\n");
  const cli = join(project, "node_modules/.bin/qkv-lab");
  assert.match(execFileSync(cli, ["--help"], { encoding: "utf8" }), /^qkv-lab: transformer attention/);
});

test("on a server the element's entries do nothing", () => {
  const out = runModule(`
    const before = Object.keys(globalThis).length;
    for (const entry of ["element", "inline", "anywidget", "reveal"]) await import("qkv-lab/" + entry);
    console.log(Object.keys(globalThis).length - before);`);
  assert.equal(out, "0\n");
});

test("package.json and custom-elements.json can be asked for by name", () => {
  const out = runModule(`
    import { createRequire } from "node:module";
    const require = createRequire(import.meta.url);
    console.log(require("qkv-lab/package.json").version, require("qkv-lab/custom-elements.json").schemaVersion);`);
  assert.equal(out, `${manifest.version} 1.0.0\n`);
});

test("attributes, properties and events are described, each field of the schema among them", () => {
  const { modules } = JSON.parse(readFileSync(installed("dist/custom-elements.json"), "utf8"));
  const [{ attributes, members, events }] = modules[0].declarations;
  const names = (/** @type {{name: string}[]} */ list) => list.map(({ name }) => name);
  for (const key of Object.keys(SCHEMA)) assert.ok(names(attributes).includes(key), key);
  assert.equal(new Set(names(attributes)).size, attributes.length, "every attribute once");
  for (const name of ["dK", "getState", "setState", "matrix", "explain", "whenReady"])
    assert.ok(names(members).includes(name), name);
  assert.deepEqual(names(events), ["qkv-ready", "qkv-change", "qkv-cell", "qkv-exercise", "qkv-error"]);
  for (const { path, exports } of modules) {
    assert.ok(readFileSync(installed(path)).length > 0);
    assert.equal(exports[0].name, "qkv-lab");
  }
});

const NODE_SAMPLE = `
import { compare, configFromLink, createLab, createTraining, evaluate, exercises, formula, grade, linkFromConfig, QkvError } from "qkv-lab";
import type { QkvLabElement, QkvState } from "qkv-lab/element";
import widget from "qkv-lab/anywidget";
import "qkv-lab/inline";
import plugin, { createPlugin } from "qkv-lab/reveal";

const lab = await createLab(await configFromLink("#step=scale"));
const rows: number[][] = lab.trace.matrix("X");
const value: number = evaluate(lab.explain("loss", 0, 0));
const text: string = formula(lab.explain("loss", 0, 0), { format: "latex", numbers: true });
const made = exercises.make({ id: exercises.list("scores")[0].id, seed: 7 });
const verdict: boolean = (await exercises.check(made, 3)).correct;
for (const { path, row, col, want, got } of compare(lab.trace, { X: rows }, { atol: 0.1 })) console.log(path, row + col + want + got);
const { score, tests } = await grade({ tests: [{ name: "a", exercise: "loss-cell" }] }, { a: value });
const run = await createTraining({});
const loss: number = run.step(1)[0].loss;
const link: string = await linkFromConfig(lab.trace.config, { step: "scale" });
export const guests = [widget.initialize, widget.render, plugin.id, createPlugin().init];
export const all = [text, verdict, score, tests[0].output, loss, link, new QkvError("a", "b").code];

const element = document.createElement("qkv-lab");
element.dK = 16;
element.positional = "rope";
element.view = "figure";
await element.whenReady;
const state: QkvState = await element.setState({ d_k: 4, scale: false });
const same: QkvLabElement | null = document.querySelector("qkv-lab");
document.addEventListener("qkv-exercise", () => {});
element.addEventListener("qkv-change", ({ detail }) => console.log(detail.source === "host", detail.state.d_k, detail.changed));
element.addEventListener("qkv-cell", ({ detail }) => detail && console.log(detail.path, detail.value + 1));
export const cells = [state.cell?.path, same?.matrix("X")[0][0]];
// @ts-expect-error there is no such encoding
element.positional = "nope";
// @ts-expect-error a number
element.dK = "16";
// @ts-expect-error no such format
formula(lab.explain("loss", 0, 0), { format: "html" });
`;
const JSX_SAMPLE = `
import "qkv-lab/element";
export const figure = <qkv-lab view="figure" step="scale" d_k={16} scale="0" class="wide" height="auto" />;
// @ts-expect-error there is no such view
export const wrong = <qkv-lab view="poster" />;
`;

for (const [module, resolution] of [
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])
  test(`samples in TypeScript and JSX pass tsc, resolved as by ${resolution}`, () => {
    writeFileSync(join(project, "sample.ts"), NODE_SAMPLE);
    writeFileSync(join(project, "figure.tsx"), JSX_SAMPLE);
    const options = [
      "--strict",
      "--noEmit",
      "--target",
      "es2022",
      "--lib",
      "es2022,dom",
      "--jsx",
      "preserve",
    ];
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        join(ROOT, "node_modules/typescript/bin/tsc"),
        ...[...options, "--module", module, "--moduleResolution", resolution],
        ...["sample.ts", "figure.tsx"],
      ],
      { cwd: project, encoding: "utf8" },
    );
    assert.equal(status, 0, stdout);
  });

test("files name each other by what is in them", () => {
  const version = (/** @type {string} */ file) =>
    createHash("sha256")
      .update(readFileSync(installed(`dist/${file}`)))
      .digest("hex")
      .slice(0, 8);
  const named = { "qkv-lab.js": ["qkv-worker.js", "qkv.wasm"], "index.html": ["qkv-lab.js"] };
  for (const [file, others] of Object.entries(named)) {
    const text = readFileSync(installed(`dist/${file}`), "utf8");
    for (const other of others)
      assert.ok(text.includes(`"./${other}?v=${version(other)}"`), `${file} → ${other}`);
  }
  // Literally, as bundlers look for them.
  const script = readFileSync(installed("dist/qkv-lab.js"), "utf8");
  assert.match(script, /new URL\("\.\/qkv-worker\.js\?v=[0-9a-f]{8}",import\.meta\.url\)/);
});

test("the licences are those of what is bundled", () => {
  const web = join(ROOT, "web");
  const sources = readdirSync(web, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".js"),
  );
  const taken = sources.flatMap((file) =>
    [
      ...readFileSync(join(web, file), "utf8").matchAll(
        /(?:from |import )"((?:@[\w-]+\/)?[a-z][\w-]*)(?:\/[^"]*)?"/g,
      ),
    ].map(([, name]) => name),
  );
  const packages = [...new Set(taken)].filter((name) => name in manifest.devDependencies);
  assert.ok(packages.includes("@fluent/bundle"));
  const licences = read("THIRD-PARTY-LICENSES.md");
  for (const name of packages) {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`));
    assert.match(licences, new RegExp(`^\\| ${name} \\|.*\\| ${license} \\|`, "m"));
  }
});
