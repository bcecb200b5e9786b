#!/usr/bin/env bash
# The one command: builds, serves and tests QKV Lab, and installs what is missing where it can.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'TEXT'
./build.sh serve [PORT]   build what is stale and serve the page at http://localhost:8000/
./build.sh build          the engine (WebAssembly) and everything in dist/
./build.sh test [PART]    all tests, or one part: native, wasm, browser, sanitize, clang, fuzz, static
./build.sh tidy           clang-tidy over the engine (minutes; not part of test)
./build.sh format         format C++ and JavaScript; with --check only look
./build.sh bench [WHAT]   speed, measured on this machine: ROUNDS [step|forward], scaling, profile [S|M|L], kernels
./build.sh clean          remove what was built
TEXT
}

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# --- what the machine must have -------------------------------------------------------------------------

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

can_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

# install_missing PACKAGE…: with apt-get where that is possible, otherwise says what to do.
install_missing() {
  can_install || die "missing: $*
On Debian or Ubuntu: sudo apt-get install $*
Elsewhere: an emsdk on the PATH (emscripten.org), CMake >= 3.20, Ninja, a C++20 compiler, Eigen 3.4,
RapidJSON, GoogleTest, nlohmann-json, Chromium, Node >= 20."
  say "installing: $*"
  as_root apt-get update -qq || say "apt-get update failed; trying with the lists that are there"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need NAME TEST PACKAGE…: collects the packages of what TEST does not find.
MISSING=()
need() { eval "$1" >/dev/null 2>&1 || MISSING+=("${@:2}"); }
need_file() { for path in $1; do [ -e "$path" ] && return; done; MISSING+=("${@:2}"); }
install_needed() { if [ ${#MISSING[@]} -gt 0 ]; then install_missing "${MISSING[@]}"; MISSING=(); fi; }

need_engine() {
  need 'command -v cmake' cmake
  need 'command -v ninja' ninja-build
  need 'command -v node' nodejs npm
  need 'command -v npm' npm
  need 'command -v emcc' emscripten
  need_file "/usr/include/eigen3 /usr/local/include/eigen3" libeigen3-dev
  need_file "/usr/include/rapidjson /usr/local/include/rapidjson" rapidjson-dev
  # Debian's emcc looks for acorn where Debian's Node keeps it.
  case "$(command -v emcc 2>/dev/null || echo /usr/bin/emcc)" in
    /usr/bin/emcc) need_file /usr/share/nodejs/acorn node-acorn ;;
  esac
  install_needed
  [ -d /usr/share/nodejs ] && export NODE_PATH=/usr/share/nodejs
  node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' ||
    die "Node $(node --version) is too old; version 20 or later is needed"
  if [ ! -e node_modules/.installed ] || [ package-lock.json -nt node_modules/.installed ]; then
    say "npm ci"
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.installed
  fi
}

need_native() {
  need_engine
  need 'command -v c++' g++
  need_file /usr/include/gtest/gtest.h libgtest-dev
  need_file "/usr/include/nlohmann/json.hpp /usr/local/include/nlohmann/json.hpp" nlohmann-json3-dev
  install_needed
}

need_browser() {
  if [ -z "${QKV_CHROMIUM:-}" ]; then
    need 'command -v chromium || command -v chromium-browser || command -v google-chrome' chromium
    need_file "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc" fonts-noto-cjk
    install_needed
  fi
}

need_clang() {
  need 'command -v clang++' clang
  install_needed
  # The sanitizers' and the fuzzer's runtime is a package of its own.
  local runtime
  runtime=$(clang++ -print-file-name=libclang_rt.fuzzer-x86_64.a)
  need_file "$runtime $(clang++ -print-resource-dir)/lib/linux/libclang_rt.fuzzer-$(uname -m).a" \
    "libclang-rt-$(clang++ -dumpversion | cut -d. -f1)-dev"
  install_needed
}

need_formatters() {
  need_engine
  need 'command -v clang-format' clang-format
  need 'command -v clang-tidy' clang-tidy
  install_needed
  need_clang
}

# --- what can be done -----------------------------------------------------------------------------------

build_engine() {
  need_engine
  [ -e build/wasm/build.ninja ] || { say "configuring the engine"; emcmake cmake -S . -B build/wasm -G Ninja >build-wasm.log 2>&1 || { cat build-wasm.log >&2; die "CMake failed"; }; rm -f build-wasm.log; }
  cmake --build build/wasm
}

build_all() {
  build_engine
  node tools/build.mjs
}

native() { # native DIR CMAKE-OPTION…
  local dir=$1; shift
  cmake -S . -B "$dir" -G Ninja "$@" >/dev/null
  cmake --build "$dir"
  ctest --test-dir "$dir" --output-on-failure
}

test_native() { need_native; say "native tests, gcc, in float and double"; native build/native; }
test_clang() { need_native; need_clang; say "native tests, clang"; native build/clang -DCMAKE_CXX_COMPILER=clang++; }

# The float build is what ships; the double one is the same sources.
test_sanitize() {
  need_native
  say "native tests under the address and undefined-behaviour sanitizers"
  cmake -S . -B build/sanitize -G Ninja -DQKV_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug >/dev/null
  cmake --build build/sanitize --target qkv_tests
  build/sanitize/qkv_tests --gtest_brief=1
}

# The training program of both compilers, whose loss curves must be the same bits as Node's and Chromium's.
build_train() {
  need_native
  need_clang
  cmake -S . -B build/native -G Ninja >/dev/null
  cmake -S . -B build/clang -G Ninja -DCMAKE_CXX_COMPILER=clang++ >/dev/null
  cmake --build build/native --target qkv_train
  cmake --build build/clang --target qkv_train
}

# FUZZ_SECONDS=3600 ./build.sh test fuzz for a long run.
test_fuzz() {
  need_native
  need_clang
  cmake -S . -B build/fuzz -G Ninja -DQKV_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++ >/dev/null
  cmake --build build/fuzz
  local fuzzer seconds=${FUZZ_SECONDS:-30}
  for fuzzer in build/fuzz/fuzz_config build/fuzz/fuzz_safetensors; do
    say "fuzzing: $(basename "$fuzzer"), $seconds s"
    mkdir -p "$fuzzer.corpus"
    "$fuzzer" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=0 -verbosity=0 \
      -artifact_prefix="$fuzzer.corpus/" "$fuzzer.corpus"
  done
}
test_wasm() { build_all; [ -n "${QKV_TEST_PART:-}" ] || build_train; say "the page's own rules and the shipped engine under Node"; node --test tests/web/ tests/wasm/; }
test_browser() { need_browser; build_all; say "the page in Chromium"; node --test --test-concurrency=1 tests/browser/; }
test_static() {
  need_formatters
  say "formatting, types and lint"
  format --check
  node_modules/.bin/tsc -p .
}
# Its own list of commands, without precompiled headers: clang-tidy reads sources, it does not wait for a build.
tidy() {
  need_formatters
  say "clang-tidy"
  cmake -S . -B build/tidy -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
  git ls-files 'cpp/*.cpp' | grep -v bindings | xargs -P "$(nproc)" -n 4 clang-tidy -p build/tidy --quiet 2>/dev/null
}

format() {
  need_formatters
  local files
  mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.cpp' '*.h')
  if [ "${1:-}" = --check ]; then
    clang-format --dry-run --Werror "${files[@]}"
    node_modules/.bin/biome check .
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
  cmake -S . -B build/native -G Ninja >/dev/null
  cmake --build build/native --target qkv_step
  # The frameworks that it compares with are a download of their own (450 MB), which the product does not need.
  if [ ! -e tests/bench/node_modules ]; then
    say "npm ci in tests/bench"
    (cd tests/bench && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
      say "the frameworks to compare with could not be installed; the table says which are missing"
  fi
  case "${1:-}" in
    scaling) exec node tests/bench/scaling.mjs "${@:2}" ;;
    kernels)
      need_file /usr/include/benchmark/benchmark.h libbenchmark-dev
      install_needed
      cmake -S . -B build/native -G Ninja >/dev/null
      cmake --build build/native --target qkv_kernels_bench
      exec build/native/qkv_kernels_bench "${@:2}"
      ;;
    *) exec node tests/bench/bench.mjs "$@" ;;
  esac
}

run_test() {
  case "${1:-all}" in
    native | clang | sanitize | wasm | browser | fuzz | static)
      export QKV_TEST_PART=$1
      "test_$1"
      ;;
    all) test_native; test_wasm; test_browser; test_sanitize; test_fuzz; test_static ;;
    *) die "there is no test part \"$1\"; there are native, wasm, browser, sanitize, clang, fuzz and static" ;;
  esac
}

case "${1:-help}" in
  serve) build_all; exec node tools/serve.mjs "${2:-8000}" ;;
  build) build_all ;;
  test) run_test "${2:-all}"; say "all passed" ;;
  tidy) tidy ;;
  format) format "${2:-}" ;;
  bench) run_bench "${@:2}" ;;
  clean) rm -rf build dist ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
