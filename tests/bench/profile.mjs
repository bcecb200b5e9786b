// ./build.sh bench profile [S | M | L]: where a training step's time goes in WebAssembly, node by node (cpp/tools/profile.cpp).
import { spawnSync } from "node:child_process";
import { configOf, SIZES } from "../../web/cli/bench-sizes.js";
import { at, machine } from "./turns.mjs";

const wanted = process.argv[2];
if (wanted && !Object.hasOwn(SIZES, wanted)) {
  process.stderr.write(`usage: ./build.sh bench profile [${Object.keys(SIZES).join(" | ")}]\n`);
  process.exit(2);
}
for (const name of wanted ? [wanted] : Object.keys(SIZES)) {
  console.log(`\n${name}: ${JSON.stringify(SIZES[name])}`);
  const { status } = spawnSync(
    process.execPath,
    ["--no-experimental-fetch", at("build/wasm/qkv_profile.cjs")],
    {
      input: JSON.stringify(configOf(SIZES[name])),
      stdio: ["pipe", "inherit", "inherit"],
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
console.log(`\nThe quietest tenth of all steps. ${machine()}.`);
