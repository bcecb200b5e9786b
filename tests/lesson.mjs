import { engineConfig } from "../web/state/config.js";
import { defaults } from "../web/state/schema.js";

/** The configuration with which an English page opens. */
export const LESSON = engineConfig({ ...defaults(), lang: "en" });
