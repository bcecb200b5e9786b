// What the determinism tests share: one configuration, and the hash that its loss curve has everywhere.
import { readFile } from "node:fs/promises";

/** @type {{loss_sha256: string, config: any}} */
export const FIXTURE = JSON.parse(
  await readFile(new URL("fixtures/determinism.json", import.meta.url), "utf8"),
);

/** What to do when a hash differs. @param {string} where */
export const advice = (where) =>
  `the loss curve in ${where} is not that of tests/fixtures/determinism.json. If the engine was changed so ` +
  "that its numbers are meant to change, and all platforms agree on the new hash, put it there; otherwise " +
  "something is computed differently here (or this program is older than the sources)";
