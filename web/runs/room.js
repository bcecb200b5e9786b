import { paceOf } from "../engine/pace.js";
import { QkvError } from "../engine/protocol.js";
import { stepOf } from "../lessons/chapters.js";
import { FieldError } from "../state/schema.js";
import { epochSteps, otherState, trainingConfig } from "./config.js";
import { Run } from "./run.js";
import { seenOf } from "./sight.js";

/** @typedef {Record<string, any>} State */

/** Two runs wait for each other every so many steps, so that they are always about as far. */
const ABREAST = 25;
/** Two runs share what one may use for the moments that are kept. */
const HALF_BUDGET = 16 * 2 ** 20;

/** While it trains, matrices with all their numbers are written anew so often. */
const SIGHT_MS = 500;

/**
 * The training runs of the chapter that is open: one, or two that are compared. It opens them when their chapter is
 * entered or their configuration has changed, and frees them when the chapter is left; their last state is kept.
 */
export class TrainingRoom {
  /** @type {Run[]} */
  runs = [];
  /** The loss of the run before this one, to compare with. @type {number[]} */
  previousLosses = [];
  #assets;
  #store;
  #actions;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #opened = "";
  /** @type {Map<string, (import("./timeline.js").Timeline | null)[]>} each run's moments, by its configuration */
  #kept = new Map();
  #due = false;
  /** @type {Run[] | null} the two runs that train together, until they have stopped */
  #abreastOf = null;
  /** @type {string | null} the field that did not fit */
  #complaint = null;
  #seeing = 0;
  #sawAt = 0;
  /** @type {unknown[]} what was seen last, so that the same is not asked for twice */
  #sight = [];

  /**
   * @param {import("../engine/worker-link.js").EngineAssets} assets
   * @param {import("../state/store.js").Store} store
   * @param {import("../state/actions.js").Actions} actions
   */
  constructor(assets, store, actions) {
    this.#assets = assets;
    this.#store = store;
    this.#actions = actions;
  }

  /** @param {() => void} listener called once a frame at most @returns {() => void} ends it */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get training() {
    return this.#abreastOf === this.runs || this.runs.some((run) => run.phase === "training");
  }

  /** Two runs are compared only when both are there. */
  get canTrain() {
    const isThere = (/** @type {Run} */ { phase }) => phase !== "idle" && phase !== "failed";
    return this.runs.every(isThere) && this.runs.some((run) => run.canTrain);
  }

