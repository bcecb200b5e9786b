/** @typedef {import("qkv-wasm").Kinds} Kinds */

/**
 * An object of the engine: its functions Kind_method(number, …) as methods. Delete it when it is done with.
 * @template {keyof Kinds} Kind
 * @param {import("qkv-wasm").Engine} engine @param {Kind} kind
 * @returns {Kinds[Kind] & {delete: () => void}}
 */
export function handleOf(engine, kind) {
  const functions = /** @type {Record<string, (...given: any[]) => any>} */ (/** @type {unknown} */ (engine));
  const number = functions[`${kind}_new`]();
  const own = Object.keys(functions).filter((name) => name.startsWith(`${kind}_`));
  const methods = own.map((name) => [
    name.slice(kind.length + 1),
    (/** @type {any[]} */ ...given) => functions[name](number, ...given),
  ]);
  return Object.fromEntries(methods);
}
