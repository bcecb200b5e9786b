// Writes build/packages/: the tarball for npm, and the one file as a SCORM package of each version:
// `node tools/package.mjs 'step=scores&lang=zh'`. The link says what opens and which exercises count.
import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { EXERCISES, exercisesOf } from "../web/exercises/exercises.js";
import { translate } from "../web/i18n/index.js";
import { defaults } from "../web/state/schema.js";
import { readLink } from "../web/state/url.js";
import { SCORM_VERSIONS, scormManifest } from "./scorm-manifest.mjs";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const PAGE = "qkv-lab.html";
/** The same files give the same archive, whenever it is made. The format knows no day before this one. */
const DATE = "1980-01-01T12:00:00";

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`package: ${message}\n`);
  process.exit(2);
}

const link = (process.argv[2] ?? "").replace(/^[^#?]*[#?]/, "");
const { fields, problems } = readLink(link);
const { lang } = { ...defaults(), ...fields };
if (problems.length > 0) {
  const { field, problem, args } = problems[0];
  fail(translate("en", `problem-${problem}`, { field, ...args }));
}
const steps = [...new Set(EXERCISES.map(({ step }) => step))];
if (fields.step && fields.step !== "map" && exercisesOf(fields.step).length === 0)
  fail(
    `step: ${fields.step} has no exercises to be graded by; there are map (all of them), ${steps.join(", ")}`,
  );

const step = fields.step && translate(lang, `step-${fields.step}-title`);
const title = step ? `QKV Lab: ${step}` : "QKV Lab";

await rm(at("build/packages"), { recursive: true, force: true });
await mkdir(at("build/packages"), { recursive: true });
const files = {
  [PAGE]: await readFile(at("build/scorm.html")),
  "LICENSE.txt": await readFile(at("LICENSE")),
  "THIRD-PARTY-LICENSES.md": await readFile(at("THIRD-PARTY-LICENSES.md")),
};
for (const version of SCORM_VERSIONS) {
  const manifest = scormManifest(version, { title, link, page: PAGE, files: Object.keys(files) });
  const name = `qkv-lab-scorm-${version}.zip`;
  const archive = zipSync({ "imsmanifest.xml": strToU8(manifest), ...files }, { level: 9, mtime: DATE });
  await writeFile(at(`build/packages/${name}`), archive);
  console.log(`build/packages/${name}`);
}
const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", at(".")], {
  cwd: at("build/packages"),
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
console.log(`build/packages/${JSON.parse(packed)[0].filename}`);
