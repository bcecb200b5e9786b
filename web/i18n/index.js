import { FluentBundle, FluentNumber, FluentResource } from "@fluent/bundle";
import { LANGUAGES as TEXTS } from "#languages";

/** The languages that there are: one for each set of .ftl files beside this one. English, the first, fills gaps. */
export const LANGUAGES = Object.keys(TEXTS);
const [FALLBACK] = LANGUAGES;

/** @param {string} locale @param {string[]} texts */
function bundleOf(locale, texts) {
  // Isolation marks would end up in what people copy; no text here mixes directions.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  const errors = texts.flatMap((text) => bundle.addResource(new FluentResource(text)));
  if (errors.length) throw new Error(`${locale}.ftl: ${errors[0].message}`);
  return bundle;
}

/** @type {Map<string, FluentBundle>} */
const bundles = new Map();

/** Read when the language is first spoken: most people need one. @param {string} lang */
function bundle(lang) {
  const found = bundles.get(lang) ?? bundleOf(lang, TEXTS[lang]);
  bundles.set(lang, found);
  return found;
}

/** Reads a language's texts before its first word is asked for. @param {string} lang */
export const learn = (lang) => void bundle(lang);

/**
 * A whole number below 1000 looks the same in every language; to start the browser's own formatting for it would
 * take a good part of the time in which the page is there.
 */
class SmallWhole extends FluentNumber {
  toString() {
    return String(this.value);
  }
}

/** @param {string | number} arg */
const spoken = (arg) =>
  Number.isInteger(arg) && Math.abs(Number(arg)) < 1000 ? new SmallWhole(Number(arg)) : arg;

/**
 * A message in a language, or in English where a language lacks it. One that English lacks is a bug: it is shown by
 * its key, and said on the console.
 * @param {string} lang @param {string} key @param {Record<string, string | number>} [args]
 * @returns {string}
 */
export function translate(lang, key, args) {
  const message = bundle(lang).getMessage(key);
  if (!message?.value) {
    if (lang !== FALLBACK) return translate(FALLBACK, key, args);
    console.error(`i18n: no message "${key}"`);
    return key;
  }
  /** @type {Error[]} */
  const errors = [];
  const given = Object.fromEntries(Object.entries(args ?? {}).map(([name, arg]) => [name, spoken(arg)]));
  const text = bundle(lang).formatPattern(message.value, given, errors);
  for (const error of errors) console.error(`i18n: ${key} in ${lang}: ${error.message}`);
  return text;
}

/** @param {string} lang @param {string} key */
export const hasMessage = (lang, key) => bundle(lang).hasMessage(key) || bundle(FALLBACK).hasMessage(key);

/** @typedef {(key: string, args?: Record<string, string | number>) => string} Translator */
