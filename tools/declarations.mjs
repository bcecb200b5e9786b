// What <qkv-lab> takes and tells, as other people's tools read it: custom-elements.json for editors and documentation,
// element.d.ts for TypeScript. Attributes, properties and state come from the page's schema.
import { readdir, readFile } from "node:fs/promises";
import { camelCase, OWN_ATTRIBUTES } from "../web/host/fields.js";
import { translate } from "../web/i18n/index.js";
import { SCHEMA } from "../web/state/schema.js";
import { VIEW_SCHEMA } from "../web/state/view-schema.js";
import { fieldName } from "../web/views/controls.js";

/** @typedef {import("../web/state/schema.js").Field} Field */

/** What the element's own attributes mean. @type {Record<string, string>} */
const MEANINGS = {
  view: "what is shown of the lab; full when left out",
  controls: "the fields that have a control, apart by spaces; those of the step when left out",
  scene: "one of the step's scenes alone, counted from 0",
  caption: "whether a figure has its line of text",
  exercise: "the id of the one exercise that is shown",
  height: '"auto", or a length as "420px"',
  loading: "whether it starts when it comes near the window, or at once",
  group: "elements of one name share sentence, seed and edits",
  "worker-url": "where qkv-worker.js is, if not beside the script",
  "wasm-url": "where qkv.wasm is, if not beside the script",
};

/** @param {string} name @returns {string} TypeScript */
function ownType(name) {
  if (name === "loading") return '"lazy" | "eager"';
  const field = /** @type {Record<string, Field>} */ (VIEW_SCHEMA)[name];
  return field?.kind === "choice" ? typeOf(field) : "string";
}

/** @param {string} name @returns {[string, {type: string, says: string}]} */
function described(name) {
  if (!MEANINGS[name]) throw new Error(`tools/declarations.mjs: the attribute "${name}" has no words`);
  return [name, { type: ownType(name), says: MEANINGS[name] }];
}

/** @type {Record<string, {type: string, says: string}>} */
const OWN = {
  ...Object.fromEntries(OWN_ATTRIBUTES.map(described)),
  link: { type: "boolean", says: "the state is kept in the address of the page" },
};

/** @type {Record<string, {detail: string, says: string}>} */
const EVENTS = {
  "qkv-ready": { detail: "{ version: string }", says: "the lab can be used" },
  "qkv-change": {
    detail: '{ state: QkvState; changed: (keyof QkvState)[]; link: string; source: "user" | "host" }',
    says: "the state has changed, by whom",
  },
  "qkv-cell": { detail: "(QkvCell & { value: number }) | null", says: "a number was opened, or closed" },
  "qkv-exercise": {
    detail:
      "{ id: string; step: string; seed: number; response: unknown; correct: boolean; score: { raw: number; min: number; max: number; scaled: number }; attempts: number; hints: number; revealed: boolean; duration: string }",
    says: "an exercise was answered, or its answer shown",
  },
  "qkv-error": { detail: "{ code: string; message: string }", says: "what was asked for cannot be had" },
};

/** @type {{name: string, parameters: [string, string][], returns: string, says: string}[]} */
const METHODS = [
  {
    name: "getState",
    parameters: [],
    returns: "QkvState",
    says: "all fields, typed, by the names that links have",
  },
  {
    name: "setState",
    parameters: [["partial", "Partial<QkvState>"]],
    returns: "Promise<QkvState>",
    says: "sets fields in one computation",
  },
  {
    name: "matrix",
    parameters: [["path", "string"]],
    returns: "number[][]",
    says: "a matrix of what is computed now",
  },
  {
    name: "explain",
    parameters: [
      ["path", "string"],
      ["row", "number"],
      ["col", "number"],
    ],
    returns: "Promise<QkvExplanation>",
    says: "how a number came to be",
  },
  {
    name: "check",
    parameters: [
      ["exercise", "{ id: string; seed?: number }"],
      ["answer", "string | number | number[]"],
    ],
    returns: "Promise<{ answered: boolean; correct: boolean; slip: string | null }>",
    says: "whether an answer to an exercise is right",
  },
];

/** @param {Field} field @returns {string} TypeScript */
function typeOf({ kind, choices = [] }) {
  if (kind === "choice") return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (kind === "integer" || kind === "number") return "number";
  if (kind === "boolean") return "boolean";
  if (kind === "cell") return "QkvCell | null";
  return kind === "edits" ? "QkvEdit[]" : "string";
}

/** As an attribute says it: always a text, of a choice one of a few. @param {Field} field */
const attributeType = (field) =>
  field.kind === "choice"
    ? typeOf(field)
    : ["integer", "number"].includes(field.kind)
      ? "number | string"
      : "string";

/** "d_k: whole number from 1 to 16" @param {string} key @param {Field} field */
function says(key, { kind, low, high }) {
  const name = fieldName(key, "en", (message) => translate("en", message));
  const range = low === undefined ? "" : `, ${kind === "integer" ? "whole, " : ""}${low} to ${high}`;
  return `${name}${range}`;
}

const fields = /** @type {[string, Field][]} */ (Object.entries(SCHEMA));
/** HTMLElement has its own. */
const isTaken = (/** @type {string} */ name) => ["lang"].includes(name);

