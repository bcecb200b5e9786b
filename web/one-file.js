// The one-file build: worker and engine are in the page itself, so that it opens by double click.
import { defineQkvLab } from "./element.js";

const bytes = () => Uint8Array.from(atob(QKV_WASM_BASE64), (c) => c.charCodeAt(0)).buffer;

defineQkvLab({
  startWorker: async () => {
    const blob = URL.createObjectURL(new Blob([QKV_WORKER_TEXT], { type: "text/javascript" }));
    const worker = new Worker(blob);
    URL.revokeObjectURL(blob);
    return worker;
  },
  wasm: async () => ({ bytes: bytes() }),
  page: () => location.href,
});
