// The glue that Emscripten writes (build/wasm/qkv.mjs); the bundler resolves this name to it. Its functions are those
// that cpp/bindings binds.
declare module "qkv-wasm" {
  /** Nothing is thrown across the border: a call gives its value or says what is wrong. */
  export type Result<T> = { value: T; error?: undefined } | { value?: undefined; error: { code: string; message: string } };
  /** A text that is JSON. */
  type Json = string;
  /** A view into the engine's memory: copy it before the next call. */
  type View<T> = T;
  type OfCell = (path: string, row: number, col: number) => Result<Json>;

  /** What can be asked of a lab. */
  export interface Session {
    open(config: Json): Result<true>;
    config(): Result<Json>;
    structure(): Result<Json>;
    values(): Result<View<Float32Array>>;
    explain: OfCell;
    reach: OfCell;
  }

  /** What can be asked of a training run. */
  export interface Training {
    open(config: Json): Result<true>;
    restore(checkpoint: Uint8Array): Result<true>;
    step(count: number): Result<Json>;
    test(length: number): Result<number>;
    testLengths(): Result<Json>;
    evaluate(): Result<number>;
    config(): Result<Json>;
    state(): Result<Json>;
    vocabulary(): Result<Json>;
    structure(): Result<Json>;
    values(): Result<View<Float32Array>>;
    lookStructure(): Result<Json>;
    look(): Result<View<Float32Array>>;
    explainLook: OfCell;
    reachLook: OfCell;
    losses(): Result<View<Float32Array>>;
    explain: OfCell;
    reach: OfCell;
    save(): Result<View<Uint8Array>>;
    parameters(): Result<View<Uint8Array>>;
    setParameter(path: string, row: number, col: number, value: number): Result<true>;
    setParameters(safetensors: Uint8Array): Result<true>;
  }

  export type Kinds = { Session: Session; Training: Training };

  /** An object as the engine has it: functions Kind_method(number, …), Kind_new() and Kind_delete(number). */
  type Bound<Kind extends keyof Kinds> = {
    [Method in keyof Kinds[Kind] & string as `${Kind}_${Method}`]: Kinds[Kind][Method] extends (...given: infer Given) => infer Out
      ? (id: number, ...given: Given) => Out
      : never;
  } & { [New in `${Kind}_new`]: () => number } & { [Delete in `${Kind}_delete`]: (id: number) => void };

  export type Engine = Bound<"Session"> & Bound<"Training"> & { schema(): Result<Json>; trainingSchema(): Result<Json> };

  export default function createModule(options: {
    wasmBinary: ArrayBuffer | Uint8Array;
    locateFile?: (name: string) => string;
  }): Promise<Engine>;
}
declare module "*.css" {
  const text: string;
  export default text;
}
// Put in by tools/build.mjs where everything is one file.
/** Of the package that was built. */
declare const QKV_VERSION: string;
declare const QKV_WORKER_TEXT: string;
declare const QKV_WASM_BASE64: string;
