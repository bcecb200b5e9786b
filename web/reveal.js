// `qkv-lab/reveal`: the plugin for Reveal.js; the element itself comes from `qkv-lab/element`.
import { createPlugin } from "./host/reveal.js";

export { createPlugin };
export default /** @type {ReturnType<typeof createPlugin>} */ (createPlugin());
