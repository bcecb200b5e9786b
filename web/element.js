import chartStyle from "uplot/dist/uPlot.min.css";
import { h } from "./components/dom.js";
import { nextTask, painted } from "./components/pauses.js";
import { EngineClient } from "./engine/client.js";
import { learn, translate } from "./i18n/index.js";
import { PANELS } from "./lab/panels.js";
import { TrainingRoom } from "./runs/room.js";
import { Actions } from "./state/actions.js";
import { runPlayer } from "./state/playing.js";
import { defaults, isEngineField, SCHEMA } from "./state/schema.js";
import { isTraining, NOTHING, stateShown } from "./state/seen.js";
import { Store } from "./state/store.js";
import { readFields, readLink, readQuery, writeLink } from "./state/url.js";
import glossaryStyle from "./styles/glossary.css";
import layoutStyle from "./styles/layout.css";
import panelStyle from "./styles/panels.css";
import stageStyle from "./styles/stage.css";
import studyStyle from "./styles/study.css";
import themeStyle from "./styles/theme.css";
import trainingStyle from "./styles/training.css";
import { createTransport } from "./training/transport.js";
import { fieldName } from "./views/controls.js";
import { createGlossary } from "./views/glossary.js";
import { createHeader } from "./views/header.js";
import { createInspector } from "./views/inspector.js";
import { createMessages } from "./views/messages.js";
import { createPlayer } from "./views/player.js";
import { createPopover } from "./views/popover.js";
import { createSettings } from "./views/settings.js";
import { commandOf } from "./views/shortcuts.js";
import { createSidebar } from "./views/sidebar.js";
import { createStage } from "./views/stage.js";

/**
 * Where the element finds the engine, and which page a shared link opens.
 * @typedef {import("./engine/worker-link.js").EngineAssets & {page: () => string}} Assets
 */

const sheets = [
  themeStyle,
  layoutStyle,
  stageStyle,
  chartStyle,
  panelStyle,
  studyStyle,
  glossaryStyle,
  trainingStyle,
];
const styles = sheets.map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

const KEYS = Object.keys(SCHEMA);

/**
 * Defines <qkv-lab>. Its attributes are the fields of the state (step="scale" lang="zh"); with the attribute
 * `link` the state is kept in the address of the page as well.
 * @param {Assets} assets
 */
