// Serves dist/ while it is worked on: `node tools/watch.mjs [port]`. What is edited in web/ or cpp/ is built, and open
// pages load again. dist/ itself knows nothing of it: the script for that is added to index.html as it is served, and
// its policy allows scripts and connections to where the page comes from.
import { spawn } from "node:child_process";
import { readdirSync, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { listen, staticServer } from "./serve.mjs";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const RELOAD = 'new EventSource("/-/builds").onmessage = () => location.reload();\n';
/** An editor writes several files, or one file several times. */
const SETTLE_MS = 100;

/** @type {Set<import("node:http").ServerResponse>} */
const pages = new Set();
const files = staticServer(at("dist/"));

const server = createServer(async (request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (path === "/-/builds") {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
    response.flushHeaders();
    pages.add(response);
    response.on("close", () => pages.delete(response));
  } else if (path === "/-/reload.js") {
    response.writeHead(200, { "Content-Type": "text/javascript" }).end(RELOAD);
  } else if (path === "/" || path === "/index.html") {
    const page = await readFile(at("dist/index.html"), "utf8").catch(() => "not built");
    response
      .writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache" })
      .end(page.replace("</head>", '<script src="/-/reload.js"></script>\n</head>'));
  } else {
    files.emit("request", request, response);
  }
});

/** @param {string} command @param {string[]} args @returns {Promise<boolean>} whether it succeeded */
const run = (command, ...args) =>
  new Promise((done) => {
    spawn(command, args, { cwd: at("."), stdio: "inherit" })
      .on("error", () => done(false))
      .on("exit", (code) => done(code === 0));
  });

/** What was edited and is not built yet. @type {Set<string>} */
const edited = new Set();
let building = false;

async function build() {
  if (building) return; // it looks again when it is done
  building = true;
  while (edited.size) {
    const engine = edited.has("cpp");
    edited.clear();
    const start = Date.now();
    const built =
      (!engine || (await run("cmake", "--build", "build/wasm"))) &&
      (await run(process.execPath, "tools/build.mjs"));
    console.log(built ? `built in ${Date.now() - start} ms` : "not built; the page stays as it was");
    if (built) for (const page of pages) page.write("data: built\n\n");
    watchFolders();
  }
  building = false;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let settled;

/** Node 18 watches no folder with all below it, so each is watched, the new ones after the next build. @type {Set<string>} */
const watched = new Set();

function watchFolders() {
  for (const top of ["web", "cpp"])
    for (const folder of [top, ...foldersIn(top)]) {
      if (watched.has(folder)) continue;
      watched.add(folder);
      const watcher = watch(at(folder), (_, name) => {
        if (name !== null && !/^\.(js|css|ftl|html|cpp|h)$/.test(extname(name))) return;
        edited.add(top);
        clearTimeout(settled);
        settled = setTimeout(build, SETTLE_MS);
      });
      watcher.on("error", () => watched.delete(folder)); // it was removed
    }
}

/** @param {string} folder @returns {string[]} */
function foldersIn(folder) {
  const inside = readdirSync(at(folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inside.flatMap(({ name }) => [`${folder}/${name}`, ...foldersIn(`${folder}/${name}`)]);
}

watchFolders();
listen(server, Number(process.argv[2] ?? 8000));
