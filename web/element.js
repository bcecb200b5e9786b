import { QkvError } from "./engine/protocol.js";
import { checkAnswer } from "./host/check.js";
import { camelCase, OWN_ATTRIBUTES, PROPERTIES, readPartial } from "./host/fields.js";
import { speakTo } from "./host/frame.js";
import { joinGroup, SHARED } from "./host/group.js";
import { whenNear } from "./host/near.js";
import { readAsked } from "./lab/initial.js";
import { Lab } from "./lab/lab.js";
import { heightOf, reservedHeight } from "./lab/layout.js";
import { styles } from "./lab/styles.js";
import { defaults, FieldError, SCHEMA } from "./state/schema.js";
import { VIEW_SCHEMA } from "./state/view-schema.js";

/** @typedef {import("./lab/lab.js").Assets} Assets */
/** @typedef {{worker: string | null, wasm: string | null}} Urls  where the page says that they are */

/** @param {string} url */
const absolute = (url) => new URL(url, document.baseURI).href;

/**
 * Defines <qkv-lab>: docs/embedding.md has its attributes, properties, methods and events.
 * @param {(urls: Urls) => Assets} assetsAt
 */
export function defineQkvLab(assetsAt) {
  // On a server there is nothing to define; a second copy of the script leaves the first.
  if (!globalThis.customElements || customElements.get("qkv-lab")) return;

  class QkvLab extends HTMLElement {
    static observedAttributes = [...Object.keys(SCHEMA), ...Object.keys(VIEW_SCHEMA), "height"];
    #root = this.attachShadow({ mode: "open" });
    /** @type {Lab | null} */
    #lab = null;
    /** What a script has set before the lab is there, and what of it was wrong. @type {Record<string, any>} */
    #set = {};
    /** @type {FieldError[]} */
    #wrong = [];
    /** @type {ReturnType<typeof joinGroup> | null} */
    #group = null;
    /** @type {(() => void)[]} */
    #endings = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #leaving;
    #readiness = readiness();

    connectedCallback() {
      clearTimeout(this.#leaving);
      // Moved within the page: nothing was ended yet.
      if (this.#endings.length > 0) return this.#lab?.moved();
      this.#takeProperties();
      this.#root.adoptedStyleSheets = styles();
      this.#keepRoom();
      this.#join();
      const isOwn = this.hasAttribute("link");
      if (isOwn && window.parent !== window) this.#endings.push(speakTo(window.parent, this));
      const soon = () => {
        // In a task of its own: reading the script was one already.
        const task = setTimeout(() => this.#start());
        this.#endings.push(() => clearTimeout(task));
      };
      if (isOwn || this.getAttribute("loading") === "eager") soon();
      else this.#endings.push(whenNear(this, soon));
    }

    disconnectedCallback() {
      // Whoever moves an element takes it out and puts it in again, in one task: then all goes on.
      this.#leaving = setTimeout(() => this.#end());
    }

    /** @param {string} name @param {string | null} _ @param {string | null} value */
    attributeChangedCallback(name, _, value) {
      this.#lab?.setAttribute(name, value);
    }

    /** What the page has put here is shown until the lab is there, in the room that it will take. */
    #keepRoom() {
      const place = document.createElement("div");
      const { fields } = readAsked(this, this.#set);
      place.className = "place";
      place.append(document.createElement("slot"));
      this.#root.replaceChildren(place);
      place.style.minHeight = `${heightOf(this) ?? reservedHeight(fields, this.clientWidth)}px`;
    }

    #start() {
      const urls = { worker: this.getAttribute("worker-url"), wasm: this.getAttribute("wasm-url") };
      const assets = assetsAt({
        worker: urls.worker && absolute(urls.worker),
        wasm: urls.wasm && absolute(urls.wasm),
      });
      const shared = this.#group?.start(this.getState()) ?? {};
      const lab = new Lab(this, this.#root, assets, { ...this.#set, ...shared }, this.#wrong);
      const { resolve, reject } = this.#readiness;
      lab.whenReady.then(() => resolve(this), reject);
      this.#lab = lab;
    }

    #end() {
      for (const end of this.#endings) end();
      this.#endings = [];
      if (this.#lab) this.#readiness = this.#readiness.again();
      this.#lab?.close();
      this.#lab = null;
      this.#group = null;
      this.#set = {};
      this.#wrong = [];
      this.#root.replaceChildren();
    }

    /** Sentence, seed and edits are those of the group. */
    #join() {
      const name = this.getAttribute("group");
      if (!name) return;
      const group = joinGroup(name, readAsked(this, this.#set).fields, {
        state: () => this.getState(),
        take: (fields) => void this.#lab?.setState(fields, "group").catch(() => {}),
      });
      const share = (/** @type {Event} */ event) => {
        const { changed, state } = /** @type {CustomEvent} */ (event).detail;
        if (event.target === this && SHARED.some((key) => changed.includes(key))) group.share(state);
      };
      this.addEventListener("qkv-change", share);
      this.#endings.push(group.leave, () => this.removeEventListener("qkv-change", share));
      this.#group = group;
    }

    /** Properties that were set before the element was defined. */
    #takeProperties() {
      for (const name of [...PROPERTIES.keys(), ...OWN_ATTRIBUTES.map(camelCase)]) {
        if (!Object.hasOwn(this, name)) continue;
        const value = Reflect.get(this, name);
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, value);
      }
    }

    /** Settled when the lab can be used, or cannot; it starts when the element comes near the window. */
    get whenReady() {
      return this.#readiness.promise;
    }

    /** All fields, with typed values, by the names that links have. */
    getState() {
      return this.#lab?.state ?? { ...defaults(), ...onlyState(readAsked(this, this.#set).fields) };
    }

    /** Sets fields, in one computation. @param {Record<string, unknown>} partial */
    async setState(partial) {
      const fields = this.#checked(partial);
      if (this.#lab) await this.#lab.setState(fields, "host");
      else Object.assign(this.#set, fields);
      return this.getState();
    }

    /** A matrix of what is computed now. @param {string} path @returns {number[][]} */
    matrix(path) {
      if (!this.#lab) throw notComputed();
      return this.#lab.trace.matrix(String(path));
    }

    /** How a number came to be. @param {string} path @param {number} row @param {number} col */
    async explain(path, row, col) {
      await this.whenReady;
      if (!this.#lab) throw notComputed();
      return this.#lab.explain({ path: String(path), row, col });
    }

    /** Whether an answer to an exercise is right. @param {{id: string, seed?: number}} exercise @param {unknown} answer */
    async check(exercise, answer) {
      await this.whenReady;
      if (!this.#lab) throw notComputed();
      return checkAnswer(exercise, answer, this.#lab.compute);
    }

    /** One field, as an attribute would set it: a wrong value is answered in the element. @param {string} key @param {unknown} value */
    setField(key, value) {
      try {
        const fields = readPartial({ [key]: value });
        if (this.#lab) this.#lab.setState(fields, "host").catch(() => {});
        else Object.assign(this.#set, fields);
      } catch (error) {
        if (!(error instanceof FieldError)) throw error;
        if (this.#lab) this.#lab.report(error);
        else this.#wrong.push(error);
      }
    }

    /** @param {unknown} partial */
    #checked(partial) {
      try {
        return readPartial(partial);
      } catch (error) {
        throw error instanceof FieldError
          ? (this.#lab?.errorOf(error) ?? new RangeError(error.message))
          : error;
      }
    }
  }

  for (const [name, key] of PROPERTIES)
    if (!(name in QkvLab.prototype))
      define(
        name,
        (element) => element.getState()[key],
        (element, value) => element.setField(key, value),
      );
  for (const key of OWN_ATTRIBUTES)
    define(
      camelCase(key),
      (element) => element.getAttribute(key) ?? "",
      (element, value) => (value === null ? element.removeAttribute(key) : element.setAttribute(key, value)),
    );

  /** @param {string} name @param {(element: any) => any} get @param {(element: any, value: any) => void} set */
  function define(name, get, set) {
    Object.defineProperty(QkvLab.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return get(this);
      },
      set(value) {
        set(this, value);
      },
    });
  }

  customElements.define("qkv-lab", QkvLab);
}

/** A promise that a lab settles, which may come much later than whoever waits for it, and not be the first. */
function readiness() {
  let settled = false;
  const own = {
    promise: /** @type {Promise<any>} */ (Promise.resolve()),
    resolve: (/** @type {any} */ _) => {},
    reject: (/** @type {unknown} */ _) => {},
    /** What whoever asks from now on waits for, when the lab has gone. */
    again: () => (settled ? readiness() : own),
  };
  own.promise = new Promise((resolve, reject) => {
    own.resolve = resolve;
    own.reject = reject;
  });
  const note = () => {
    settled = true;
  };
  own.promise.then(note, note);
  return own;
}

const notComputed = () =>
  new QkvError("closed", "qkv-lab: nothing is computed yet, or no longer; wait for whenReady");

/** @param {Record<string, any>} fields */
const onlyState = (fields) => Object.fromEntries(Object.entries(fields).filter(([key]) => key in SCHEMA));