/** Custom properties and parts, as the styles and views use them. @param {URL} web */
async function looksOf(web) {
  const files = (await readdir(web, { recursive: true, encoding: "utf8" })).filter((file) =>
    /\.(css|js)$/.test(file),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(new URL(file, web), "utf8")));
  const all = (/** @type {RegExp} */ pattern) =>
    [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name)))].sort();
  return {
    properties: all(/(--qkv-lab-[a-z-]+)/g),
    parts: all(/\bpart(?:: |", )"([a-z-]+)"/g),
  };
}

/** @param {string} version @param {URL} web the folder */
export async function customElements(version, web) {
  const { properties, parts } = await looksOf(web);
  const attributes = [
    ...fields.map(([name, field]) => ({
      name,
      fieldName: camelCase(name),
      description: says(name, field),
      type: { text: attributeType(field) },
      ...(field.fallback === null || field.fallback === "" ? {} : { default: String(field.fallback) }),
    })),
    ...Object.entries(OWN).map(([name, { type, says: description }]) => ({
      name,
      description,
      type: { text: type },
    })),
  ];
  const members = [
    ...fields.map(([name, field]) => ({
      kind: "field",
      name: camelCase(name),
      attribute: name,
      type: { text: typeOf(field) },
    })),
    { kind: "field", name: "whenReady", readonly: true, type: { text: "Promise<QkvLabElement>" } },
    ...METHODS.map(({ name, parameters, returns, says: description }) => ({
      kind: "method",
      name,
      description,
      parameters: parameters.map(([parameter, text]) => ({ name: parameter, type: { text } })),
      return: { type: { text: returns } },
    })),
  ];
  return {
    schemaVersion: "1.0.0",
    readme: "README.md",
    modules: ["dist/qkv-lab.js", "dist/qkv-lab-inline.js"].map((path, i, [first]) => ({
      kind: "javascript-module",
      path,
      declarations:
        i > 0
          ? []
          : [
              {
                kind: "class",
                customElement: true,
                name: "QkvLab",
                tagName: "qkv-lab",
                superclass: { name: "HTMLElement" },
                description: `Transformer attention, number by number (${version}).`,
                attributes,
                members,
                events: Object.entries(EVENTS).map(([name, { detail, says: description }]) => ({
                  name,
                  description,
                  type: { text: `CustomEvent<${detail}>` },
                })),
                slots: [{ name: "", description: "shown until the lab runs, and where it cannot" }],
                cssProperties: properties.map((name) => ({ name })),
                cssParts: parts.map((name) => ({ name })),
              },
            ],
      exports: [
        {
          kind: "custom-element-definition",
          name: "qkv-lab",
          declaration: { name: "QkvLab", module: first },
        },
      ],
    })),
  };
}

/** The declarations of `qkv-lab/element`. */
export function elementTypes() {
  const line = (/** @type {string} */ name, /** @type {string} */ type, /** @type {string} */ text) =>
    `  /** ${text} */\n  ${/^\w+\??$/.test(name) ? name : name.replace(/^(.*?)(\??)$/, '"$1"$2')}: ${type};\n`;
  const own = Object.entries(OWN);
  return `// Written by tools/types.mjs from the page's schema.
import type { Explanation } from "./engine/protocol.js";

export type QkvExplanation = Explanation;
export interface QkvCell { path: string; row: number; col: number }
export interface QkvEdit extends QkvCell { value: number }

/** All fields of the lab's state, by the names that links and attributes have. */
export interface QkvState {
${fields.map(([name, field]) => line(name, typeOf(field), says(name, field))).join("")}}

export interface QkvLabEventMap {
${Object.entries(EVENTS)
  .map(([name, { detail, says: text }]) => line(name, `CustomEvent<${detail}>`, text))
  .join("")}}

/** <qkv-lab> */
export interface QkvLabElement extends HTMLElement {
${fields
  .filter(([name]) => !isTaken(name))
  .map(([name, field]) => line(camelCase(name), typeOf(field), says(name, field)))
  .join("")}${own
  .filter(([name]) => name !== "link")
  .map(([name, { says: text }]) => line(camelCase(name), "string", text))
  .join("")}  /** Settled when the lab can be used, or cannot. */
  readonly whenReady: Promise<QkvLabElement>;
${METHODS.map(
  ({ name, parameters, returns, says: text }) =>
    `  /** ${text} */\n  ${name}(${parameters.map(([parameter, type]) => `${parameter}: ${type}`).join(", ")}): ${returns};\n`,
).join("")}}

/** The attributes, for JSX: extend your framework's IntrinsicElements with { "qkv-lab": … & QkvLabAttributes }. */
export interface QkvLabAttributes {
${fields.map(([name, field]) => line(`${name}?`, attributeType(field), says(name, field))).join("")}${own
  .map(([name, { type, says: text }]) => line(`${name}?`, type, text))
  .join("")}}

/** What every element of JSX may have beside them. */
interface QkvLabJsx extends QkvLabAttributes {
  id?: string;
  class?: string;
  className?: string;
  style?: unknown;
  slot?: string;
  key?: string | number | null;
  ref?: unknown;
  children?: unknown;
}

declare global {
  interface HTMLElementTagNameMap {
    "qkv-lab": QkvLabElement;
  }
  interface HTMLElementEventMap extends QkvLabEventMap {}
  namespace JSX {
    interface IntrinsicElements {
      "qkv-lab": QkvLabJsx;
    }
  }
}
`;
}
