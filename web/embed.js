// The served build: <script type="module" src="…/qkv-lab.js">. Worker and engine lie beside this file.
import { defineQkvLab } from "./element.js";

// Written out, so that bundlers find the files; the build puts their versions behind the names.
const workerUrl = () => new URL("./qkv-worker.js", import.meta.url);
const wasmUrl = () => new URL("./qkv.wasm", import.meta.url);
const pageUrl = () => new URL("./qkv-lab.html", import.meta.url);

/** A worker must come from the page's own origin; a script from elsewhere is fetched and started as a blob. */
async function startWorker() {
  const url = workerUrl();
  if (url.origin === location.origin) return new Worker(url);
  const response = await fetch(url);
  const blob = URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
  const worker = new Worker(blob);
  URL.revokeObjectURL(blob);
  return worker;
}

defineQkvLab({
  startWorker,
  wasm: async () => ({ url: wasmUrl().href }),
  page: () => pageUrl().href,
});
