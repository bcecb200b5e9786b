// What clang-tidy is to read, one a line: `node tools/tidy-sources.mjs BUILD [SINCE]`. The engine in float and the tools;
// the double build is the same sources, and is taken out of BUILD's list of commands, by which clang-tidy would read
// them twice. With SINCE, a git revision: only where something has changed since then.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const [build, since] = process.argv.slice(2);
const list = `${build}/compile_commands.json`;
/** @type {{file: string, command: string}[]} */
const commands = JSON.parse(readFileSync(list, "utf8"));
const read = commands.filter(({ command }) => !/QKV_DOUBLE|QKV_FIXTURES|googletest/.test(command));
writeFileSync(list, JSON.stringify(read, null, 1));

const changed =
  since && execFileSync("git", ["diff", "--name-only", since, "--", "cpp"], { encoding: "utf8" });

/** The files of a folder are compiled as one, which includes them by name. @param {string} file */
function hasChanged(file) {
  if (changed === undefined) return true;
  const text = file + (file.endsWith(".cxx") ? readFileSync(file, "utf8") : "");
  return changed.split("\n").some((path) => path.endsWith(".cpp") && text.includes(path));
}

for (const { file } of read) if (hasChanged(file)) console.log(file);
