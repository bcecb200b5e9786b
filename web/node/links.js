// A student's link as a configuration, and a configuration as a link.
import { QkvError } from "../engine/protocol.js";
import { translate } from "../i18n/index.js";
import { attentionOverrides, engineConfig } from "../state/config.js";
import { fieldsOf, firstLost } from "../state/from-config.js";
import { defaults, FieldError, parseField } from "../state/schema.js";
import { readLink, readQuery, writeLink } from "../state/url.js";
import { compare } from "./compare.js";
import { createLab } from "./lab.js";
import { shown } from "./matrices.js";

/**
 * What is wrong with a field, in a sentence that begins with its name.
 * @template T @param {() => T} work @param {string} code @returns {T}
 */
function saying(code, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw problemOf(code, error);
  }
}

/** @param {string} code @param {FieldError} error */
function problemOf(code, { field, problem, args }) {
  const text = translate("en", `problem-${problem}`, { field, ...args });
  return new QkvError(code, text.startsWith(field) ? text : `${field}: ${text}`);
}

/**
 * The page's state that a link opens. As on the page, a query may hold what is not ours, and a fragment overrules it.
 * @param {string} link a whole address, or what follows its # or ?
 * @returns {Record<string, any>}
 */
export function stateFromLink(link) {
  if (typeof link !== "string") throw new QkvError("link", `link: must be a text, not ${shown(link)}`);
  const [, query = "", fragment = ""] = /^[^?#]*(\?[^#]*)?(#.*)?$/s.exec(link) ?? [];
  const read = /^\w+=/.test(link) ? [readLink(link)] : [readQuery(query), readLink(fragment)];
  const [problem] = read.flatMap(({ problems }) => problems);
  if (problem) throw problemOf("link", problem);
  return Object.assign(defaults(), ...read.map(({ fields }) => fields));
}

/**
 * The configuration that the page computes for a link, for createLab or for the command line.
 * @param {string} link a whole address, or what follows its #; throws QkvError naming the field that is wrong
 * @returns {Promise<Record<string, any>>}
 */
export async function configFromLink(link) {
  return configFromState(stateFromLink(link), "link");
}

/** @param {Record<string, any>} state @param {string} code */
async function configFromState(state, code) {
  const config = saying(code, () => engineConfig(state));
  // Weights of attention that were typed over stand in a row with computed ones.
  if (!state.edits.some((/** @type {{path: string}} */ { path }) => path.endsWith(".attention")))
    return config;
  const lab = await createLab(config);
  const override = attentionOverrides(state, lab.trace);
  lab.close();
  return override ? { ...config, override } : config;
}

/**
 * The link that opens a configuration on the page, to be put behind the page's address. Given matrices become edits.
 * @param {object} config throws QkvError for what is wrong, and for what the page has no field for
 * @param {{step?: string, lang?: string}} [view] the step that it opens (tokens), and the language
 * @returns {Promise<string>} "#step=tokens&…"
 */
export async function linkFromConfig(config, view = {}) {
  const lab = await createLab(config);
  const { trace } = lab;
  lab.close();
  const state = saying("config", () => ({
    ...defaults(),
    ...Object.fromEntries(Object.entries(view).map(([key, value]) => [key, parseField(key, String(value))])),
    ...fieldsOf(trace.config),
  }));
  const linked = await createLab(await configFromState(state, "config"));
  const there = linked.trace;
  linked.close();
  const lost = firstLost(trace.config, there.config);
  if (lost)
    throw new QkvError(
      "config",
      `${lost.field}: a link can only say ${shown(lost.linked)} here, not ${shown(lost.wanted)}`,
    );
  const [difference] = compare(trace, there);
  if (difference)
    throw new QkvError("config", `a link cannot say all of it: ${difference.path} would have other numbers`);
  return `#${writeLink(state)}`;
}
