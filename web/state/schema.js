// Every field of the page's state, once: its default, its range and its name in links and attributes.

import { LAB } from "#schema";
import { LANGUAGES } from "../i18n/index.js";
import { STEP_IDS, WAY } from "../lessons/chapters.js";
import { declarationOf, fieldFrom } from "./declared.js";
import { readNumber } from "./numbers.js";
import { ENCODINGS, INITIALISERS, OPTIMIZERS, TRAINING_SCHEMA, TRAINING_VIEW } from "./training-schema.js";
import { VIEW_SCHEMA } from "./view-schema.js";

/**
 * @typedef {object} Field
 * @property {"integer" | "number" | "boolean" | "choice" | "text" | "cell" | "path" | "edits" | "fields"} kind
 * @property {any} fallback
 * @property {number} [low]
 * @property {number} [high]
 * @property {readonly string[]} [choices]
 * @property {Record<string, string>} [aliases] other ways to write a choice
 * @property {boolean} [engine] changing it means computing anew (and can be undone)
 */

/** @param {number} fallback @param {number} low @param {number} high @returns {Field} */
const integer = (fallback, low, high) => ({ kind: "integer", fallback, low, high });
/** @param {readonly string[]} choices @param {string} [fallback] @returns {Field} */
const choice = (choices, fallback = choices[0]) => ({ kind: "choice", choices, fallback });
/** @param {Field} field @returns {Field} */
const engine = (field) => ({ ...field, engine: true });

/** How many tokens the page can draw; the engine itself takes 512. */
export const MOST_TOKENS = 32;

/** A field of the engine's configuration. @param {string} name @param {Parameters<typeof fieldFrom>[1]} [page] */
const ofLab = (name, page) => engine(fieldFrom(declarationOf(LAB.fields, name), page));

const MOST_HEADS = 16;

/** @satisfies {Record<string, Field>} */
export const SCHEMA = {
  lang: choice(LANGUAGES),
  /** "inherit": as the page around it, or the system. */
  theme: { ...choice(["inherit", "light", "dark"]), aliases: { auto: "inherit" } },
  step: choice(WAY, STEP_IDS[0]),
  /** On the map: forward with values, or back with gradients; and of weights their change instead. */
  map_mode: choice(["forward", "back"]),
  map_change: { kind: "boolean", fallback: false },
  head: integer(0, 0, MOST_HEADS - 1),
  /** Which of its products a step shows that has several. */
  tab: integer(0, 0, 2),
  weight: choice(["W_Q", "W_K", "W_V", "W_O"]),
  cell: { kind: "cell", fallback: null },
  /** Which way round matrices are drawn: tokens as rows, or as columns as in other books. */
  convention: choice(["rows", "columns"]),
  /** Which numbers the exercises have. */
  exercise_seed: integer(1, 0, 9999),
  speed: choice(["0.5", "1", "2", "4"], "1"),
  /** What the view of many positions shows: how many, how wide, which pair of columns, shifted by how much. */
  waves_n: integer(64, 2, 512),
  waves_d: integer(64, 2, 512),
  waves_pair: integer(4, 0, 255),
  waves_shift: integer(5, 0, 100),
  /** After how many optimizer steps learned positions are shown. */
  rows_steps: integer(100, 1, 1000),

  sentence: engine({ kind: "text", fallback: "" }),
  /** As they are drawn, or as a model of this shape has learned them from small sentences. */
  weights: engine(choice(["random", "learned"])),
  d_model: ofLab("d_model", { fallback: 6, high: 32 }),
  n_heads: ofLab("n_heads", { fallback: 2, high: MOST_HEADS }),
  /** Of one head. It does not follow d_model: that it is free is one of the things to see. */
  d_k: ofLab("d_k", { fallback: 4, high: 16 }),
  d_v: ofLab("d_v", { fallback: 3, high: 16 }),
  positional: engine(choice(ENCODINGS, "sinusoidal")),
  mask: ofLab("mask"),
  /** How many tokens are real when the mask is padding. */
  length: engine(integer(3, 0, MOST_TOKENS)),
  scale: engine({ kind: "boolean", fallback: true }),
  /** Scores are divided by it once more: above 1 attention is spread, below 1 it is sharpened. */
  temperature: engine({ kind: "number", fallback: 1, low: 0.05, high: 20 }),
  /** The head that is switched off. */
  ablate: engine(choice(["none", ...Array.from({ length: MOST_HEADS }, (_, head) => String(head))])),
  init: engine(choice(INITIALISERS)),
  seed: ofLab("seed"),
  target: engine(choice(LAB.target)),
  optimizer: engine(choice(OPTIMIZERS, "adam")),
  learning_rate: engine({ kind: "number", fallback: 0.05, low: 0, high: 10 }),
  /** Optimizer steps already taken. */
  steps: ofLab("steps", { high: 10000 }),
  edits: engine({ kind: "edits", fallback: [] }),

  ...TRAINING_SCHEMA,
  ...TRAINING_VIEW,
};

/** @typedef {keyof typeof SCHEMA} Key */
/** @typedef {{path: string, row: number, col: number}} Cell */
/** @typedef {Cell & {value: number}} Edit */

/** What was wrong with a value, for the page to say in its own words. */
export class FieldError extends Error {
  /**
   * @param {string} field
   * @param {string} problem the message's name: not-integer, out-of-range, …
   * @param {Record<string, string | number>} args
   */
  constructor(field, problem, args) {
    super(`${field}: ${problem} ${JSON.stringify(args)}`);
    this.field = field;
    this.problem = problem;
    this.args = args;
  }
}

