import { QkvError } from "../engine/protocol.js";
import { STEP_IDS } from "../lessons/chapters.js";
import { canWalk, mainPath } from "../lessons/paths.js";
import { attentionOverrides, engineConfig, sentenceOf } from "./config.js";
import { FieldError, isEngineField, parseField, parseNumber } from "./schema.js";
import { isTraining, traceShown } from "./seen.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./schema.js").Cell} Cell */
/** @typedef {import("../engine/client.js").EngineClient} EngineClient */
/** @typedef {import("../engine/trace.js").Trace} Trace */
/** @typedef {Record<string, any>} Changes */

const MOST_UNDO = 200;

/** @param {Trace} trace @param {Cell | null} cell */
const exists = (trace, cell) =>
  cell !== null &&
  trace.has(cell.path) &&
  cell.row < trace.node(cell.path).shape[0] &&
  cell.col < trace.node(cell.path).shape[1];

/**
 * The only writers of the store. A change of the computation becomes state only together with its trace:
 * what is on screen always belongs together, and a change that is refused leaves the last good state.
 */
export class Actions {
  #store;
  #client;
  /** @type {Changes | null} the newest change that waits for the engine */
  #waiting = null;
  /** @type {Promise<void> | null} */
  #running = null;

  /** @param {Store} store @param {EngineClient} client */
  constructor(store, client) {
    this.#store = store;
    this.#client = client;
  }

  /** Computes the state as it is for the first time. */
  start() {
    return this.#compute({}, false);
  }

  /**
   * Sets a field from what a person typed or chose. Says in `problems` what was wrong.
   * @param {string} key @param {string} text
   */
  setText(key, text) {
    try {
      return this.set({ [key]: key === "sentence" ? text : parseField(key, text) });
    } catch (error) {
      this.report(error, key);
      return Promise.resolve();
    }
  }

  /** @param {Changes} changes */
  async set(changes) {
    const { state } = this.#store;
    const real = Object.fromEntries(Object.entries(changes).filter(([key, value]) => state[key] !== value));
    if (Object.keys(real).length === 0) return this.#clearProblems(Object.keys(changes));
    // Numbers typed over a token's row belong to that token.
    if ("sentence" in real && !("lang" in real))
      real.edits = (real.edits ?? state.edits).filter((/** @type {Cell} */ edit) => edit.path !== "X");
    // The other language would bring another example; a learner who switches wants the same numbers.
    if ("lang" in real && !state.sentence && state.trace) real.sentence = sentenceOf(state);
    if (Object.keys(real).some(isEngineField)) return this.#compute(real, true);
    this.#store.set(real);
  }

  /** @param {string} id */
  goToStep(id) {
    if (!STEP_IDS.includes(id)) return;
    this.#store.set({ step: id, cell: null, explanation: null, term: null, walking: false, playing: false });
  }

