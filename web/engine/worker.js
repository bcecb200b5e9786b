// The engine's own thread: holds one session and one training run, answers every request once.
import { loadCore } from "./core.js";
import { learn } from "./learned.js";
import { QkvError } from "./protocol.js";
import { TrainingHost } from "./training-host.js";

/** @typedef {import("./protocol.js").Request} Request */

/** @type {Promise<import("./core.js").Core> | undefined} */
let core;
/** @type {import("./core.js").Session | undefined} */
let session;
/** @type {TrainingHost | undefined} */
let training;

async function engine() {
  const loaded = await core;
  if (!loaded) throw new QkvError("engine", "the engine is not loaded yet");
  return loaded;
}

/** @param {string} url */
async function fetchBytes(url) {
  const response = await fetch(url);
  if (!response.ok)
    throw new QkvError("engine", `the engine could not be fetched from ${url}: ${response.status}`);
  return response.arrayBuffer();
}

/** @param {Request} request @returns {Promise<{value: any, transfer?: Transferable[]}>} */
async function answer(request) {
  switch (request.kind) {
    case "load":
      core = Promise.resolve(request.bytes ?? fetchBytes(request.url ?? "")).then(loadCore);
      await core;
      return { value: true };
    case "open": {
      if (session) session.open(request.config);
      else session = (await engine()).open(request.config);
      const snapshot = session.snapshot();
      return { value: snapshot, transfer: [snapshot.values.buffer] };
    }
    case "explain":
      if (!session) throw new QkvError("closed", "session: nothing is open");
      return { value: session.explain(request.path, request.row, request.col) };
    case "reach":
      if (!session) throw new QkvError("closed", "session: nothing is open");
      return { value: session.reach(request.path, request.row, request.col) };
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
      session?.close();
      session = undefined;
      training?.close();
      training = undefined;
      return { value: true };
  }
}

const scope = /** @type {any} */ (globalThis);
scope.onmessage = async (/** @type {MessageEvent<Request>} */ { data }) => {
  try {
    const { value, transfer } = await answer(data);
    scope.postMessage({ id: data.id, value }, transfer ?? []);
  } catch (error) {
    const { code = "internal", message } = /** @type {any} */ (error);
    scope.postMessage({ id: data.id, error: { code, message } });
  }
};