  /** Opens, changes or frees the runs as the state asks. @param {State} state */
  follow(state) {
    const kind = stepOf(state.step).trains;
    if (!kind) {
      this.close();
      return;
    }
    /** @type {object[]} */
    let configs;
    try {
      const states = kind === "two" ? [state, otherState(state)] : [state];
      configs = states.map(trainingConfig);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.#complaint = error.field;
      const known = state.problems.some(
        (/** @type {any} */ p) => p.field === error.field && p.kind === error.problem,
      );
      if (!known) this.#actions.report(error);
      return;
    }
    if (this.#complaint) {
      const field = this.#complaint;
      this.#complaint = null;
      this.#actions.dismissProblems(field);
    }
    const key = JSON.stringify([kind, configs]);
    if (key !== this.#opened) this.#open(key, configs);
    else this.#see(state);
  }

  /** @param {string} key @param {object[]} configs */
  async #open(key, configs) {
    this.previousLosses = configs.length === 1 && this.runs.length === 1 ? this.runs[0].losses : [];
    this.#keep();
    this.#opened = key;
    // Of two runs none is the one that is opened number by number.
    if (configs.length === 2) this.#actions.see(null);
    const kept = this.#kept.get(key) ?? [];
    if (this.runs.length !== configs.length) {
      for (const run of this.runs) run.close();
      const options = configs.length === 2 ? { measures: true, budget: HALF_BUDGET } : {};
      this.runs = configs.map(() => new Run(this.#assets, () => this.#changed(), options));
    }
    this.#changed();
    try {
      await Promise.all(
        this.runs.map((run, i) => {
          const timeline = kept[i];
          return timeline ? run.resume(timeline) : run.open(configs[i]);
        }),
      );
      for (const field of ["training", "file", "test_length"]) this.#actions.dismissProblems(field);
    } catch (error) {
      if (this.#opened === key) this.#report(error);
    }
    this.#changed();
  }

  /** The same initial weights again. */
  async reset() {
    const key = this.#opened;
    this.#kept.delete(key);
    this.#opened = "";
    if (this.runs.length === 1) this.previousLosses = this.runs[0].losses;
    const [, configs] = JSON.parse(key);
    await this.pause();
    this.#opened = key;
    await this.#guard(Promise.all(this.runs.map((run, i) => run.open(configs[i]))));
  }

  /**
   * A saved run takes the place of the present one. Throws QkvError when it is not one of ours, and the present one
   * stays.
   * @param {State} state that the run was made from @param {Uint8Array} checkpoint
   */
  async load(state, checkpoint) {
    const config = trainingConfig(state);
    const next = new Run(this.#assets, () => this.#changed());
    try {
      await next.open(config);
      const wanted = JSON.stringify(next.config);
      await next.restore(checkpoint);
      if (JSON.stringify(next.config) !== wanted)
        throw new QkvError("config", 'file: "fields" and "checkpoint" are of two different runs');
    } catch (error) {
      next.close();
      throw error;
    }
    const [run] = this.runs;
    this.runs = [next];
    run?.close();
    this.#opened = JSON.stringify(["one", [config]]);
    this.#changed();
  }

  async start() {
    const { train_accuracy, train_steps, train_pace } = this.#store.state;
    const goal = { until: train_steps, accuracy: train_accuracy, pace: paceOf(train_pace) };
    const going = this.runs.filter(
      (run) => run.phase === "ready" || (this.runs.length === 1 && run.canTrain),
    );
    // Two runs wait for each other.
    if (this.runs.length === 2) await this.#guard(this.#abreast(going, { ...goal, pace: null }));
    else await this.#guard(Promise.all(going.map((run) => run.train(goal))));
  }

  /** Together, until each has reached the goal or somebody pauses. @param {Run[]} runs @param {Parameters<Run["train"]>[0]} goal */
  async #abreast(runs, goal) {
    const together = this.runs;
    this.#abreastOf = together;
    let going = runs;
    try {
      while (going.length > 0 && this.#abreastOf === together) {
        const from = Math.min(...going.map((run) => run.steps));
        // Step 1 is looked at by itself: what the initial weights make of attention.
        const until = from === 0 ? 1 : Math.min(goal.until, (Math.floor(from / ABREAST) + 1) * ABREAST);
        await Promise.all(
          going.filter((run) => run.steps < until).map((run) => run.train({ ...goal, until })),
        );
        going = going.filter((run) => run.phase === "ready" && run.steps < goal.until);
      }
    } finally {
      if (this.#abreastOf === together) this.#abreastOf = null;
      this.#changed();
    }
  }

  /** What the large button does, and the space bar. */
  async startOrPause() {
    if (this.training) await this.pause();
    else if (this.canTrain) await this.start();
  }

  async pause() {
    this.#abreastOf = null;
    await this.#guard(Promise.all(this.runs.map((run) => run.pause())));
  }

  /** @param {number} count */
  async step(count) {
    const [viewed] = this.runs;
    // Whoever looks back walks through what happened; nothing is trained.
    if (viewed && viewed.viewing !== null) {
      const next = viewed.timeline.steps.find((step) => step >= viewed.shownStep + count);
      await this.#guard(viewed.view(next ?? viewed.steps));
      return;
    }
    const goal = (/** @type {Run} */ run) => ({
      until: Math.min(this.#store.state.train_steps, run.steps + count),
    });
    await this.#guard(
      Promise.all(this.runs.filter((run) => run.canTrain).map((run) => run.train(goal(run)))),
    );
  }

  async epoch() {
    await this.step(epochSteps(this.#store.state));
  }

  /** A run of somebody else's, who ends it. @param {() => void} changed */
  makeRun(changed) {
    return new Run(this.#assets, changed, { budget: HALF_BUDGET });
  }

  /** What a run is asked on behalf of a person: mistakes are said on the page. @template T @param {Promise<T>} work */
  ask(work) {
    return this.#guard(work);
  }

  /** Frees the workers; what was learned is kept for when the chapter is entered again. */
  close() {
    if (this.runs.length === 0) return;
    this.#keep();
    for (const run of this.runs) run.close();
    this.runs = [];
    this.#opened = "";
    this.#sight = [];
    this.#actions.see(null);
  }

  #keep() {
    if (!this.#opened || this.runs.length === 0) return;
    const timelines = this.runs.map((run) => (run.steps > 0 ? run.timeline : null));
    this.#kept.delete(this.#opened);
    if (timelines.some(Boolean)) this.#kept.set(this.#opened, timelines);
    // One of each chapter is enough.
    for (const key of [...this.#kept.keys()].slice(0, -2)) this.#kept.delete(key);
  }

  #changed() {
    if (this.#due) return;
    this.#due = true;
    const tell = () => {
      this.#due = false;
      for (const listener of this.#listeners) listener();
      this.#see(this.#store.state);
    };
    // In a page that nobody sees there are no frames; training goes on.
    if (document.hidden) setTimeout(tell);
    else requestAnimationFrame(tell);
  }

  /** What the inspector and the lesson read follows the run. @param {State} state */
  async #see(state) {
    const { of } = stepOf(state.step);
    const [run] = this.runs;
    if (!of || !run?.look) return;
    const example = state.train_example;
    const sight = [of, of === "look" ? run.look : run.moment, example];
    if (sight.every((part, i) => part === this.#sight[i])) return;
    if (run.phase === "training") {
      // A whole tape is large: the lesson waits for the pause. Many cells at once are slow: a few times a second do.
      if (of === "step" || performance.now() - this.#sawAt < SIGHT_MS) return;
    }
    this.#sight = sight;
    this.#sawAt = performance.now();
    const mine = ++this.#seeing;
    try {
      const trace = of === "look" ? run.lookAt(example) : await run.inside(example);
      if (trace && mine === this.#seeing && run === this.runs[0])
        await this.#actions.see(seenOf(run, of, trace));
    } catch (error) {
      this.#report(error);
    }
  }

  /** @template T @param {Promise<T>} work @returns {Promise<T | undefined>} */
  async #guard(work) {
    try {
      return await work;
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** @param {unknown} error */
  #report(error) {
    // Whoever leaves a chapter does not want to hear that its engine was closed.
    if (/** @type {any} */ (error)?.code !== "closed") this.#actions.report(error, "training");
  }
}
