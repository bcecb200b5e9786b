import { QkvError } from "./protocol.js";

/** A file of the engine's, wherever it lies; says why where it cannot be had. @param {string} url */
export async function fetchFile(url) {
  const file = url.split("?")[0];
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new QkvError("unreachable", `${url}: could not be fetched: no network, or no permission (CORS)`, {
      url: file,
    });
  }
  if (!response.ok) throw new QkvError("missing", `${url}: ${response.status}`, { url: file });
  return response;
}
