// Serves dist/ on this machine: `node tools/serve.mjs [port]`.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
});

/**
 * A server for a folder of files.
 * @param {string} folder
 * @param {string} [prefix] a path before everything, "/" or "/some/course/"
 */
export function staticServer(folder, prefix = "/") {
  return createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const inside = path.startsWith(prefix) ? normalize(`/${path.slice(prefix.length)}`) : "/missing";
    const file = join(folder, inside.endsWith("/") ? `${inside}index.html` : inside);
    try {
      if (!(await stat(file)).isFile()) throw new Error("not a file");
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Cache-Control": "no-cache",
      });
      createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
    }
  });
}

/** Listens on this machine alone, and says where. @param {import("node:http").Server} server @param {number} port */
export function listen(server, port) {
  server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== "EADDRINUSE") throw error;
    console.error(`port ${port} is taken; choose another: ./build.sh serve PORT`);
    process.exit(1);
  });
  server.listen(port, "127.0.0.1", () =>
    console.log(`QKV Lab is at http://localhost:${port}/  (Ctrl+C stops it)`),
  );
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  listen(staticServer(new URL("../dist/", import.meta.url).pathname), Number(process.argv[2] ?? 8000));
