// Worker and engine inside: the page that opens by double click, and the module that needs no file beside it.
import { defineQkvLab } from "./element.js";

/** Beside the module lies the page; a script in the page itself, or from a blob, has no address. */
function page() {
  try {
    return new URL("./qkv-lab.html", import.meta.url).href;
  } catch {
    return location.href;
  }
}

const bytes = () => Uint8Array.from(atob(QKV_WASM_BASE64), (c) => c.charCodeAt(0)).buffer;

defineQkvLab({
  startWorker: async () => {
    const blob = URL.createObjectURL(new Blob([QKV_WORKER_TEXT], { type: "text/javascript" }));
    const worker = new Worker(blob);
    URL.revokeObjectURL(blob);
    return worker;
  },
  wasm: async () => ({ bytes: bytes() }),
  page,
});
