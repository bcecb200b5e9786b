// Files in dist/ keep their names, and name each other by content: qkv.wasm?v=3f2a81c0. A cache that still holds a file
// of another release then holds another address.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

/** @param {Buffer} bytes */
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 8);

/** Who names whom: those that are named come first, since a name changes what names it. */
const NAMED = [
  { file: "qkv.wasm", by: ["qkv-lab.js"] },
  { file: "qkv-worker.js", by: ["qkv-lab.js"] },
  { file: "qkv-lab.js", by: ["index.html", "embed-example.html"] },
];

/** @param {string} folder which ends in "/" */
export async function stampFiles(folder) {
  for (const { file, by } of NAMED) {
    const version = digest(await readFile(folder + file));
    for (const each of by) {
      const text = await readFile(folder + each, "utf8");
      const stamped = text.replaceAll(`"./${file}"`, `"./${file}?v=${version}"`);
      if (stamped === text) throw new Error(`${each} does not name "./${file}"`);
      await writeFile(folder + each, stamped);
    }
  }
}
