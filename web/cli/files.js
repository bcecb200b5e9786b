import { readFileSync } from "node:fs";
import { UsageError } from "./usage-error.js";

/**
 * JSON from a file, or from standard input.
 * @param {string | undefined} file @param {string} what as in "give …"
 */
export function readJson(file, what) {
  if (!file) throw new UsageError(`give ${what}, or - for standard input`);
  let text;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${/** @type {Error} */ (error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${file}: not JSON: ${/** @type {Error} */ (error).message.replaceAll(/\s+/g, " ")}`,
    );
  }
}
