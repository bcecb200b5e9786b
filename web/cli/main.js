#!/usr/bin/env node
// The command line: `qkv-lab trace CONFIG.json`, `qkv-lab explain CONFIG.json --node PATH --cell ROW,COL`.
import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { publicNumber } from "../engine/trace.js";
import { createLab, formula, grade, QkvError, schema } from "../node/index.js";
import { bench } from "./bench.js";
import { readJson } from "./files.js";
import { train } from "./train.js";
import { UsageError } from "./usage-error.js";

const HELP = `qkv-lab: transformer attention, number by number

  qkv-lab trace CONFIG.json
      Computes the configuration and prints every node with its values as JSON.
  qkv-lab explain CONFIG.json --node PATH --cell ROW,COL [--json]
      Prints how one cell came to be: its formula with names and with numbers, or with --json its
      expression tree. --cell all prints {"cells": [[tree, …], …]} for the whole node.
  qkv-lab train CONFIG.json [--out FILE]
      Trains a small model and prints one JSON object a line: {"step", "loss"}, with "accuracy" where it
      was evaluated, and last {"done", "steps", "accuracy", "test", "loss_sha256"}. --out writes the
      trained parameters as safetensors.
  qkv-lab bench --size S|M|L [--json]
      Prints the median time of one training step of a small, a middling or a larger transformer.
  qkv-lab grade RUBRIC.json ANSWERS.json
      Grades answers and prints Gradescope's results as JSON: {"score", "tests": [{"name", "score",
      "max_score", "output"}]}. What a rubric says is in docs/grading.md.
  qkv-lab schema
      Prints every field of a configuration with its kind, default and range as JSON.

CONFIG.json is described in docs/format.md; - reads standard input.
`;

/** Writes all of it, also to a pipe that takes it in parts. @param {string} text */
function print(text) {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
    }
  }
}

const readConfig = (/** @type {string | undefined} */ file) => readJson(file, "the configuration's file");

/** @param {string | undefined} text @returns {[number, number]} */
function parseCell(text) {
  const match = /^(\d+),(\d+)$/.exec(text ?? "");
  if (!match)
    throw new UsageError(
      `--cell: must be ROW,COL (counting from 0) or all, not ${JSON.stringify(text ?? "")}`,
    );
  return [Number(match[1]), Number(match[2])];
}

/** @param {string | undefined} file */
async function trace(file) {
  const lab = await createLab(readConfig(file));
  print(`${JSON.stringify(lab.trace)}\n`);
}

/** @param {string | undefined} file @param {{node?: string, cell?: string, json?: boolean}} options */
async function explain(file, { node, cell, json }) {
  if (!node) throw new UsageError("--node: give the path of a node, as block0.attention.head0.scores");
  if (!cell) throw new UsageError("--cell: give ROW,COL (counting from 0) or all");
  const only = cell === "all" ? null : parseCell(cell);
  const lab = await createLab(readConfig(file));
  if (only) {
    const tree = lab.explain(node, ...only);
    if (json) return print(`${JSON.stringify(tree)}\n`);
    const value = String(publicNumber(lab.trace.value(node, ...only)));
    return print(
      `${node}[${only.join(", ")}] = ${value}\n  = ${formula(tree)}\n  = ${formula(tree, { numbers: true })}\n`,
    );
  }
  const [rows, cols] = lab.trace.node(node).shape;
  print('{"cells":[');
  for (let row = 0; row < rows; row++) {
    const trees = Array.from({ length: cols }, (_, col) => JSON.stringify(lab.explain(node, row, col)));
    print(`${row ? "," : ""}[${trees.join(",")}]`);
  }
  print("]}\n");
}

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      node: { type: "string" },
      cell: { type: "string" },
      json: { type: "boolean" },
      out: { type: "string" },
      size: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const [command, file, ...others] = positionals;
  if (values.help || !command) return print(HELP);
  const [answers, ...rest] = command === "grade" ? others : [undefined, ...others];
  if (rest.length)
    throw new UsageError(
      `${command === "grade" ? "one rubric and one file of answers" : "one configuration"} at a time; what is ${JSON.stringify(rest[0])}?`,
    );
  if (command === "trace") return trace(file);
  if (command === "explain") return explain(file, values);
  if (command === "schema") {
    return print(`${JSON.stringify(await schema(), null, 2)}\n`);
  }
  if (command === "grade") {
    if (file === "-" && answers === "-") throw new UsageError("only one of the two can be standard input");
    const results = await grade(readJson(file, "the rubric's file"), readJson(answers, "the answers' file"));
    return print(`${JSON.stringify(results, null, 2)}\n`);
  }
  if (command === "train") return train(readConfig(file), values.out, print);
  if (command === "bench") {
    if (file) throw new UsageError("bench takes no configuration; give --size S, M or L");
    return bench(values.size, values.json ?? false, print);
  }
  throw new UsageError(
    `there is no command ${JSON.stringify(command)}; there are trace, explain, train, grade, bench and schema`,
  );
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof UsageError || error instanceof QkvError;
  const fromParser = String(/** @type {NodeJS.ErrnoException} */ (error).code).startsWith("ERR_PARSE_ARGS");
  if (!usage && !fromParser) throw error;
  process.stderr.write(`qkv-lab: ${/** @type {Error} */ (error).message.split("\n")[0]}\n`);
  process.exitCode = 2;
}
