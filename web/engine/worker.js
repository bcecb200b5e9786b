// The engine's own thread: holds the sessions of a page's labs by number, or one training run; answers every request once.
import { isWasm } from "./can-run.js";
import { loadCore } from "./core.js";
import { fetchFile } from "./fetch-file.js";
import { learn } from "./learned.js";
import { QkvError } from "./protocol.js";
import { TrainingHost } from "./training-host.js";

/** @typedef {import("./protocol.js").Request} Request */

/** @type {Promise<import("./core.js").Core> | undefined} */
let core;
/** @type {Map<number, import("./core.js").Session>} */
const sessions = new Map();
/** @type {TrainingHost | undefined} */
let training;

async function engine() {
  const loaded = await core;
  if (!loaded) throw new QkvError("engine", "the engine is not loaded yet");
  return loaded;
}

/** @param {number} number */
function sessionOf(number) {
  const session = sessions.get(number);
  if (!session) throw new QkvError("closed", "session: nothing is open");
  return session;
}

/** @param {number} number @param {object} config */
async function openSession(number, config) {
  const known = sessions.get(number);
  if (known) known.open(config);
  else sessions.set(number, (await engine()).open(config));
  return sessionOf(number);
}

/** @param {string} url */
async function fetchEngine(url) {
  const bytes = await (await fetchFile(url)).arrayBuffer();
  // A server may answer with a page of its own where a file is missing.
  if (isWasm(bytes)) return bytes;
  throw new QkvError("missing", `${url}: is no WebAssembly`, { url: url.split("?")[0] });
}

/** @param {Request} request @returns {Promise<{value: any, transfer?: Transferable[]}>} */
async function answer(request) {
  switch (request.kind) {
    case "load":
      core = Promise.resolve(request.bytes ?? fetchEngine(request.url ?? "")).then(loadCore);
      await core;
      return { value: true };
    case "open": {
      const snapshot = (await openSession(request.session, request.config)).snapshot();
      return { value: snapshot, transfer: [snapshot.values.buffer] };
    }
    case "explain":
      return { value: sessionOf(request.session).explain(request.path, request.row, request.col) };
    case "reach":
      return { value: sessionOf(request.session).reach(request.path, request.row, request.col) };
    case "compute": {
      const once = (await engine()).open(request.config);
      try {
        const snapshot = once.snapshot();
        const { cell } = request;
        const explanation = cell ? once.explain(cell.path, cell.row, cell.col) : null;
        return { value: { snapshot, explanation }, transfer: [snapshot.values.buffer] };
      } finally {
        once.close();
      }
    }
    case "learn":
      return { value: learn(await engine(), request.config) };
    case "training":
      training ??= new TrainingHost(await engine());
      return training[request.call](/** @type {any} */ (request.args ?? {}));
    case "close":
      sessions.get(request.session)?.close();
      sessions.delete(request.session);
      return { value: true };
  }
}

const scope = /** @type {any} */ (globalThis);
scope.onmessage = async (/** @type {MessageEvent<Request>} */ { data }) => {
  try {
    const { value, transfer } = await answer(data);
    scope.postMessage({ id: data.id, value }, transfer ?? []);
  } catch (error) {
    const { code = "internal", message, args = {} } = /** @type {any} */ (error);
    scope.postMessage({ id: data.id, error: { code, message, args } });
  }
};
