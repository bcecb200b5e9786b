import { Lab } from "./lab/lab.js";
import { styles } from "./lab/styles.js";
import { SCHEMA } from "./state/schema.js";

/** @typedef {import("./lab/lab.js").Assets} Assets */

/**
 * Defines <qkv-lab>. Its attributes are the fields of the state (step="scale" lang="zh"); with the attribute
 * `link` the state is kept in the address of the page as well.
 * @param {Assets} assets
 */
export function defineQkvLab(assets) {
  // On a server there is nothing to define; a second copy of the script leaves the first.
  if (!globalThis.customElements || customElements.get("qkv-lab")) return;

  class QkvLab extends HTMLElement {
    static observedAttributes = Object.keys(SCHEMA);
    #root = this.attachShadow({ mode: "open" });
    /** @type {Lab | null} */
    #lab = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #waiting;

    connectedCallback() {
      this.#root.adoptedStyleSheets = styles();
      // In a task of its own: reading the script was one already.
      this.#waiting = setTimeout(() => {
        this.#lab = new Lab(this, this.#root, assets);
      });
    }

    disconnectedCallback() {
      clearTimeout(this.#waiting);
      this.#lab?.close();
      this.#lab = null;
      this.#root.replaceChildren();
    }

    /** @param {string} name @param {string | null} _ @param {string | null} value */
    attributeChangedCallback(name, _, value) {
      this.#lab?.setAttribute(name, value);
    }
  }
  customElements.define("qkv-lab", QkvLab);
}
