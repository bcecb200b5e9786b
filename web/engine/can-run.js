import { QkvError } from "./protocol.js";

/** What every WebAssembly file begins with: "\0asm", version 1. */
const EMPTY_WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** @param {ArrayBuffer | Uint8Array} bytes */
export const isWasm = (bytes) => {
  const start = new Uint8Array(bytes instanceof Uint8Array ? bytes.slice(0, 4) : bytes.slice(0, 4));
  return start.every((byte, i) => byte === EMPTY_WASM[i]) && start.length === 4;
};

/** Asks the browser before Emscripten does, which would say it in words of its own. @param {ArrayBuffer | Uint8Array} wasmBinary */
export function assertCanRun(wasmBinary) {
  if (typeof WebAssembly === "undefined")
    throw new QkvError("no-webassembly", "the engine needs WebAssembly, which is not there");
  try {
    new WebAssembly.Module(EMPTY_WASM);
  } catch {
    throw new QkvError("wasm-blocked", "the engine may not be compiled: 'wasm-unsafe-eval' is missing");
  }
  if (!WebAssembly.validate(/** @type {BufferSource} */ (wasmBinary)))
    throw new QkvError(
      "old-browser",
      "the engine needs a newer WebAssembly, with 128-bit SIMD and exceptions",
    );
}
