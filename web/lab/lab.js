import { h } from "../components/dom.js";
import { nextTask, painted } from "../components/pauses.js";
import { PageEngine } from "../engine/page-engine.js";
import { QkvError, TROUBLES } from "../engine/protocol.js";
import { LANGUAGES, learn, translate } from "../i18n/index.js";
import { TrainingRoom } from "../runs/room.js";
import { Actions } from "../state/actions.js";
import { followAddress, writeAddress } from "../state/address.js";
import { runPlayer } from "../state/playing.js";
import { FieldError, fieldOf, isField } from "../state/schema.js";
import { NOTHING, stateShown, traceShown } from "../state/seen.js";
import { Store } from "../state/store.js";
import { readFields } from "../state/url.js";
import { fieldName } from "../views/controls.js";
import { problemText } from "../views/problems.js";
import { createGrow } from "./grow.js";
import { exerciseProblems, initialState, readAsked } from "./initial.js";
import { createKeys } from "./keys.js";
import { heightOf, isBlank, layOut, reservedHeight } from "./layout.js";
import { PANELS } from "./panels.js";
import { createRegions } from "./regions.js";
import { languageAround, themeAround, watchSurroundings } from "./surroundings.js";
import { createTelling, publicState, tell } from "./telling.js";

/**
 * Where the element finds the engine, and which page a shared link opens.
 * @typedef {import("../engine/worker-link.js").EngineAssets & {page: () => string}} Assets
 */

/** @typedef {import("../state/store.js").Source} Source */

const never = () => new Promise(() => {});

/** The composition root: makes store, engine and views, and ties them together for as long as the element lives. */
export class Lab {
  #host;
  #root;
  #assets;
  #store;
  #actions;
  #client;
  #room;
  #telling;
  #surroundings;
  /** @type {(() => void)[]} */
  #endings = [];
  /** @type {import("./regions.js").Regions | null} */
  #regions = null;
  #app = h("div", { class: "app", part: "app" });
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #ready = false;
  #closed = false;
  /** The address has gone elsewhere before the page was ready. */
  #addressMoved = false;
  /** The language was chosen, and does not follow the page around. */
  #speaks;

