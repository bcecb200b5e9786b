// The headless API: `import { createLab } from "qkv-lab"`. docs/format.md and docs/grading.md describe it.
export { cellsOf, evaluate } from "../engine/explanation.js";
export { QkvError } from "../engine/protocol.js";
export { Trace } from "../engine/trace.js";
export { compare } from "./compare.js";
export * as exercises from "./exercises.js";
export { formula } from "./formula.js";
export { grade } from "./grade.js";
export { createLab, createTraining, Lab, restoreTraining, schema } from "./lab.js";
export { configFromLink, linkFromConfig } from "./links.js";