  /** @param {number} by */
  moveStep(by) {
    const index = STEP_IDS.indexOf(this.#store.state.step) + by;
    this.goToStep(STEP_IDS[Math.max(0, Math.min(STEP_IDS.length - 1, index))]);
  }

  /**
   * Opens a cell: its explanation, its sources, what becomes of it.
   * @param {Cell | null} cell
   * @param {Changes} [along] set in the same breath, as the player's progress is
   */
  async selectCell(cell, along = { term: null, walking: false, playing: false }) {
    const { cell: before, seen } = this.#store.state;
    if (cell !== null && isTraining(this.#store.state) && seen) return this.#selectSeen(cell, seen, along);
    const trace = traceShown(this.#store.state);
    if (cell === null || !exists(trace, cell)) {
      this.#store.set({ cell: null, explanation: null, ...along });
      return;
    }
    if (before && before.path === cell.path && before.row === cell.row && before.col === cell.col) {
      this.#store.set(along);
      return;
    }
    try {
      const explanation = await this.#client.explain(cell.path, cell.row, cell.col);
      // Meanwhile another configuration may have come; its own answer is on the way then.
      if (this.#store.state.trace === trace) this.#store.set({ cell, explanation, ...along });
    } catch (error) {
      this.report(error);
    }
  }

  /**
   * A cell of a training run. One of another example, as a weight's gradient is a sum over all of them, brings that
   * example.
   * @param {Cell} cell @param {import("./seen.js").Seen} seen @param {Changes} along
   */
  async #selectSeen(cell, seen, along) {
    const place = seen.trace.has(cell.path) ? seen.trace.placeOf(cell.path, cell.row) : null;
    const there = place && place.example !== seen.trace.example ? seen.at(place.example) : seen;
    const at = place ? { ...cell, row: place.row } : cell;
    if (!place || !exists(there.trace, at)) return;
    try {
      const explanation = await there.explain(at);
      if (this.#store.state.seen !== seen) return;
      this.#store.set({
        ...{ cell: at, explanation, ...along },
        ...(there === seen ? {} : { seen: there, train_example: there.trace.example }),
      });
    } catch (error) {
      this.report(error);
    }
  }

  /**
   * Brings another moment of a training run on screen; the open cell is explained anew.
   * @param {import("./seen.js").Seen | null} seen
   */
  async see(seen) {
    const { cell } = this.#store.state;
    if (!seen || !exists(seen.trace, cell)) {
      this.#store.set({
        seen,
        ...(isTraining(this.#store.state) && seen ? { cell: null, explanation: null } : {}),
      });
      return;
    }
    const explanation = await seen.explain(cell);
    const now = this.#store.state.cell;
    this.#store.set(now === cell ? { seen, explanation } : { seen });
  }

  /** Types a number over a cell of X or of a weight. @param {Cell} cell @param {string} text */
  editCell({ path, row, col }, text) {
    const { seen } = this.#store.state;
    if (isTraining(this.#store.state)) return seen && this.#editSeen({ path, row, col }, text, seen);
    try {
      const [edit] = /** @type {any[]} */ (parseField("edits", `${path}@${row},${col}=${text.trim()}`));
      const others = this.#store.state.edits.filter(
        (/** @type {Cell} */ e) => e.path !== path || e.row !== row || e.col !== col,
      );
      return this.set({ edits: [...others, edit] });
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

  /** Back to what the seed gave. @param {Cell} cell */
  resetCell({ path, row, col }) {
    return this.set({
      edits: this.#store.state.edits.filter(
        (/** @type {Cell} */ e) => e.path !== path || e.row !== row || e.col !== col,
      ),
    });
  }

  resetEdits() {
    return this.set({ edits: [] });
  }

  async undo() {
    const { undo, redo, ...state } = this.#store.state;
    const last = undo.at(-1);
    if (last)
      await this.#compute(last, false, { undo: undo.slice(0, -1), redo: [...redo, engineFields(state)] });
  }

  async redo() {
    const { undo, redo, ...state } = this.#store.state;
    const next = redo.at(-1);
    if (next)
      await this.#compute(next, false, { redo: redo.slice(0, -1), undo: [...undo, engineFields(state)] });
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
    if (cell?.path !== path || last) await this.selectCell({ path, row: 0, col: 0 }, {});
    this.#store.set({ playing: true, walking: true, term: state.reducedMotion ? null : 0 });
  }

  pause() {
    this.#store.set({ playing: false });
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

  /** Puts a mistake on screen, at the field it belongs to. @param {unknown} error @param {string} [at] */
  report(error, at) {
    const problem =
      error instanceof FieldError
        ? { field: at ?? error.field, kind: error.problem, args: { field: error.field, ...error.args } }
        : error instanceof QkvError
          ? { field: at ?? "engine", kind: "engine", args: { message: error.message } }
          : null;
    if (!problem) throw error;
    const others = this.#store.state.problems.filter((/** @type {any} */ p) => p.field !== problem.field);
    this.#store.set({ problems: [...others, problem] });
  }

  /** @param {string[] | null} fields */
  #clearProblems(fields) {
    const { problems } = this.#store.state;
    const left = fields === null ? [] : problems.filter((/** @type {any} */ p) => !fields.includes(p.field));
    if (left.length !== problems.length) this.#store.set({ problems: left });
  }

  /**
   * Asks the engine for the state with `changes`, and takes both or neither. Changes that come while the
   * engine is busy are taken together: the newest wins.
   * @param {Changes} changes @param {boolean} remember for undo @param {Changes} [along]
   */
  async #compute(changes, remember, along = {}) {
    this.#waiting = { ...this.#waiting, ...changes };
    if (this.#running) return this.#running;
    this.#running = this.#drain(remember, along);
    try {
      await this.#running;
    } finally {
      this.#running = null;
    }
  }

  /** @param {Changes} state @returns {Promise<Trace>} */
  async #open(state) {
    const config = engineConfig(state);
    const trace = await this.#client.open(config);
    const override = attentionOverrides(state, trace);
    return override ? this.#client.open({ ...config, override }) : trace;
  }

  /** @param {boolean} remember @param {Changes} along */
  async #drain(remember, along) {
    while (this.#waiting) {
      const changes = this.#waiting;
      this.#waiting = null;
      const { state } = this.#store;
      const next = { ...state, ...changes };
      try {
        const trace = await this.#open(next);
        // A cell of a training run is not the lesson's business.
        const training = isTraining(next);
        const cell = training || exists(trace, next.cell) ? next.cell : null;
        const explanation = training
          ? next.explanation
          : cell && (await this.#client.explain(cell.path, cell.row, cell.col));
        const undo = remember
          ? { undo: [...state.undo, engineFields(state)].slice(-MOST_UNDO), redo: [] }
          : {};
        const stale = new Set([...Object.keys(changes), "engine", "cell"]);
        const problems = state.trace
          ? this.#store.state.problems.filter((/** @type {any} */ p) => !stale.has(p.field))
          : this.#store.state.problems;
        this.#store.set({ ...changes, trace, cell, explanation, ...undo, ...along, problems });
      } catch (error) {
        this.report(error, Object.keys(changes).length === 1 ? Object.keys(changes)[0] : undefined);
      }
    }
  }
}

/** @param {Changes} state */
const engineFields = (state) =>
  Object.fromEntries(Object.entries(state).filter(([key]) => isEngineField(key)));
