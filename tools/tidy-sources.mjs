// The files that clang-tidy is to read, one a line: `node tools/tidy-sources.mjs BUILD`. The engine in float and the
// tools; the double build is the same sources.
import { readFileSync } from "node:fs";

/** @type {{file: string, command: string}[]} */
const commands = JSON.parse(readFileSync(`${process.argv[2]}/compile_commands.json`, "utf8"));
for (const { file, command } of commands)
  if (!/QKV_DOUBLE|QKV_FIXTURES|googletest/.test(command)) console.log(file);
