/** The texts of each language that has .ftl files here, English first. Written by tools/generate.mjs. */
export const LANGUAGES: Record<string, string[]>;
