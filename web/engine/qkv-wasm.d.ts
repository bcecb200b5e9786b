// The glue that Emscripten writes (build/wasm/qkv.mjs); the bundler resolves this name to it.
declare module "qkv-wasm" {
  export default function createModule(options: { wasmBinary: ArrayBuffer | Uint8Array; locateFile?: (name: string) => string }): Promise<any>;
}
declare module "*.css" {
  const text: string;
  export default text;
}
declare module "*.ftl" {
  const text: string;
  export default text;
}
// Put in by tools/build.mjs where everything is one file.
declare const QKV_WORKER_TEXT: string;
declare const QKV_WASM_BASE64: string;
