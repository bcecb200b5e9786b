// web/ is a house of storeys: a folder imports only from those below it, types included.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const WEB = fileURLToPath(new URL("../../web/", import.meta.url));

/** From the ground up; folders of one storey do not know each other. */
const STOREYS = [
  ["engine", "i18n", "styles"],
  ["lessons"],
  ["map"],
  ["state"],
  ["components"],
  ["runs", "exercises"],
  ["views"],
  ["panels"],
  ["training"],
  ["lab"],
  ["host"],
  ["node"],
  ["element.js"],
  ["embed.js", "one-file.js", "cli"],
  ["scorm.js", "anywidget.js", "reveal.js"],
];
/** These run without a browser, so that Node computes, trains and grades with them. */
const WITHOUT_DOM = ["engine", "lessons", "map", "runs", "exercises"];

const storeyOf = (/** @type {string} */ name) => STOREYS.findIndex((storey) => storey.includes(name));

const files = readdirSync(WEB, { recursive: true, encoding: "utf8" }).filter((file) => /\.js$/.test(file));

/** What a file imports, relative to web/. @param {string} file */
function importsOf(file) {
  const text = readFileSync(join(WEB, file), "utf8");
  const paths = [...text.matchAll(/(?:from |import\(|import )"(\.[^"]+)"/g)].map(([, path]) => path);
  return paths.map((path) => relative(WEB, join(WEB, dirname(file), path)));
}

const folderOf = (/** @type {string} */ file) => file.split("/")[0];

test("every folder and every file beside them stands on a storey", () => {
  for (const name of new Set(files.map(folderOf))) assert.notEqual(storeyOf(name), -1, name);
});

test("no import runs upwards, and none to another folder of the same storey", () => {
  const upwards = files.flatMap((file) =>
    importsOf(file)
      .filter((to) => folderOf(to) !== folderOf(file) && !to.startsWith(".."))
      .filter((to) => storeyOf(folderOf(to)) >= storeyOf(folderOf(file)) && storeyOf(folderOf(to)) !== -1)
      .map((to) => `${file} → ${to}`),
  );
  assert.deepEqual(upwards, []);
});

test("what Node shares with the page knows no DOM", () => {
  for (const file of files.filter((each) => WITHOUT_DOM.includes(folderOf(each)))) {
    const text = readFileSync(join(WEB, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    assert.doesNotMatch(text, /\b(HTMLElement|createElement|querySelector|window|matchMedia)\b/, file);
  }
});