/** What a link can say: the state, and what is shown of it. @type {Record<string, Field>} */
const LINK_SCHEMA = { ...SCHEMA, ...VIEW_SCHEMA };

/** @param {string} key */
export const isField = (key) => Object.hasOwn(LINK_SCHEMA, key);

/** @param {string} key */
export const isStateField = (key) => Object.hasOwn(SCHEMA, key);

/** @param {string} key @returns {Field} */
export function fieldOf(key) {
  if (!isField(key)) throw new FieldError(key, "unknown", { known: Object.keys(LINK_SCHEMA).join(", ") });
  return LINK_SCHEMA[key];
}

/** A text no longer than an error message can bear. @param {string} text */
const shown = (text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

/** What a person may type into. */
export const EDITABLE = /^(X|block0\.attention\.(W_[QKVO]|head\d+\.attention))$/;

/** A weight set by hand in place of the computed one: a share, from 0 to 1. @param {string} path */
export const isAttentionPath = (path) => path.endsWith(".attention");

const PATH = /^[A-Za-z0-9_.#]{1,120}$/;
const CELL = /^([A-Za-z0-9_.#]+)@(\d{1,4}),(\d{1,4})$/;

/** @param {string} key @param {string} text @returns {Cell} */
function parseCell(key, text) {
  const match = CELL.exec(text);
  if (!match) throw new FieldError(key, "not-cell", { value: shown(text) });
  return { path: match[1], row: Number(match[2]), col: Number(match[3]) };
}

/** @param {string} key @param {string} text @returns {Edit[]} */
function parseEdits(key, text) {
  return text.split(";").map((part) => {
    const [cell, value, ...rest] = part.split("=");
    if (rest.length || value === undefined) throw new FieldError(key, "not-cell", { value: shown(part) });
    const at = parseCell(key, cell);
    if (!EDITABLE.test(at.path)) throw new FieldError(key, "not-editable", { value: shown(at.path) });
    const [low, high] = isAttentionPath(at.path) ? [0, 1] : [-1e6, 1e6];
    return { ...at, value: parseNumber(key, value, low, high) };
  });
}

/** What a person sets by pointing, or not at all. */
const WITHOUT_CONTROL = ["cell", "edits", "path"];
const CONTROLLED = () => Object.keys(SCHEMA).filter((key) => !WITHOUT_CONTROL.includes(fieldOf(key).kind));

/** Names of fields that can have a control, apart by spaces or commas. @param {string} key @param {string} text */
function parseFields(key, text) {
  const names = text.split(/[\s,]+/).filter(Boolean);
  const wrong = names.find((name) => !CONTROLLED().includes(name));
  if (wrong !== undefined)
    throw new FieldError(key, "not-choice", { value: shown(wrong), choices: CONTROLLED().join(", ") });
  return names;
}

/** @param {string} key @param {string} text @param {number} low @param {number} high */
export function parseNumber(key, text, low, high) {
  const value = readNumber(text);
  if (Number.isNaN(value)) throw new FieldError(key, "not-number", { value: shown(text) });
  if (!(value >= low && value <= high))
    throw new FieldError(key, "out-of-range", { value: shown(text), low, high });
  return value;
}

/**
 * Reads one field from text, as it stands in a link, an attribute or an input.
 * Throws FieldError saying what is allowed.
 * @param {string} key @param {string} text
 */
export function parseField(key, text) {
  const { kind, low = 0, high = 0, choices = [], aliases = {} } = fieldOf(key);
  switch (kind) {
    case "integer": {
      const value = parseNumber(key, text, low, high);
      if (!Number.isInteger(value))
        throw new FieldError(key, "not-integer", { value: shown(text), low, high });
      return value;
    }
    case "number":
      return parseNumber(key, text, low, high);
    case "boolean":
      if (["1", "true", "on"].includes(text)) return true;
      if (["0", "false", "off"].includes(text)) return false;
      throw new FieldError(key, "not-choice", { value: shown(text), choices: "1, 0" });
    case "choice":
      if (choices.includes(text)) return text;
      if (Object.hasOwn(aliases, text)) return aliases[text];
      throw new FieldError(key, "not-choice", { value: shown(text), choices: choices.join(", ") });
    case "cell":
      return parseCell(key, text);
    case "path":
      if (PATH.test(text)) return text;
      throw new FieldError(key, "not-path", { value: shown(text) });
    case "edits":
      // None is a text too: edits can be taken back from outside.
      return text.trim() === "" ? [] : parseEdits(key, text);
    case "fields":
      return parseFields(key, text);
    default:
      return text;
  }
}

/** The inverse of parseField. @param {string} key @param {any} value @returns {string} */
export function formatField(key, value) {
  switch (fieldOf(key).kind) {
    case "boolean":
      return value ? "1" : "0";
    case "cell":
      return `${value.path}@${value.row},${value.col}`;
    case "edits":
      return value.map((/** @type {Edit} */ e) => `${e.path}@${e.row},${e.col}=${e.value}`).join(";");
    case "fields":
      return value.join(" ");
    default:
      return String(value);
  }
}

/** The state before anybody touched it. @returns {Record<string, any>} */
export const defaults = () =>
  Object.fromEntries(Object.entries(SCHEMA).map(([key, { fallback }]) => [key, fallback]));

/** @param {string} key */
export const isEngineField = (key) => isField(key) && fieldOf(key).engine === true;

/**
 * What was wrong in a link or an attribute, as the page's state keeps it: at the field's default, said above.
 * @param {FieldError} error
 */
export const linkProblem = ({ field, problem, args }) => ({
  field,
  kind: problem,
  args: { field, ...args },
  fromLink: true,
});
