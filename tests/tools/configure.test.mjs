import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../tools/configure.sh", import.meta.url));

/** Configures the checkout in a folder, and says whose sources its build folder then builds. @param {string} folder */
function configured(folder) {
  execFileSync("bash", ["-euc", `say() { :; }; die() { exit 1; }; . "${SCRIPT}"; configure build`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return /^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$/m.exec(
    readFileSync(join(folder, "build/CMakeCache.txt"), "utf8"),
  )?.[1];
}

test("a copied or moved checkout builds its own sources", () => {
  const root = mkdtempSync(join(tmpdir(), "qkv-configure-"));
  const [first, copy, moved] = ["first", "copy", "moved"].map((name) => join(root, name));
  try {
    mkdirSync(first);
    writeFileSync(
      join(first, "CMakeLists.txt"),
      "cmake_minimum_required(VERSION 3.20)\nproject(x LANGUAGES NONE)\n",
    );
    assert.equal(configured(first), first);
    writeFileSync(join(first, "build/object"), "");
    assert.equal(configured(first), first);
    assert.equal(readFileSync(join(first, "build/object"), "utf8"), "", "what is its own is kept");
    cpSync(first, copy, { recursive: true });
    assert.equal(configured(copy), copy);
    renameSync(first, moved);
    assert.equal(configured(moved), moved);
  } finally {
    rmSync(root, { recursive: true });
  }
});
