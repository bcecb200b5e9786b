/**
 * An object of the engine: its functions Kind_method(number, …) as methods. Delete it when it is done with.
 * @param {any} module the loaded engine @param {"Session" | "Training"} kind
 * @returns {Record<string, (...given: any[]) => any>}
 */
export function handleOf(module, kind) {
  const number = module[`${kind}_new`]();
  const own = Object.keys(module).filter((name) => name.startsWith(`${kind}_`));
  return Object.fromEntries(
    own.map((name) => [
      name.slice(kind.length + 1),
      (/** @type {any[]} */ ...given) => module[name](number, ...given),
    ]),
  );
}
