// The served build: <script type="module" src="…/qkv-lab.js">. Worker and engine lie beside this file.
import { defineQkvLab } from "./element.js";

const at = (/** @type {string} */ file) => new URL(file, import.meta.url);

/** A worker must come from the page's own origin; a script from elsewhere is fetched and started as a blob. */
async function startWorker() {
  const url = at("./qkv-worker.js");
  if (url.origin === location.origin) return new Worker(url);
  const response = await fetch(url);
  const blob = URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
  const worker = new Worker(blob);
  URL.revokeObjectURL(blob);
  return worker;
}

defineQkvLab({
  startWorker,
  wasm: async () => ({ url: at("./qkv.wasm").href }),
  page: () => at("./index.html").href,
});
