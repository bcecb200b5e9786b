# shellcheck shell=bash
# What the machine must have: need_… installs what is missing where that is possible, and says what to do elsewhere.

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

can_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

install_missing() { # PACKAGE…
  can_install || die "missing: $*
On Debian or Ubuntu: sudo apt-get install $*
Elsewhere: an emsdk on the PATH (emscripten.org), CMake >= 3.20, Ninja, gcc and clang with C++20, clang-format and
clang-tidy, Eigen 3.4, RapidJSON, GoogleTest, Google Benchmark, nlohmann-json, Chromium, Node >= 18."
  say "installing: $*"
  as_root apt-get update -qq || say "apt-get update failed; trying with the lists that are there"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need TEST PACKAGE…: collects the packages of what TEST does not find.
MISSING=()
need() { eval "$1" >/dev/null 2>&1 || MISSING+=("${@:2}"); }
need_file() { for path in $1; do [ -e "$path" ] && return; done; MISSING+=("${@:2}"); }
install_needed() { if [ ${#MISSING[@]} -gt 0 ]; then install_missing "${MISSING[@]}"; MISSING=(); fi; }

need_engine() {
  need 'command -v cmake' cmake
  need 'command -v ninja' ninja-build
  need 'command -v node' nodejs npm
  need 'command -v npm' npm
  need_file "/etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem /etc/pki/tls/certs/ca-bundle.crt" ca-certificates
  need 'command -v emcc' emscripten
  need_file "/usr/include/eigen3 /usr/local/include/eigen3" libeigen3-dev
  need_file "/usr/include/rapidjson /usr/local/include/rapidjson" rapidjson-dev
  # Debian's emcc looks for acorn where Debian's Node keeps it.
  case "$(command -v emcc 2>/dev/null || echo /usr/bin/emcc)" in
    /usr/bin/emcc) need_file /usr/share/nodejs/acorn node-acorn ;;
  esac
  install_needed
  [ -d /usr/share/nodejs ] && export NODE_PATH=/usr/share/nodejs
  node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' ||
    die "Node $(node --version) is too old; version 18 or later is needed"
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
  need_file "/usr/include/benchmark/benchmark.h /usr/local/include/benchmark/benchmark.h" libbenchmark-dev
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
  need_native
  need 'command -v clang++' clang
  install_needed
  # The sanitizers' and the fuzzer's runtime is a package of its own.
  local runtime
  runtime=$(clang++ -print-file-name=libclang_rt.fuzzer-x86_64.a)
  need_file "$runtime $(clang++ -print-resource-dir)/lib/linux/libclang_rt.fuzzer-$(uname -m).a" \
    "libclang-rt-$(clang++ -dumpversion | cut -d. -f1)-dev"
  install_needed
}

need_linters() {
  need_engine
  need 'command -v git' git
  need 'command -v clang-format' clang-format
  need 'command -v clang-tidy' clang-tidy
  install_needed
}
