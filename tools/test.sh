# shellcheck shell=bash
# The parts of ./build.sh test. Each can be run alone; together, two lanes of them run side by side.

native_build() { configure build/native; cmake --build build/native "$@"; }
clang_build() { configure build/clang -DCMAKE_CXX_COMPILER=clang++ -DQKV_SANITIZE=ON; cmake --build build/clang "$@"; }

# The page is built once for all parts that are run together, by the part "page": a second bundle would take dist/ away
# from under the browser.
built_page() { [ -n "${QKV_PAGE_IS_BUILT:-}" ] || build_all; }

test_page() { build_all; }
test_native() { need_native; native_build; ctest --test-dir build/native --output-on-failure; }
test_float() { need_native; native_build --target qkv_tests; build/native/qkv_tests --gtest_brief=1; }
# Every target; the float engine, which is what ships, with sanitizers.
test_clang() { need_clang; clang_build; build/clang/qkv_tests --gtest_brief=1; }

# FUZZ_SECONDS=3600 ./build.sh test fuzz for a long run. The two run side by side.
test_fuzz() {
  need_clang
  clang_build --target fuzz_config fuzz_safetensors
  local fuzzer pids=()
  for fuzzer in build/clang/fuzz_config build/clang/fuzz_safetensors; do
    mkdir -p "$fuzzer.corpus"
    "$fuzzer" -max_total_time="${FUZZ_SECONDS:-30}" -rss_limit_mb=2048 -timeout=10 -print_final_stats=0 -verbosity=0 \
      -artifact_prefix="$fuzzer.corpus/" "$fuzzer.corpus" &
    pids+=($!)
  done
  for fuzzer in "${pids[@]}"; do wait "$fuzzer"; done
}

# node_tests COUNT FILE…: COUNT files at a time.
node_tests() { node --test --test-concurrency="$1" --test-reporter=spec "${@:2}"; }
test_node() { built_page; node_tests 2 tests/tools/*.test.mjs tests/web/*.test.mjs tests/wasm/*.test.mjs; }
# One at a time: another lane runs beside them, and a page has to answer in time.
test_browser() { need_browser; built_page; node_tests 1 tests/browser/*.test.mjs; }

test_static() { need_linters; format --check; node_modules/.bin/tsc -p .; }

# tidy [SINCE]: reads the sources as clang compiles them, a folder at a time; with SINCE what has changed since then.
tidy() {
  need_linters
  need_clang
  configure build/tidy -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON
  node tools/tidy-sources.mjs build/tidy "$@" | xargs -r -P "$(nproc)" -n 1 clang-tidy -p build/tidy --quiet
}

# The whole tree takes minutes (./build.sh tidy): this reads what the last commits touched.
test_tidy() { tidy "$(git rev-list --max-count=10 HEAD | tail -1)"; }

# run_part PART: by a process of its own, what it says into a file, what it took into another.
run_part() {
  local TIMEFORMAT='%R %U %S' status=0
  { time ./build.sh test "$1" >"build/log/$1" 2>&1; } 2>"build/log/$1.time" || status=$?
  [ $status = 0 ] || { sed 's/^/  /' "build/log/$1" >&2; die "$1 failed; the above is build/log/$1"; }
  awk -v part="$1" '{ printf "%-10s %6.0f s  %6.0f s of processor\n", part, $1, $2 + $3 }' "build/log/$1.time"
  touch "build/log/$1.done"
}

# run_lane "PART…": one part after the other. After ":" stands the part of another lane that must have ended first.
run_lane() {
  local part
  for part in $1; do
    if [[ $part = *:* ]]; then until [ -e "build/log/${part#*:}.done" ]; do sleep 1; done; fi
    run_part "${part%:*}"
  done
}

# side_by_side LANE LANE: the parts of a lane one after another. The first failure ends both.
side_by_side() {
  local lane pid pids=()
  set -m  # a process group each, so that a lane can be ended with all that it started
  for lane in "$@"; do run_lane "$lane" & pids+=($!); done
  set +m
  # shellcheck disable=SC2064 # these lanes, not later ones
  trap "kill -- ${pids[*]/#/-} 2>/dev/null; exit 130" INT TERM
  while [ ${#pids[@]} -gt 0 ]; do
    sleep 0.5
    for pid in "${pids[@]}"; do
      kill -0 "$pid" 2>/dev/null && continue
      wait "$pid" || { kill -- "${pids[@]/#/-}" 2>/dev/null || true; exit 1; }
      mapfile -t pids < <(printf '%s\n' "${pids[@]}" | grep -vx "$pid" || true)
    done
  done
  trap - INT TERM
}

test_all() {
  need_linters
  need_clang
  need_browser
  side_by_side "page browser static node:clang" "native clang fuzz tidy"
}

# The inner loop: minutes the first time, then what was edited.
test_quick() {
  need_linters
  need_native
  side_by_side "page node" "float static"
}

TEST_PARTS="page native float clang fuzz node browser static tidy"

run_test() {
  export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL-$(nproc)}
  case " all quick $TEST_PARTS " in
    *" $1 "*) ;;
    *) die "there is no test part \"$1\"; there are quick, ${TEST_PARTS// /, }" ;;
  esac
  # Only the whole test has built all that the determinism test compares.
  [ "$1" = all ] || export QKV_TEST_PART=${QKV_TEST_PART-$1}
  case $1 in
    all | quick)
      [ "$1" = quick ] || export QKV_TEST_PART=
      rm -rf build/log
      mkdir -p build/log
      export QKV_PAGE_IS_BUILT=1
      SECONDS=0
      "test_$1"
      printf '%-10s %6d s\n' together "$SECONDS"
      ;;
    *) "test_$1" ;;
  esac
}
