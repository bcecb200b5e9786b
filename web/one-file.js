// Worker and engine inside: the page that opens by double click, and the module that needs no file beside it.
import { defineQkvLab } from "./element.js";
import { workerFromText } from "./host/assets.js";

/** Beside the module lies the page; a script in the page itself, or from a blob, has no address. */
function page() {
  try {
    return new URL("./qkv-lab.html", import.meta.url).href;
  } catch {
    return location.href;
  }
}

const bytes = () => Uint8Array.from(atob(QKV_WASM_BASE64), (c) => c.charCodeAt(0)).buffer;

defineQkvLab(() => ({
  key: "inside",
  startWorker: async () => workerFromText(QKV_WORKER_TEXT),
  wasm: async () => ({ bytes: bytes() }),
  page,
}));
