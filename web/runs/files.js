import { QkvError } from "../engine/protocol.js";

// What a run is saved as: JSON with the whole state, whose matrices are the engine's checkpoint.

const KIND = "qkv-lab training";
const VERSION = 1;
/** More than the largest model of the page with all its moments needs. */
export const MOST_BYTES = 64 * 2 ** 20;

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** @param {string} text */
function fromBase64(text) {
  const binary = atob(text);
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/**
 * @param {Record<string, any>} fields the page's fields that made the run @param {number} step
 * @param {Uint8Array} checkpoint
 */
export const writeState = (fields, step, checkpoint) =>
  JSON.stringify({ kind: KIND, version: VERSION, step, fields, checkpoint: toBase64(checkpoint) }, null, 1);

/**
 * Throws QkvError saying what is wrong with the file.
 * @param {string} text
 * @returns {{fields: Record<string, string>, checkpoint: Uint8Array}}
 */
export function readState(text) {
  /** @type {any} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new QkvError("config", "file: it is not JSON");
  }
  if (file?.kind !== KIND) throw new QkvError("config", `file: "kind" must be "${KIND}"`);
  if (file.version !== VERSION)
    throw new QkvError("unsupported", `file: "version" is ${String(file.version)}, must be ${VERSION}`);
  const { fields, checkpoint } = file;
  if (
    typeof fields !== "object" ||
    fields === null ||
    Object.values(fields).some((v) => typeof v !== "string")
  )
    throw new QkvError("config", 'file: "fields" must be an object of texts');
  if (typeof checkpoint !== "string") throw new QkvError("config", 'file: "checkpoint" must be a text');
  try {
    return { fields, checkpoint: fromBase64(checkpoint) };
  } catch {
    throw new QkvError("config", 'file: "checkpoint" is not base64');
  }
}
