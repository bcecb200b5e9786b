// How a page starts the engine's worker, wherever its files are.

/** @typedef {import("../engine/worker-link.js").EngineAssets} EngineAssets */

/** A script as a worker: also where a page's own rules do not let it be started from another place. @param {string} text */
export function workerFromText(text) {
  const blob = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return new Worker(blob);
  } finally {
    URL.revokeObjectURL(blob);
  }
}

/** A worker must come from the page's own origin; a script from elsewhere is fetched and started as a blob. @param {string} url */
async function workerFromUrl(url) {
  if (new URL(url).origin === location.origin) return new Worker(url);
  const response = await fetch(url);
  return workerFromText(await response.text());
}

/** An engine of two files. @param {string} worker @param {string} wasm @returns {EngineAssets} */
export const filesAt = (worker, wasm) => ({
  key: `${worker} ${wasm}`,
  startWorker: () => workerFromUrl(worker),
  wasm: async () => ({ url: wasm }),
});
