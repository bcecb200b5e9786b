// The served build: <script type="module" src="…/qkv-lab.js">. Worker and engine lie beside this file.
import { defineQkvLab } from "./element.js";
import { filesAt } from "./host/assets.js";

// Written out, so that bundlers find the files; the build puts their versions behind the names.
const workerUrl = () => new URL("./qkv-worker.js", import.meta.url).href;
const wasmUrl = () => new URL("./qkv.wasm", import.meta.url).href;
const pageUrl = () => new URL("./qkv-lab.html", import.meta.url).href;

defineQkvLab(({ worker, wasm }) => ({
  ...filesAt(worker ?? workerUrl(), wasm ?? wasmUrl()),
  page: pageUrl,
}));
