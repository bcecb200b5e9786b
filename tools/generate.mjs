// Writes build/generated/: what the page takes from the engine and from the .ftl files rather than from a list of
// its own. `#schema` and `#languages` (package.json, "imports") name these modules for esbuild, Node and tsc alike.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";

const root = new URL("../", import.meta.url);
const generated = new URL("build/generated/", root);
const words = new URL("web/i18n/", root);

/** @param {string} name @param {Record<string, unknown>} values each becomes an export of the module */
async function writeModule(name, values) {
  const exports = Object.entries(values).map(
    ([key, value]) => `export const ${key} = ${JSON.stringify(value, null, 2)};\n`,
  );
  await mkdir(generated, { recursive: true });
  await writeFile(new URL(name, generated), `// Written by tools/generate.mjs.\n${exports.join("")}`);
}

/** Asks the engine in build/wasm/ what can be set, and within which limits. */
export async function generateSchema() {
  const engine = new URL("build/wasm/", root);
  const wasmBinary = await readFile(new URL("qkv.wasm", engine));
  const { default: createModule } = await import(new URL("qkv.mjs", engine).href);
  const module = await createModule({ wasmBinary });
  await writeModule("schema.js", {
    LAB: JSON.parse(module.schema().value),
    TRAINING: JSON.parse(module.trainingSchema().value),
  });
}

/** Collects LANG.ftl and NAME.LANG.ftl by language, English first, without the notes to those who write them. */
export async function generateLanguages() {
  /** @type {Record<string, string[]>} */
  const languages = { en: [] };
  for (const file of (await readdir(words)).sort()) {
    const lang = /^(?:.+\.)?([^.]+)\.ftl$/.exec(file)?.[1];
    if (!lang) continue;
    const text = await readFile(new URL(file, words), "utf8");
    languages[lang] ??= [];
    languages[lang].push(text.replace(/^(#.*)?\n/gm, ""));
  }
  await writeModule("languages.js", { LANGUAGES: languages });
}
