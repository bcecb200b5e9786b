import { h } from "../components/dom.js";
import { nextTask, painted } from "../components/pauses.js";
import { EngineClient } from "../engine/client.js";
import { LANGUAGES, learn, translate } from "../i18n/index.js";
import { TrainingRoom } from "../runs/room.js";
import { Actions } from "../state/actions.js";
import { followAddress, readAddress, writeAddress } from "../state/address.js";
import { runPlayer } from "../state/playing.js";
import { defaults, linkProblem, SCHEMA } from "../state/schema.js";
import { isTraining, NOTHING, stateShown } from "../state/seen.js";
import { Store } from "../state/store.js";
import { opened, readFields } from "../state/url.js";
import { createTransport } from "../training/transport.js";
import { fieldName } from "../views/controls.js";
import { createGlossary } from "../views/glossary.js";
import { createHeader } from "../views/header.js";
import { createInspector } from "../views/inspector.js";
import { createMessages } from "../views/messages.js";
import { createMiniMap } from "../views/mini-map.js";
import { createPlayer } from "../views/player.js";
import { createPopover } from "../views/popover.js";
import { problemText } from "../views/problems.js";
import { createSettings } from "../views/settings.js";
import { commandOf } from "../views/shortcuts.js";
import { createSidebar } from "../views/sidebar.js";
import { createStage } from "../views/stage.js";
import { createMapPage } from "./map.js";
import { PANELS } from "./panels.js";

/**
 * Where the element finds the engine, and which page a shared link opens.
 * @typedef {import("../engine/worker-link.js").EngineAssets & {page: () => string}} Assets
 */

const KEYS = Object.keys(SCHEMA);

/** The word of the map that is lit before anybody has pointed at one: seen at once is what the map is for. */
const FIRST_LIT = 2;

/** What a host's language settings ask for, of the languages that there are. */
const preferredLanguage = () =>
  navigator.languages.map((tag) => tag.split("-")[0]).find((lang) => LANGUAGES.includes(lang)) ??
  LANGUAGES[0];