  /**
   * @param {HTMLElement} host @param {ShadowRoot} root @param {Assets} assets
   * @param {Record<string, any>} set fields that a script set before the lab was there
   * @param {FieldError[]} wrong  what of them could not be
   */
  constructor(host, root, assets, set, wrong) {
    this.#host = host;
    this.#root = root;
    this.#assets = assets;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const asked = readAsked(host, set, wrong);
    this.#speaks = "lang" in asked.fields;
    this.#store = new Store({
      ...initialState(asked, { lang: languageAround(host, LANGUAGES) }),
      reducedMotion: calm.matches,
      home: asked.fields.step,
    });
    this.#client = PageEngine.of(assets).join();
    this.#actions = new Actions(this.#store, this.#client);
    this.#room = new TrainingRoom(assets, this.#store, this.#actions);
    this.#telling = createTelling(host, this.#t);
    this.#surroundings = watchSurroundings(host, () => this.#adapt());
    this.#endings.push(
      this.#surroundings.stop,
      this.#store.subscribe((state, changed, source) => this.#changed(state, changed, source)),
    );
    this.#adapt();
    this.#listen(calm, "change", () => this.#actions.adapt({ reducedMotion: calm.matches }));
    this.#listen(this.#dark, "change", () => this.#adapt());
    if (this.#linked) this.#listen(window, "hashchange", () => this.#follow());
    this.#keepRoom();
    // Until there are numbers stands what the page has put in their place, if it has.
    if (isBlank(host)) root.replaceChildren(this.#app);
    else root.append(this.#app);
    this.#app.classList.toggle("waiting", !isBlank(host));
    /** Settled when the lab can be used, or cannot. @type {Promise<void>} */
    this.whenReady = this.#start();
    this.whenReady.catch(() => {});
  }

  get #linked() {
    return this.#host.hasAttribute("link");
  }

  #plain = (/** @type {string} */ key) => translate(this.#store.state.lang, key);

  #t = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ args = {}) => {
    const { lang } = this.#store.state;
    // Fields are named in a message as they are on the page.
    const field =
      args.field && isField(String(args.field)) && fieldName(String(args.field), lang, this.#plain);
    return translate(lang, key, field ? { ...args, field } : args);
  };

  /** For experiments and exercises. One whose lab is gone is not answered: whoever asked is gone with it. @type {import("../engine/client.js").EngineClient["compute"]} */
  compute = (config, cell) =>
    this.#client.compute(config, cell).catch((error) => (this.#closed ? never() : Promise.reject(error)));

  /** In pieces, so that no task is long: each pause lets the browser lay out, paint and hear what comes in. */
  async #start() {
    const computed = this.#actions.start();
    // While the engine is fetched, what needs none of its numbers is drawn already: the frame, then the words.
    await nextTask();
    learn(this.#store.state.lang);
    await nextTask();
    if (this.#closed) return never();
    this.#furnish();
    await painted();
    if (!this.#store.state.trace)
      this.#regions?.stage?.update({ ...stateShown(this.#store.state), trace: NOTHING });
    await computed;
    if (!this.#store.state.trace && !this.#closed) {
      // What was asked for cannot be computed; where nothing can, there is no use in asking for less.
      const { engineFailed, problems } = this.#store.state;
      if (!engineFailed && !problems.some((/** @type {any} */ { kind }) => TROUBLES.includes(kind)))
        await this.#actions.startAgain();
      if (!this.#store.state.trace && !this.#closed) return this.#complain();
    }
    if (this.#closed) return never();
    this.#room.follow(this.#store.state);
    await nextTask();
    for (const _ of this.#regions?.stage?.pieces(stateShown(this.#store.state)) ?? []) {
      await painted();
      if (this.#closed) return never();
    }
    this.#endings.push(
      this.#room.subscribe(() => this.#regions?.transport.update(this.#store.state)),
      runPlayer(this.#store, this.#actions),
      createKeys({
        ...this.#context(),
        host: this.#host,
        isReady: () => this.#ready,
        leave: () => this.#leave(),
      }),
    );
    this.#show();
    this.#app.inert = false;
    this.#app.classList.remove("waiting");
    this.#root.replaceChildren(this.#app);
    this.#ready = true;
    this.#telling.problems(this.#store.state);
    if (this.#addressMoved) this.#follow();
    tell(this.#host, "ready", { version: QKV_VERSION });
  }

  /** @returns {import("../views/context.js").Context} */
  #context() {
    return {
      actions: this.#actions,
      store: this.#store,
      t: this.#t,
      compute: this.compute,
      panels: PANELS,
      ownPage: this.#linked,
      room: this.#room,
      pageAddress: () => (this.#linked ? location.href : this.#assets.page()).split(/[?#]/)[0],
      report: (attempt) => tell(this.#host, "exercise", attempt),
    };
  }

  /** A figure has its height from the beginning, so that nothing of the page moves. */
  #keepRoom() {
    const { state } = this.#store;
    layOut(this.#app, state, this.#host);
    const reserved = heightOf(this.#host) ?? reservedHeight(state, this.#host.clientWidth);
    if (state.view === "figure") this.#app.style.minHeight = `${reserved}px`;
  }

  /** Makes what the view shows; before there are numbers, that which needs none. */
  #furnish() {
    this.#regions?.stop();
    const grow = createGrow({
      may: () => this.#linked && !this.#store.state.reducedMotion,
      elementOf: (path) => this.#regions?.stage?.elementOf(path),
    });
    this.#regions = createRegions(this.#context(), this.#app, grow);
    layOut(this.#app, this.#store.state, this.#host);
    if (this.#ready) {
      this.#app.style.minHeight = "";
      return;
    }
    const early = { ...stateShown(this.#store.state), trace: NOTHING };
    for (const region of this.#regions.early) region.update(early);
    this.#app.inert = true;
  }

  /** Nothing can be computed: what went wrong stands alone, under what the page has put there in its place. @returns {Promise<never>} */
  #complain() {
    const { state } = this.#store;
    const text = state.problems.map((/** @type {any} */ problem) => problemText(problem, this.#t)).join(" ");
    this.#regions?.stop();
    this.#regions = null;
    this.#app.classList.remove("waiting");
    this.#app.classList.add("failed");
    this.#app.inert = false;
    this.#app.replaceChildren(h("p", { class: "loading", role: "alert" }, text));
    this.#telling.problems(state);
    return Promise.reject(new QkvError(state.problems[0]?.code ?? "engine", text));
  }

  /** @param {any} state @param {Set<string>} changed @param {Source} source */
  #changed(state, changed, source) {
    if (changed.has("theme") || changed.has("lang")) this.#adapt(changed.has("lang") && source === "user");
    if (!this.#ready) return;
    if (changed.has("view")) this.#furnish();
    if (changed.has("step")) this.#app.style.minHeight = "";
    this.#show();
    // Whom the host takes to another step stays where the host's page has put the focus.
    if (changed.has("step") && source === "user") this.#focusTitle(state);
    const own = [...changed].filter(isField);
    if (this.#linked && own.length > 0) writeAddress(state, changed.has("step") && source === "user");
    this.#telling.changed(state, changed, source);
  }

  /** @param {any} state */
  #focusTitle({ step }) {
    (step === "map" ? this.#regions?.map : this.#regions?.stage)?.focusTitle();
  }

  #show() {
    this.#room.follow(this.#store.state);
    layOut(this.#app, this.#store.state, this.#host);
    // The runs may have had something to say about the state: it is read again.
    const shown = stateShown(this.#store.state);
    for (const region of this.#regions?.all ?? []) region.update(shown);
  }

  /** Language and colours are those that were asked for, or else those of the page around. @param {boolean} [chosen] */
  #adapt(chosen = false) {
    const { theme, lang } = this.#store.state;
    this.#speaks ||= chosen;
    const around = this.#speaks ? lang : languageAround(this.#host, LANGUAGES);
    if (around !== lang) this.#set({ lang: around }, "host").catch(() => {});
    const shownTheme = theme === "inherit" ? themeAround(this.#host, this.#dark.matches) : theme;
    this.#app.dataset.theme = shownTheme;
    this.#app.lang = lang;
    // Written only where it differs: the surroundings are watched.
    if (this.#linked && document.documentElement.lang !== lang) document.documentElement.lang = lang;
    this.#actions.adapt({ shownTheme });
  }

  /** An open number lies over a small view. */
  #leave() {
    const { cell, view } = this.#store.state;
    if (!cell || view === "full") return false;
    /** @type {HTMLElement | null} */ (this.#app.querySelector("td.selected"))?.focus({
      preventScroll: true,
    });
    this.#actions.selectCell(null);
    return true;
  }

  #follow() {
    if (this.#ready) followAddress(this.#store, this.#actions);
    else this.#addressMoved = true;
  }

  /** What is asked for before the lab is ready is done then. @param {Record<string, any>} fields @param {Source} source */
  async #set(fields, source) {
    if (!this.#ready) await this.whenReady;
    return this.#actions.set(fields, source);
  }

  /**
   * An attribute has changed: a field of the state, or what is shown of it.
   * @param {string} name @param {string | null} value
   */
  setAttribute(name, value) {
    if (name === "height") return layOut(this.#app, this.#store.state, this.#host);
    if (name === "lang") this.#speaks = value !== null;
    if (name === "lang" && value === null) return this.#adapt();
    const { fields, problems } =
      value === null
        ? { fields: { [name]: fieldOf(name).fallback }, problems: [] }
        : readFields([[name, value]]);
    const all = [...problems, ...exerciseProblems({ ...this.#store.state, ...fields })];
    for (const problem of all) this.report(problem);
    if (all.length === 0) this.#set(fields, "host").catch(() => {});
  }

  /** All fields, by the names that links have. */
  get state() {
    return publicState(this.#store.state);
  }

  /** One computation; throws what was wrong. @param {Record<string, any>} fields checked @param {Source} source */
  async setState(fields, source) {
    if ("lang" in fields) this.#speaks = true;
    const wrong = await this.#set(fields, source);
    if (wrong) throw wrong instanceof FieldError ? this.errorOf(wrong) : wrong;
  }

  /** Something that came from outside was wrong. @param {FieldError} error */
  report(error) {
    this.#actions.report(error, error.field, true);
  }

  /** In words, as the page would say it. @param {FieldError} error */
  errorOf({ field, problem, args }) {
    return new QkvError(problem, this.#t(`problem-${problem}`, { field, ...args }));
  }

  /** What is computed now: of the lesson, or of the training run that is seen. */
  get trace() {
    const trace = traceShown(this.#store.state);
    if (!trace) throw new QkvError("closed", "qkv-lab: nothing is computed yet; wait for whenReady");
    return trace;
  }

  /** How a number came to be, without opening it. @param {import("../state/schema.js").Cell} cell */
  explain(cell) {
    return this.#actions.explain(cell);
  }

  /** The element stands somewhere else. */
  moved() {
    this.#surroundings.moved();
  }

  /** @param {EventTarget} target @param {string} type @param {(event: Event) => void} listener */
  #listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.#endings.push(() => target.removeEventListener(type, listener));
  }

  close() {
    this.#closed = true;
    for (const end of this.#endings) end();
    this.#regions?.stop();
    this.#room.close();
    this.#client.close();
  }
}
