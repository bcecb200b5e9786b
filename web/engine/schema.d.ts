// What can be set, as the engine declares it (cpp/base/fields.h). Written by tools/generate.mjs.

export type Field = {
  name: string;
  kind: "integer" | "number" | "boolean" | "choice" | "integers" | "texts";
  default?: any;
  low?: number;
  high?: number;
  choices?: string[];
};

/** The fields of each kind of something, by the kind's name. */
export type Kinds = Record<string, Field[]>;

/** Of a lesson's configuration. */
export const LAB: {
  fields: Field[];
  positional: Kinds;
  init: Kinds;
  optimizer: Kinds;
  target: string[];
  most_tokens: number;
};

/** Of a training run's. */
export const TRAINING: {
  fields: Field[];
  length: Field[];
  model: Field[];
  task: Record<string, { text: string; has_length: boolean; mask: "none" | "causal"; fields: Field[] }>;
  positional: Kinds;
  init: Kinds;
  optimizer: Kinds;
  schedule: Kinds;
};
