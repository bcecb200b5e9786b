#!/usr/bin/env bash
# The one command: builds, serves and tests QKV Lab, and installs what is missing where it can.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'TEXT'
./build.sh serve [PORT]   serve the page at http://localhost:8000/; what is edited is built and the page reloads
./build.sh build          the engine (WebAssembly) and everything in dist/
./build.sh package [LINK] build/packages/: what npm installs, and SCORM 1.2 and 2004 packages that open a link,
                          as 'step=scores&lang=zh' (the map, and the exercises of all steps)
./build.sh test           all tests; what each part took stands at its end
./build.sh test quick     the inner loop: float tests, Node tests, format, types and lint
./build.sh test PART      one of page, native, float, clang, fuzz, node, browser, static, tidy
./build.sh tidy           clang-tidy over the whole engine; the test part "tidy" reads what the last commits touched
./build.sh format         format C++ and JavaScript; with --check only look
./build.sh bench [WHAT]   speed, measured on this machine: ROUNDS [step|forward], scaling, profile [S|M|L], kernels
./build.sh clean          remove what was built
TEXT
}

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

. tools/configure.sh
. tools/install.sh
. tools/test.sh

build_engine() {
  need_engine
  CMAKE_WRAPPER=emcmake configure build/wasm
  cmake --build build/wasm
}

build_all() {
  build_engine
  node tools/types.mjs
  node tools/build.mjs
}

format() {
  need_linters
  local files
  mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.cpp' '*.h')
  if [ "${1:-}" = --check ]; then
    clang-format --dry-run --Werror "${files[@]}"
    node_modules/.bin/biome check --error-on-warnings .
  else
    clang-format -i "${files[@]}"
    node_modules/.bin/biome check --write .
  fi
}

run_bench() {
  if [ "${1:-}" = profile ]; then  # ours alone: nothing to compare with is needed
    build_all
    cmake --build build/wasm --target qkv_profile
    exec node tests/bench/profile.mjs "${@:2}"
  fi
  need_native
  build_all
  native_build --target qkv_step
  # The frameworks that it compares with are a download of their own (450 MB), which the product does not need.
  if [ ! -e tests/bench/node_modules ]; then
    say "npm ci in tests/bench"
    (cd tests/bench && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
      say "the frameworks to compare with could not be installed; the table says which are missing"
  fi
  case "${1:-}" in
    scaling) exec node tests/bench/scaling.mjs "${@:2}" ;;
    kernels)
      native_build --target qkv_kernels_bench
      exec build/native/qkv_kernels_bench "${@:2}"
      ;;
    *) exec node tests/bench/bench.mjs "$@" ;;
  esac
}

case "${1:-help}" in
  serve) build_all; exec node tools/watch.mjs "${2:-8000}" ;;
  build) build_all ;;
  package) build_all; node tools/package.mjs "${2:-}" ;;
  test) run_test "${2:-all}"; say "all passed" ;;
  tidy) tidy ;;
  format) format "${2:-}" ;;
  bench) run_bench "${@:2}" ;;
  clean) rm -rf build dist ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
