// The one-file build: worker and engine are in the page itself, so that it opens by double click.
import { defineQkvLab } from "./element.js";

const bytes = () => Uint8Array.from(atob(QKV_WASM_BASE64), (c) => c.charCodeAt(0)).buffer;

defineQkvLab({
  startWorker: async () =>
    new Worker(URL.createObjectURL(new Blob([QKV_WORKER_TEXT], { type: "text/javascript" }))),
  wasm: async () => ({ bytes: bytes() }),
  page: () => location.href,
});
