import { QkvError, TROUBLES } from "../engine/protocol.js";
import { WAY } from "../lessons/chapters.js";
import { canWalk, mainPath } from "../lessons/paths.js";
import { attentionOverrides, engineConfig, sentenceOf } from "./config.js";
import { learnedFor } from "./learned.js";
import { Queue } from "./queue.js";
import { defaults, FieldError, formatField, isEngineField, parseField, parseNumber } from "./schema.js";
import { isTraining, traceShown } from "./seen.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Source} Source */
/** @typedef {import("./schema.js").Cell} Cell */
/** @typedef {import("../engine/client.js").EngineClient} EngineClient */
/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {Record<string, any>} State */
/** @typedef {Record<string, any>} Changes */

const MOST_UNDO = 200;
const MOST_STEPS = 10000;

/** No number is open. */
const CLOSED = { cell: null, explanation: null, reach: null };
/** The player stands still. */
const STILL = { term: null, walking: false, playing: false };

/** What belongs to the computation or to the open number, and so changes only in a transaction. @param {string} key */
const belongsTogether = (key) => isEngineField(key) || ["step", "cell", "lang"].includes(key);

/** @param {Trace} trace @param {Cell | null} cell */
const exists = (trace, cell) =>
  cell !== null &&
  trace.has(cell.path) &&
  cell.row < trace.node(cell.path).shape[0] &&
  cell.col < trace.node(cell.path).shape[1];

/** @param {Cell[]} edits @param {string} path @param {number} row */
const withoutRow = (edits, path, row) => edits.filter((edit) => edit.path !== path || edit.row !== row);

/** @param {Cell | null} a @param {Cell | null} b */
const isSameCell = (a, b) => a?.path === b?.path && a?.row === b?.row && a?.col === b?.col;

/**
 * The only writers of the store. What belongs together changes together, in a transaction: a configuration with its
 * trace, an open number with its explanation. Transactions wait for each other; each reads the state when its turn
 * comes, and one that is refused leaves the last good state.
 */
export class Actions {
  #store;
  #client;
  #queue = new Queue();

  /** @param {Store} store @param {EngineClient} client */
  constructor(store, client) {
    this.#store = store;
    this.#client = client;
  }

  /** Computes the state as it is for the first time. */
  start() {
    return this.#queue.add(() => this.#take({}));
  }