/** The composition root: makes store, engine and views, and ties them together for as long as the element lives. */
export class Lab {
  #host;
  #root;
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
  /** @type {ReturnType<typeof createMapPage> | null} */
  #map = null;
  #app = h("div", { class: "app" });
  /** @type {(() => void) | undefined} */
  #showAll;
  #ready = false;
  #closed = false;
  /** What was asked for before the page was ready: attributes, and whether the address has gone elsewhere. @type {Map<string, string | null>} */
  #asked = new Map();
  #addressMoved = false;

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {Assets} assets */
  constructor(host, root, assets) {
    this.#host = host;
    this.#root = root;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.#store = new Store({ ...this.#initial(assets), reducedMotion: calm.matches });
    this.#client = new EngineClient(assets);
    this.#actions = new Actions(this.#store, this.#client);
    this.#room = new TrainingRoom(assets, this.#store, this.#actions);
    this.#listen(calm, "change", () => this.#actions.adapt({ reducedMotion: calm.matches }));
    const dark = matchMedia("(prefers-color-scheme: dark)");
    this.#listen(dark, "change", () => this.#applyTheme(dark.matches));
    this.#endings.push(
      this.#store.subscribe((state, changed) => this.#changed(state, changed, dark.matches)),
    );
    this.#applyTheme(dark.matches);
    host.lang = this.#store.state.lang;
    if (this.#linked)
      this.#listen(window, "hashchange", () => {
        if (this.#ready) followAddress(this.#store, this.#actions);
        else this.#addressMoved = true;
      });
    this.#listen(this.#linked ? window : host, "keydown", (event) =>
      this.#shortcut(/** @type {KeyboardEvent} */ (event)),
    );
    this.#start();
  }

  get #linked() {
    return this.#host.hasAttribute("link");
  }

  /** Defaults, then the attributes, then the address. @param {Assets} assets */
  #initial(assets) {
    const attributes = KEYS.filter((key) => this.#host.hasAttribute(key)).map(
      (key) => /** @type {[string, string]} */ ([key, this.#host.getAttribute(key) ?? ""]),
    );
    const read = [readFields(attributes), ...(this.#linked ? readAddress() : [])];
    const problems = read.flatMap((each) => each.problems);
    const fields = Object.assign({}, ...read.map((each) => each.fields));
    return {
      ...defaults(),
      lang: preferredLanguage(),
      ...(problems.length ? fields : opened(fields)),
      trace: null,
      explanation: null,
      reach: null,
      seen: null,
      term: null,
      walking: false,
      playing: false,
      undo: [],
      redo: [],
      notice: null,
      problems: problems.map(linkProblem),
      map_token: FIRST_LIT,
      address: this.#linked ? location.href : assets.page(),
    };
  }

  #plain = (/** @type {string} */ key) => translate(this.#store.state.lang, key);

  #t = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ args = {}) => {
    const { lang } = this.#store.state;
    // Fields are named in a message as they are on the page.
    const field =
      args.field && KEYS.includes(String(args.field)) && fieldName(String(args.field), lang, this.#plain);
    return translate(lang, key, field ? { ...args, field } : args);
  };

  /** For experiments and exercises. One whose lab is gone is not answered: whoever asked is gone with it. @type {EngineClient["compute"]} */
  #compute = (config, cell) =>
    this.#client.compute(config, cell).catch((error) => {
      if (this.#closed) return new Promise(() => {});
      throw error;
    });

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
    if (!this.#store.state.trace) this.#stage?.update({ ...stateShown(this.#store.state), trace: NOTHING });
    await computed;
    if (!this.#store.state.trace && !this.#closed) {
      // What was asked for cannot be computed.
      if (this.#store.state.engineFailed) return this.#complain();
      await this.#actions.startAgain();
      if (!this.#store.state.trace && !this.#closed) return this.#complain();
    }
    if (this.#closed) return;
    this.#room.follow(this.#store.state);
    await nextTask();
    for (const _ of this.#stage?.pieces(stateShown(this.#store.state)) ?? []) {
      await painted();
      if (this.#closed) return;
    }
    this.#showAll();
    this.#ready = true;
    for (const [key, value] of this.#asked) this.setAttribute(key, value);
    if (this.#addressMoved) followAddress(this.#store, this.#actions);
    this.#host.dispatchEvent(new CustomEvent("ready"));
  }

  /** Makes the views and shows what needs no number. @returns {() => void} what shows the numbers */
  #furnish() {
    const context = {
      actions: this.#actions,
      store: this.#store,
      t: this.#t,
      compute: this.#compute,
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
      toggleMenu: sidebar.toggle,
      toggleSettings: () => toggleSettings(),
      toggleGlossary: () => toggleGlossary(),
    });
    /** @param {typeof settings | typeof glossary} dialog @param {() => void} giveBack where the focus goes then */
    const toggle = ({ element, update }, giveBack) => {
      element.hidden = !element.hidden;
      update(stateShown(this.#store.state));
      if (element.hidden) giveBack();
      else element.querySelector("button")?.focus();
    };
    const toggleSettings = () => toggle(settings, header.focusSettings);
    const toggleGlossary = () => toggle(glossary, header.focusGlossary);
    const map = createMapPage(context, this.#grow);
    const mini = createMiniMap(context, {
      onOpen: map.open,
      onMap: () => void this.#actions.goToStep("map"),
    });
    const inspector = createInspector(context, mini);
    const player = createPlayer(context);
    const transport = createTransport(context);
    this.#views = [header, messages, sidebar, map, stage, inspector, player, transport, settings, glossary];
    const popover = createPopover(this.#app, this.#t);
    this.#map = map;
    this.#endings.push(map.stop, stage.stop, messages.stop, popover.stop);
    this.#makeRoom();
    for (const view of [header, messages, sidebar, map, player, transport])
      view.update({ ...stateShown(this.#store.state), trace: NOTHING });
    this.#app.inert = true;
    this.#app.replaceChildren(...this.#views.map(({ element }) => element), popover.element);
    this.#root.replaceChildren(this.#app);
    return () => {
      this.#endings.push(this.#room.subscribe(() => transport.update(this.#store.state)));
      this.#show();
      this.#app.inert = false;
      this.#endings.push(runPlayer(this.#store, this.#actions));
    };
  }

  /** Nothing can be computed: what went wrong stands alone. */
  #complain() {
    const { problems } = this.#store.state;
    const text = problems.map((/** @type {any} */ problem) => problemText(problem, this.#t)).join(" ");
    this.#root.replaceChildren(h("p", { class: "loading", role: "alert" }, text));
  }

  /** @param {any} state @param {Set<string>} changed @param {boolean} systemIsDark */
  #changed(state, changed, systemIsDark) {
    if (changed.has("theme")) this.#applyTheme(systemIsDark);
    if (changed.has("lang")) this.#host.lang = state.lang;
    if (!this.#ready) return;
    this.#show();
    if (changed.has("step")) (state.step === "map" ? this.#map : this.#stage)?.focusTitle();
    if (this.#linked && KEYS.some((key) => changed.has(key))) writeAddress(state, changed.has("step"));
  }

  #show() {
    this.#room.follow(this.#store.state);
    this.#makeRoom();
    // The runs may have had something to say about the state: it is read again.
    const shown = stateShown(this.#store.state);
    for (const view of this.#views) view.update(shown);
  }

  /**
   * From a matrix of the map into its step: the one grows into the other, where the browser can show it and motion is
   * welcome. In somebody else's page nothing of theirs may move.
   * @param {HTMLElement | null} from @param {string} path @param {() => Promise<void>} go
   */
  #grow = (from, path, go) => {
    const { reducedMotion } = this.#store.state;
    if (!from || reducedMotion || !this.#linked || !document.startViewTransition) return void go();
    from.style.viewTransitionName = "matrix";
    /** @type {HTMLElement | null | undefined} */
    let to;
    const transition = document.startViewTransition(async () => {
      await go();
      from.style.viewTransitionName = "";
      to = this.#stage?.elementOf(path);
      if (to) to.style.viewTransitionName = "matrix";
    });
    // Left before it has begun, by another click say, the movement is skipped; the step is there all the same.
    transition.ready.catch(() => {});
    transition.finished.finally(() => {
      from.style.viewTransitionName = "";
      if (to) to.style.viewTransitionName = "";
    });
  };

  /** The page is laid out for what its step shows. */
  #makeRoom() {
    const { state } = this.#store;
    this.#app.classList.toggle("trains", isTraining(state));
    this.#app.classList.toggle("wide", state.step === "compare");
    this.#app.classList.toggle("maps", state.step === "map");
  }

  /** @param {boolean} systemIsDark */
  #applyTheme(systemIsDark) {
    const { theme } = this.#store.state;
    const shownTheme = theme === "auto" ? (systemIsDark ? "dark" : "light") : theme;
    this.#host.dataset.theme = shownTheme;
    this.#actions.adapt({ shownTheme });
  }

  /** @param {string} key @param {string | null} value */
  setAttribute(key, value) {
    if (!this.#ready) {
      this.#asked.set(key, value);
      return;
    }
    if (value === null) this.#actions.set({ [key]: defaults()[key] });
    else this.#actions.setText(key, value, true);
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    if (!this.#ready) return;
    if (event.key === "Escape" && this.#store.state.playing) this.#actions.pause();
    const command = commandOf(event);
    if (command) event.preventDefault();
    if (command === "undo") this.#actions.undo();
    else if (command === "redo") this.#actions.redo();
    else if (command === "play" && isTraining(this.#store.state)) this.#room.startOrPause();
    else if (command === "play") this.#actions.playOrPause();
    else if (command) this.#actions.moveStep(command === "back" ? -1 : 1);
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
