import assert from "node:assert/strict";
import test from "node:test";
import { readNumber } from "../../web/state/numbers.js";

for (const [text, value] of /** @type {[string, number][]} */ ([
  ["-1.5", -1.5],
  ["−1.5", -1.5],
  ["–2", -2],
  ["+.5", 0.5],
  ["2e-3", 0.002],
  ["１２．５", 12.5],
  ["－１２．５", -12.5],
  ["１２。５", 12.5],
  ["3/4", 0.75],
  ["−３／４", -0.75],
  ["½", 0.5],
  ["1½", 1.5],
  ["１½", 1.5],
  ["-2 1/4", -2.25],
  [" ⅔ ", 2 / 3],
]))
  test(`“${text}” is ${value}`, () => assert.equal(readNumber(text), value));

for (const text of ["", "abc", "1/0", "1/2/3", "--3", "1,5", "½½", "NaN", "Infinity", "0x10", "1 2"])
  test(`“${text}” is no number`, () => assert.equal(readNumber(text), Number.NaN));