  /** After a state that cannot be computed: the defaults, with what was wrong said. */
  startAgain() {
    const { problems } = this.#store.state;
    this.#store.set({
      ...engineFields(defaults()),
      engineFailed: true,
      problems: problems.map((/** @type {any} */ p) => ({ ...p, fromLink: true })),
    });
    return this.start();
  }

  /**
   * Sets a field from what a person typed or chose. Says in `problems` what was wrong.
   * @param {string} key @param {string} text
   */
  setText(key, text) {
    try {
      return this.set({ [key]: parseField(key, text) });
    } catch (error) {
      this.report(error, key);
      return Promise.resolve();
    }
  }

  /**
   * Changes fields of the state: those of the computation in a transaction that can be undone.
   * @param {Changes} changes
   * @param {Source} [source] what does not come from the page has no control beside which an answer could stand
   * @returns {Promise<unknown>} what was wrong, if anything; it is also said on the page
   */
  async set(changes, source = "user") {
    if (Object.keys(changes).some(belongsTogether))
      return this.#queue.add(() => this.#take(changes, { remember: true, source }));
    this.#store.set(changes, source);
    this.#clearProblems(Object.keys(changes));
  }

  /** All that a link says, in one transaction. @param {Changes} fields @param {any[]} problems */
  follow(fields, problems) {
    const { lang } = this.#store.state;
    return this.#queue.add(() => {
      this.#store.set({ problems });
      return this.#take({ ...defaults(), lang, ...fields }, { remember: true, along: STILL, fromLink: true });
    });
  }

  /** @param {string} id */
  async goToStep(id) {
    if (WAY.includes(id)) await this.set({ step: id, cell: null });
  }

  /** @param {number} by */
  moveStep(by) {
    return this.#queue.add(() => {
      const index = WAY.indexOf(this.#store.state.step) + by;
      return this.#take({ step: WAY[Math.max(0, Math.min(WAY.length - 1, index))] });
    });
  }

  /**
   * Opens a cell: its explanation, its sources, what becomes of it. Of several in a row the newest counts.
   * @param {Cell | null} cell
   * @param {Changes} [along] set in the same breath, as the player's progress is
   */
  selectCell(cell, along = STILL) {
    return this.#queue.add(async () => {
      const { state } = this.#store;
      try {
        if (cell !== null && isSameCell(cell, state.cell) && state.explanation) this.#store.set(along);
        else if (cell !== null && isTraining(state) && state.seen)
          this.#store.set({ ...(await this.#openSeen(cell, state.seen)), ...along });
        else this.#store.set({ ...(await this.#open({ ...state, cell }, traceShown(state))), ...along });
      } catch (error) {
        this.report(error);
      }
    }, "select");
  }

  /** How a number of what is seen came to be, without opening it. @param {Cell} cell */
  async explain(cell) {
    return this.#queue.add(async () => {
      const { state } = this.#store;
      const trace = traceShown(state);
      if (!exists(trace, cell)) throw new QkvError("path", `no number ${formatField("cell", cell)}`);
      const opened = isTraining(state) ? state.seen.explain(cell) : this.#client.explain(trace, cell);
      return (await opened).explanation;
    });
  }

  /**
   * Brings another moment of a training run on screen; the open cell is explained anew.
   * @param {import("./seen.js").Seen | null} seen
   */
  see(seen) {
    return this.#queue.add(async () => {
      const { state } = this.#store;
      try {
        if (!isTraining(state) || !seen) this.#store.set({ seen });
        else this.#store.set({ seen, ...(await this.#open({ ...state, seen }, seen.trace)) });
      } catch (error) {
        this.report(error, "training");
      }
    }, "see");
  }

  /** Types a number over a cell of X or of a weight. @param {Cell} cell @param {string} text */
  editCell({ path, row, col }, text) {
    const { seen } = this.#store.state;
    if (isTraining(this.#store.state)) return seen && this.#editSeen({ path, row, col }, text, seen);
    try {
      const [edit] = /** @type {any[]} */ (parseField("edits", `${path}@${row},${col}=${text.trim()}`));
      return this.#changeEdits((edits) => [...edits.filter((each) => !isSameCell(each, edit)), edit], "cell");
    } catch (error) {
      this.report(error, "cell");
      return Promise.resolve();
    }
  }

  /** @param {Cell} cell @param {string} text @param {import("./seen.js").Seen} seen */
  async #editSeen(cell, text, seen) {
    try {
      await seen.edit(cell, parseNumber("cell", text, -1e6, 1e6));
      this.#clearProblems(["cell"]);
    } catch (error) {
      this.report(error, "cell");
    }
  }

  /**
   * Types over a whole row, as an arc that is pulled does.
   * @param {{path: string, row: number}} at @param {number[]} values
   * @param {boolean} begins what follows without it is undone together with it, and only the newest of it counts
   */
  setRow({ path, row }, values, begins) {
    const typed = values.map((value, col) => ({ path, row, col, value }));
    const take = () =>
      this.#take(
        { edits: [...withoutRow(this.#store.state.edits, path, row), ...typed] },
        { remember: begins },
      );
    return this.#queue.add(take, begins ? undefined : "row");
  }

  /** Back to what is computed. @param {{path: string, row: number}} at */
  resetRow({ path, row }) {
    return this.#changeEdits((edits) => withoutRow(edits, path, row));
  }

  /** Back to what the seed gave. @param {Cell} cell */
  resetCell(cell) {
    return this.#changeEdits((edits) => edits.filter((edit) => !isSameCell(edit, cell)));
  }

  resetEdits() {
    return this.#changeEdits(() => []);
  }

  /** @param {(edits: Cell[]) => Cell[]} change @param {string} [at] the field whose message is then answered */
  #changeEdits(change, at = "cell") {
    return this.#queue.add(async () => {
      await this.#take({ edits: change(this.#store.state.edits) }, { remember: true });
      this.#clearProblems([at]);
    });
  }

  /** One more step of the optimizer. */
  takeStep() {
    return this.#queue.add(() =>
      this.#take({ steps: Math.min(MOST_STEPS, this.#store.state.steps + 1) }, { remember: true }),
    );
  }

  undo() {
    return this.#travel("undo", "redo");
  }

  redo() {
    return this.#travel("redo", "undo");
  }

  /** @param {"undo" | "redo"} from @param {"undo" | "redo"} to */
  #travel(from, to) {
    return this.#queue.add(async () => {
      const { state } = this.#store;
      const wanted = state[from].at(-1);
      const along = { [from]: state[from].slice(0, -1), [to]: [...state[to], engineFields(state)] };
      if (wanted) await this.#take(wanted, { along });
    });
  }

  playOrPause() {
    return this.#store.state.playing ? this.pause() : this.play();
  }

  /** The player starts at the open cell, or at the first one of the step; from the last one it begins anew. */
  async play() {
    const { state } = this.#store;
    if (isTraining(state) || !canWalk(state, state.trace)) return;
    const path = mainPath(state, state.trace);
    const [rows, cols] = state.trace.node(path).shape;
    const { cell } = state;
    const last = cell?.row === rows - 1 && cell.col === cols - 1;
    const begin = { playing: true, walking: true, term: state.reducedMotion ? null : 0 };
    await this.selectCell(cell?.path !== path || last ? { path, row: 0, col: 0 } : cell, begin);
  }

  pause() {
    this.#store.set({ playing: false });
  }

  /** The player is at this product of the open cell; null where it shows the cell as a whole. @param {number | null} term */
  showTerm(term) {
    this.#store.set({ term });
  }

  /**
   * What changes from moment to moment and stands in no link: less motion, a dark theme, the word that is lit.
   * @param {{reducedMotion?: boolean, shownTheme?: string, map_token?: number | null}} wishes
   */
  adapt(wishes) {
    this.#store.set(wishes);
  }

  /** @param {string} kind of message @param {Record<string, any>} [args] */
  announce(kind, args = {}) {
    this.#store.set({ notice: { kind, args, at: Date.now() } });
  }

  dismissNotice() {
    this.#store.set({ notice: null });
  }

  /** @param {string | null} field which message to put away; null for all */
  dismissProblems(field = null) {
    this.#clearProblems(field === null ? null : [field]);
  }

  /**
   * Puts a mistake on screen, at the field it belongs to.
   * @param {unknown} error @param {string} [at] @param {boolean} [fromLink]
   */
  report(error, at, fromLink = false) {
    // Whoever leaves does not want to hear that the engine was closed.
    if (error instanceof QkvError && error.code === "closed") return;
    const problem =
      error instanceof FieldError
        ? { field: at ?? error.field, kind: error.problem, args: { field: error.field, ...error.args } }
        : error instanceof QkvError
          ? { field: at ?? "engine", ...saidOf(error) }
          : null;
    if (!problem) throw error;
    const others = this.#store.state.problems.filter((/** @type {any} */ p) => p.field !== problem.field);
    this.#store.set({ problems: [...others, fromLink ? { ...problem, fromLink } : problem] });
  }

  /** @param {string[] | null} fields */
  #clearProblems(fields) {
    const { problems } = this.#store.state;
    const left = fields === null ? [] : problems.filter((/** @type {any} */ p) => !fields.includes(p.field));
    if (left.length !== problems.length) this.#store.set({ problems: left });
  }

  /**
   * A transaction: computes the state with `changes`, and takes all of it or nothing.
   * @param {Changes} changes
   * @param {{remember?: boolean, along?: Changes, fromLink?: boolean, source?: Source}} [options] `remember`: for undo;
   *   `along`: set in the same breath
   */
  async #take(changes, { remember = false, along = {}, fromLink = false, source } = {}) {
    const { state } = this.#store;
    // Another step begins with its first product.
    const wanted = "step" in changes ? { tab: 0, ...changes } : changes;
    const real = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => state[key] !== value));
    if (state.trace && Object.keys(real).length === 0) {
      this.#store.set(along);
      return this.#clearProblems(Object.keys(changes));
    }
    // Numbers typed over a token's row belong to that token.
    if ("sentence" in real && !("lang" in real))
      real.edits = (real.edits ?? state.edits).filter((/** @type {Cell} */ edit) => edit.path !== "X");
    // They were typed over, or learned from, other weights.
    if ("weights" in real) Object.assign(real, { edits: [], steps: 0, ...changes });
    // The other language would bring another example; a learner who switches wants the same numbers.
    if ("lang" in real && !state.sentence && state.trace && !("sentence" in real))
      real.sentence = sentenceOf(state);
    // Another step has other numbers to open.
    /** @type {State} */
    const next = { ...state, ...("step" in real ? { ...CLOSED, ...STILL } : {}), ...real };
    const computes = !state.trace || Object.keys(real).some(isEngineField);
    try {
      const computed = computes ? await this.#compute(next) : {};
      const trace = computed.trace ?? state.trace;
      const opened = await this.#open(next, isTraining(next) ? next.seen?.trace : trace);
      const remembered =
        remember && computes
          ? { undo: [...state.undo, engineFields(state)].slice(-MOST_UNDO), redo: [] }
          : {};
      const isStale = (/** @type {any} */ p) =>
        state.trace && (p.field in changes || ["engine", "cell"].includes(p.field));
      const problems = this.#store.state.problems.filter((/** @type {any} */ p) => fromLink || !isStale(p));
      const player = "step" in real ? STILL : {};
      this.#store.set(
        { ...real, ...player, ...computed, ...opened, ...remembered, ...along, problems },
        source,
      );
      // A number that was asked for by its name is missed; one whose matrix has shrunk is not.
      const asked = state.trace ? real.cell : next.cell;
      if (asked && !opened.cell) this.report(noCell(asked), "cell", true);
    } catch (error) {
      const [only, ...others] = Object.keys(changes);
      this.report(error, others.length ? undefined : only, fromLink || (source ?? "user") !== "user");
      return error;
    }
  }

  /** @param {State} state @returns {Promise<{trace?: Trace, learned?: import("../engine/learned.js").Learned | null}>} */
  async #compute(state) {
    const learned = await learnedFor(state, (training) => this.#client.learn(training));
    const config = engineConfig({ ...state, learned });
    const trace = await this.#client.open(config);
    const override = attentionOverrides(state, trace);
    return { trace: override ? await this.#client.open({ ...config, override }) : trace, learned };
  }

  /**
   * The open cell with how it came to be and where it goes; nothing where there is no such cell. One that a link
   * names of a training run waits for the run.
   * @param {State} state @param {Trace | undefined} trace
   */
  async #open(state, trace) {
    const { cell = null, seen } = state;
    if (!trace) return { ...CLOSED, cell };
    if (!exists(trace, cell)) return CLOSED;
    return { cell, ...(await (isTraining(state) ? seen.explain(cell) : this.#client.explain(trace, cell))) };
  }

  /**
   * A cell of a training run. One of another example, as a weight's gradient is a sum over all of them, brings that
   * example.
   * @param {Cell} cell @param {import("./seen.js").Seen} seen @returns {Promise<Changes>}
   */
  async #openSeen(cell, seen) {
    if (!seen.trace.has(cell.path)) return {};
    const { example, row } = seen.trace.placeOf(cell.path, cell.row);
    const there = example === seen.trace.example ? seen : seen.at(example);
    const at = { ...cell, row };
    if (!exists(there.trace, at)) return {};
    const opened = { cell: at, ...(await there.explain(at)) };
    return there === seen ? opened : { ...opened, seen: there, train_example: example };
  }
}

/** Why a page cannot compute has words of its own; else the engine speaks. @param {QkvError} error */
const saidOf = ({ code, message, args }) =>
  TROUBLES.includes(code) ? { kind: code, args, code } : { kind: "engine", args: { message }, code };

/** @param {Cell} cell */
const noCell = (cell) => new FieldError("cell", "no-cell", { value: formatField("cell", cell) });

/** @param {State} state */
const engineFields = (state) =>
  Object.fromEntries(Object.entries(state).filter(([key]) => isEngineField(key)));