export function defineQkvLab(assets) {
  class QkvLab extends HTMLElement {
    static observedAttributes = KEYS;
    #root = this.attachShadow({ mode: "open" });
    /** @type {Lab | null} */
    #lab = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #waiting;

    connectedCallback() {
      this.#root.adoptedStyleSheets = styles;
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

/** The composition root: makes store, engine and views, and ties them together for as long as the element lives. */
class Lab {
  #host;
  #root;
  #assets;
  #store;
  #actions;
  #client;
  #room;
  /** @type {(() => void)[]} */
  #endings = [];
  /** @type {{element: HTMLElement, update: (state: any) => void}[]} */
  #views = [];
  /** @type {ReturnType<typeof createStage> | null} */
  #stage = null;
  #app = h("div", { class: "app" });
  /** @type {(() => void) | undefined} */
  #showAll;
  #ready = false;
  #closed = false;
  /** What was asked for before the page was ready. @type {Map<string, string | null>} */
  #asked = new Map();

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {Assets} assets */
  constructor(host, root, assets) {
    this.#host = host;
    this.#root = root;
    this.#assets = assets;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.#store = new Store({ ...this.#initial(), reducedMotion: calm.matches });
    this.#client = new EngineClient(assets);
    this.#actions = new Actions(this.#store, this.#client);
    this.#room = new TrainingRoom(assets, this.#store, this.#actions);
    this.#listen(calm, "change", () => this.#store.set({ reducedMotion: calm.matches }));
    const dark = matchMedia("(prefers-color-scheme: dark)");
    this.#listen(dark, "change", () => this.#applyTheme(dark.matches));
    this.#endings.push(
      this.#store.subscribe((state, changed) => this.#changed(state, changed, dark.matches)),
    );
    this.#applyTheme(dark.matches);
    host.lang = this.#store.state.lang;
    if (this.#linked) this.#listen(window, "hashchange", () => this.#followAddress());
    this.#listen(this.#linked ? window : host, "keydown", (event) =>
      this.#shortcut(/** @type {KeyboardEvent} */ (event)),
    );
    this.#start();
  }

  get #linked() {
    return this.#host.hasAttribute("link");
  }

  /** Defaults, then the attributes, then the address. */
  #initial() {
    const attributes = KEYS.filter((key) => this.#host.hasAttribute(key)).map(
      (key) => /** @type {[string, string]} */ ([key, this.#host.getAttribute(key) ?? ""]),
    );
    const read = [readFields(attributes)];
    if (this.#linked) read.push(readQuery(location.search), readLink(location.hash));
    const state = { ...defaults(), ...Object.assign({}, ...read.map(({ fields }) => fields)) };
    if (!read.some(({ fields }) => "lang" in fields)) state.lang = this.#preferredLanguage();
    return {
      ...state,
      trace: null,
      explanation: null,
      seen: null,
      term: null,
      walking: false,
      playing: false,
      undo: [],
      redo: [],
      notice: null,
      problems: read.flatMap(({ problems }) => problems).map(linkProblem),
      address: this.#linked ? location.href : this.#assets.page(),
    };
  }

  #preferredLanguage() {
    return navigator.languages.find((l) => /^(en|zh)/.test(l))?.startsWith("zh") ? "zh" : "en";
  }

  #plain = (/** @type {string} */ key) => translate(this.#store.state.lang, key);

  #t = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ args = {}) => {
    const { lang } = this.#store.state;
    // Fields are named in a message as they are on the page.
    const field = args.field && args.field in SCHEMA && fieldName(String(args.field), lang, this.#plain);
    return translate(lang, key, field ? { ...args, field } : args);
  };

  /** In pieces, so that no task is long: each pause lets the browser lay out, paint and hear what comes in. */
  async #start() {
    const computed = this.#actions.start();
    // While the engine is fetched, what needs none of its numbers is drawn already: the frame, then the words.
    await nextTask();
    learn(this.#store.state.lang);
    await nextTask();
    if (this.#closed) return;
    this.#showAll ??= this.#furnish();
    await painted();
    if (!this.#store.state.trace) this.#stage?.update({ ...this.#shown(), trace: NOTHING });
    await computed;
    if (this.#closed) return;
    if (!this.#store.state.trace) return this.#startAgain();
    this.#room.follow(this.#store.state);
    await nextTask();
    for (const _ of this.#stage?.pieces(this.#shown()) ?? []) {
      await painted();
      if (this.#closed) return;
    }
    this.#showAll();
    this.#ready = true;
    for (const [key, value] of this.#asked) this.setAttribute(key, value);
    this.#host.dispatchEvent(new CustomEvent("ready"));
  }

  /** Makes the views and shows what needs no number. @returns {() => void} what shows the numbers */
  #furnish() {
    const context = {
      actions: this.#actions,
      store: this.#store,
      t: this.#t,
      compute: this.#client.compute.bind(this.#client),
      panels: PANELS,
      ownPage: this.#linked,
      room: this.#room,
    };
    const sidebar = createSidebar(context);
    const settings = createSettings({
      ...context,
      close: () => toggleSettings(),
      openGlossary() {
        toggleSettings();
        toggleGlossary();
      },
    });
    const glossary = createGlossary({ ...context, close: () => toggleGlossary() });
    const stage = createStage(context);
    const messages = createMessages(context);
    this.#stage = stage;
    const header = createHeader({
      ...context,
      toggleMenu: () => sidebar.element.classList.toggle("shown"),
      toggleSettings: () => toggleSettings(),
      toggleGlossary: () => toggleGlossary(),
    });
    const toggleSettings = () => {
      settings.element.hidden = !settings.element.hidden;
      settings.update(stateShown(this.#store.state));
      /** @type {HTMLElement | null} */ (
        settings.element.hidden
          ? header.element.querySelector(".tools .icon-button:nth-last-child(2)")
          : settings.element.querySelector("button")
      )?.focus();
    };
    const toggleGlossary = () => {
      glossary.element.hidden = !glossary.element.hidden;
      glossary.update(this.#store.state);
      if (glossary.element.hidden) header.focusGlossary();
      else glossary.element.querySelector("button")?.focus();
    };
    const inspector = createInspector(context);
    const player = createPlayer(context);
    const transport = createTransport(context);
    this.#views = [header, messages, sidebar, stage, inspector, player, transport, settings, glossary];
    const popover = createPopover(this.#app, this.#t);
    this.#endings.push(stage.stop, messages.stop, popover.stop);
    for (const view of [header, messages, sidebar, player, transport])
      view.update({ ...this.#shown(), trace: NOTHING });
    this.#app.inert = true;
    this.#app.replaceChildren(...this.#views.map(({ element }) => element), popover.element);
    this.#root.replaceChildren(this.#app);
    return () => {
      this.#endings.push(this.#room.subscribe(() => transport.update(this.#store.state)));
      this.#show();
      this.#app.inert = false;
      this.#endings.push(runPlayer(this.#store, this.#actions));
      this.#store.subscribe((_, changed) => {
        if (changed.has("step")) sidebar.element.classList.remove("shown");
      });
    };
  }

  /** What was asked for cannot be computed: say why, and show the defaults. */
  async #startAgain() {
    const { problems, lang, engineFailed } = this.#store.state;
    if (engineFailed) {
      this.#root.replaceChildren(
        h(
          "p",
          { class: "loading", role: "alert" },
          problems.map((/** @type {any} */ p) => this.#t(`problem-${p.kind}`, p.args)).join(" "),
        ),
      );
      return;
    }
    const engineDefaults = Object.entries(defaults()).filter(([key]) => isEngineField(key));
    this.#store.set({
      ...Object.fromEntries(engineDefaults),
      lang,
      engineFailed: true,
      problems: problems.map((/** @type {any} */ p) => ({ ...p, fromLink: true })),
    });
    await this.#start();
  }

  /** @param {any} state @param {Set<string>} changed @param {boolean} systemIsDark */
  #changed(state, changed, systemIsDark) {
    if (changed.has("theme")) this.#applyTheme(systemIsDark);
    if (changed.has("lang")) this.#host.lang = state.lang;
    if (!this.#ready) return;
    this.#show();
    if (changed.has("step")) this.#stage?.focusTitle();
    if (this.#linked && KEYS.some((key) => changed.has(key))) this.#writeAddress(changed.has("step"));
  }

  #show() {
    this.#room.follow(this.#store.state);
    // The runs may have had something to say about it.
    const shown = this.#shown();
    for (const view of this.#views) view.update(shown);
  }

  /** The state as the views read it, after making room for what its step shows. */
  #shown() {
    const { state } = this.#store;
    this.#app.classList.toggle("trains", isTraining(state));
    this.#app.classList.toggle("wide", state.step === "compare");
    return stateShown(state);
  }

  /** @param {boolean} systemIsDark */
  #applyTheme(systemIsDark) {
    const { theme } = this.#store.state;
    const shownTheme = theme === "auto" ? (systemIsDark ? "dark" : "light") : theme;
    this.#host.dataset.theme = shownTheme;
    this.#store.set({ shownTheme });
  }

  /** @param {boolean} asNewEntry so that the browser's Back goes a step back */
  #writeAddress(asNewEntry) {
    const address = `#${writeLink(this.#store.state)}`;
    if (location.hash === address) return;
    try {
      // A query was read at the start; from now on the fragment says it all.
      const target = location.search ? location.pathname + address : address;
      if (asNewEntry) history.pushState(null, "", target);
      else history.replaceState(null, "", target);
    } catch {
      // A frame without an address of its own (srcdoc) keeps its state to itself.
    }
  }

  #followAddress() {
    if (location.hash === `#${writeLink(this.#store.state)}`) return;
    const { fields, problems } = readLink(location.hash);
    this.#store.set({ problems: problems.map(linkProblem), playing: false });
    this.#actions.set({ ...defaults(), lang: this.#store.state.lang, ...fields });
  }

  /** @param {string} key @param {string | null} value */
  setAttribute(key, value) {
    if (!this.#ready) {
      this.#asked.set(key, value);
      return;
    }
    if (value === null) this.#actions.set({ [key]: defaults()[key] });
    else this.#actions.setText(key, value);
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    if (!this.#ready) return;
    if (event.key === "Escape" && this.#store.state.playing) this.#actions.pause();
    const command = commandOf(event);
    if (command) event.preventDefault();
    if (command === "play" && isTraining(this.#store.state)) this.#room.startOrPause();
    else if (command === "play") this.#actions.playOrPause();
    else if (command) this.#actions.moveStep(command === "back" ? -1 : 1);
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    const at = event.composedPath()[0];
    if (at instanceof HTMLInputElement && at.type === "text") return; // its own undo
    event.preventDefault();
    if (event.shiftKey) this.#actions.redo();
    else this.#actions.undo();
  }

  /** @param {EventTarget} target @param {string} type @param {(event: Event) => void} listener */
  #listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.#endings.push(() => target.removeEventListener(type, listener));
  }

  close() {
    this.#closed = true;
    for (const end of this.#endings) end();
    this.#room.close();
    this.#client.close();
  }
}

/** @param {import("./state/schema.js").FieldError} error */
const linkProblem = ({ field, problem, args }) => ({
  field,
  kind: problem,
  args: { field, ...args },
  fromLink: true,
});
