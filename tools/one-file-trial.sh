#!/usr/bin/env bash
# Adds one of each kind of thing in a scratch copy, its one file and its words, and lets it run through engine, command
# line and page: what CONTRIBUTING.md says about "one file" stays true. Run by hand; it builds the engine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
trial=tests/one-file
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
cp "$trial/decay.cpp" "$copy/cpp/nn/positional/"
cp "$trial/constant.cpp" "$copy/cpp/nn/initialisers/"
cp "$trial/parity.cpp" "$copy/cpp/train/tasks/"
cp "$trial/rmsprop.cpp" "$copy/cpp/train/optimizers/"
cp "$trial"/trial.*.ftl "$copy/web/i18n/"
cd "$copy"
git init -q && git add -A
./build.sh build

node dist/cli.mjs trace - <<'JSON' | grep -q '"block0.attention.head0.decaying"'
{"tokens": ["a", "b", "c"], "positional": {"kind": "decay"}, "init": {"kind": "constant"},
 "target": "next_token", "optimizer": {"kind": "rmsprop"}}
JSON
node dist/cli.mjs train - <<'JSON' | tail -n 1
{"task": {"kind": "parity", "length": 4}, "model": {"d_model": 16, "positional": {"kind": "decay"}},
 "optimizer": {"kind": "rmsprop", "learning_rate": 0.01}, "steps": 200}
JSON
node --test --test-reporter=spec tests/web/*.test.mjs
node --test --test-reporter=spec "$OLDPWD/$trial/page.mjs"
