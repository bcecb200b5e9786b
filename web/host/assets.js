// How a page starts the engine's worker, wherever its files are and whatever its policy allows.

import { fetchFile } from "../engine/fetch-file.js";
import { QkvError } from "../engine/protocol.js";

/** @typedef {import("../engine/worker-link.js").EngineAssets} EngineAssets */

/** Under this name a page's policy may trust us: `trusted-types qkv-lab`. */
const POLICY = "qkv-lab";

/** @type {{createScriptURL: (url: string) => string} | null | undefined} */
let policy;

/** The address of a worker, trusted where that is asked for. @param {string} url */
function trusted(url) {
  if (policy === undefined) {
    try {
      const { trustedTypes } = /** @type {any} */ (globalThis);
      policy =
        trustedTypes?.createPolicy(POLICY, { createScriptURL: (/** @type {string} */ own) => own }) ?? null;
    } catch {
      policy = null;
    }
  }
  return policy ? policy.createScriptURL(url) : url;
}

/** @param {string} url */
function newWorker(url) {
  try {
    return new Worker(trusted(url));
  } catch (error) {
    const { message = "" } = /** @type {any} */ (error);
    const code = /trusted/i.test(message) ? "trusted-types" : "worker-blocked";
    throw new QkvError(code, `the engine's worker could not be started: ${message}`);
  }
}

/** A script as a worker: also where a page's own rules do not let it be started from another place. @param {string} text */
export function workerFromText(text) {
  const blob = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return newWorker(blob);
  } finally {
    URL.revokeObjectURL(blob);
  }
}

/** A worker must come from the page's own origin; a script from elsewhere is fetched and started as a blob. @param {string} url */
async function workerFromUrl(url) {
  if (new URL(url).origin === location.origin) return newWorker(url);
  return workerFromText(await (await fetchFile(url)).text());
}

/** An engine of two files. @param {string} worker @param {string} wasm @returns {EngineAssets} */
export const filesAt = (worker, wasm) => ({
  key: `${worker} ${wasm}`,
  startWorker: () => workerFromUrl(worker),
  wasm: async () => ({ url: wasm }),
});
