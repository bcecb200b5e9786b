// Writes build/types/: declarations of the Node API, taken by tsc from the sources' own comments, and of the element,
// from the page's schema. tools/build.mjs puts them into dist/.
import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { generateLanguages, generateSchema } from "./generate.mjs";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const ENTRIES = ["node/index.d.ts", "anywidget.d.ts", "reveal.d.ts", "engine/protocol.d.ts"];

/** @param {string} text @returns {string[]} */
const importsOf = (text) =>
  [...text.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)].map(([, path]) => `${path}.d.ts`);

/** What is nobody's business outside: the engine's own objects. @param {string} text */
const published = (text) => text.replaceAll(/import\("qkv-wasm"\)\.\w+/g, "object");

await Promise.all([generateSchema(), generateLanguages()]);
execFileSync(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", at("tools/types.json")], {
  stdio: "inherit",
});

/** Those that the entries lead to. @type {Map<string, string>} */
const files = new Map();
const waiting = [...ENTRIES];
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (files.has(file)) continue;
  const text = published(await readFile(at(`build/declarations/${file}`), "utf8"));
  files.set(file, text);
  for (const path of importsOf(text)) waiting.push(posix.join(posix.dirname(file), path));
}
const { elementTypes } = await import("./declarations.mjs");
files.set("element.d.ts", elementTypes());

await rm(at("build/types"), { recursive: true, force: true });
for (const [file, text] of files) {
  await mkdir(dirname(join(at("build/types"), file)), { recursive: true });
  await writeFile(join(at("build/types"), file), text);
}
