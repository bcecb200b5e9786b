import { ExampleTrace } from "../engine/example-trace.js";
import { QkvError } from "../engine/protocol.js";
import { Trace } from "../engine/trace.js";
import { WorkerLink } from "../engine/worker-link.js";
import { BUDGET, Timeline } from "./timeline.js";

/** @typedef {import("../engine/protocol.js").TrainingReport} TrainingReport */
/** @typedef {import("../engine/protocol.js").NodeInfo} NodeInfo */
/** @typedef {import("../engine/measures.js").AttentionMeasures} AttentionMeasures */
/** @typedef {import("../engine/example-trace.js").Vocabulary} Vocabulary */
/**
 * idle      nothing is open yet
 * ready     it can train: not begun, or paused
 * training
 * target    the accuracy that was asked for is reached; it can go on
 * ended     all steps of the configuration are taken
 * diverged  its numbers are no longer finite
 * failed    it could not be opened
 * @typedef {"idle" | "ready" | "training" | "target" | "ended" | "diverged" | "failed"} Phase
 */

/** Between two reports while it trains: quick enough to look alive, slow enough to leave time for drawing. */
const REPORT_MS = 50;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The page's side of one training run: what is known of it, and what can be asked of it. */
export class Run {
  #link;
  #changed;
  #budget;
  /** @type {NodeInfo[]} */
  #lookNodes = [];
  #wantsMeasures;
  /** Counts what was asked for, so that an older request does not have the last word. */
  #turn = 0;
  /** Counts the runs that were opened: what is told of an earlier one no longer counts. */
  #opened = 0;
  #revived = 0;

  /** Told by the worker that trains, or being told: from train() until it has stopped. */
  #going = false;
  /** The engine's own word on the run. @type {TrainingReport["status"]} */
  #status = "running";
  /** The accuracy that was asked for is reached. */
  #reached = false;
  /** It could not be opened, or was lost with its worker. */
  #failed = false;
  /** @type {Record<string, any> | null} complete, with defaults */
  config = null;
  /** @type {Vocabulary | null} */
  vocabulary = null;
  steps = 0;
  /** @type {number[]} */
  losses = [];
  /** @type {{step: number, accuracy: number}[]} */
  evaluations = [];
  /** @type {{step: number, node: string} | null} */
  diverged = null;
  /** @type {number | null} */
  stepsPerSecond = null;
  /** @type {(AttentionMeasures & {step: number})[]} */
  measures = [];
  /** @type {Trace | null} the held-out examples, now or at the moment that is viewed */
  look = null;
  timeline;
  /** @type {number | null} the step of the earlier moment that is looked at */
  viewing = null;
  /** @type {{step: number, path: string}[]} weights that were set by hand */
  edits = [];
  /**
   * How the run was before it was changed by hand, to go back to.
   * @type {{timeline: Timeline, edits: {step: number, path: string}[], measures: (AttentionMeasures & {step: number})[]} | null}
   */
  before = null;
  /** Another one whenever the weights that are shown are others. */
  moment = {};
  /** @type {QkvError | null} why it failed, or why its worker had to be replaced */
  problem = null;

  /**
   * @param {import("../engine/worker-link.js").EngineAssets} assets
   * @param {() => void} changed called whenever something is different
   * @param {{measures?: boolean, budget?: number}} [options]
   */
  constructor(assets, changed, { measures = false, budget = BUDGET } = {}) {
    this.#link = new WorkerLink(assets, (error) => this.#revive(error));
    this.#changed = changed;
    this.#wantsMeasures = measures;
    this.#budget = budget;
    this.timeline = new Timeline(budget);
  }

  /** @type {Phase} */
  get phase() {
    if (this.#failed) return "failed";
    if (!this.config) return "idle";
    if (this.#status === "diverged") return "diverged";
    if (this.#going) return "training";
    if (this.#status === "steps") return "ended";
    return this.#reached ? "target" : "ready";
  }

  get accuracy() {
    return this.evaluations.at(-1)?.accuracy ?? null;
  }

  get loss() {
    return this.losses.at(-1) ?? null;
  }

  get canTrain() {
    return this.phase === "ready" || this.phase === "target";
  }

  /** The step that is looked at. */
  get shownStep() {
    return this.viewing ?? this.steps;
  }

  /** Fresh weights. @param {object} config */
  open(config) {
    return this.#open({ config });
  }

  /** Goes on with what was saved. @param {Uint8Array} checkpoint */
  restore(checkpoint) {
    return this.#open({ checkpoint });
  }

  /** @param {{config?: object, checkpoint?: Uint8Array}} start */
  async #open(start) {
    const mine = ++this.#turn;
    try {
      const { config, vocabulary, lookNodes, look } = await this.#ask("open", start);
      if (mine !== this.#turn) return;
      this.#opened++;
      this.config = config;
      this.vocabulary = vocabulary;
      this.#lookNodes = lookNodes;
      this.losses = [];
      this.measures = [];
      this.edits = [];
      this.timeline = new Timeline(this.#budget);
      this.before = null;
      this.viewing = null;
      this.problem = null;
      this.stepsPerSecond = null;
      this.#going = this.#reached = this.#failed = false;
      this.#status = "running";
      // Together with the new vocabulary: examples are read with the one that they were written with.
      this.#show(look);
      await this.#report();
    } catch (error) {
      if (mine !== this.#turn) return;
      this.#failed = !this.config;
      throw error;
    }
  }

  /**
   * Trains until the goal is reached, it has ended, or it is paused.
   * @param {{until: number, accuracy?: number, pace?: import("../engine/pace.js").Pace | null}} goal
   */
  async train(goal) {
    if (!this.canTrain) return;
    await this.leaveView();
    const mine = ++this.#turn;
    this.#going = true;
    this.#changed();
    const ending = this.#ask("run", { ...goal, measures: this.#wantsMeasures });
    let running = true;
    ending.then(
      () => {
        running = false;
      },
      () => {
        running = false;
      },
    );
    try {
      while (running && mine === this.#turn) {
        await Promise.race([ending, pause(REPORT_MS)]);
        if (mine === this.#turn) await this.#report();
      }
      await ending;
    } catch (error) {
      // A worker that died is replaced, and #revive says so.
      if (mine !== this.#turn) return;
      this.#going = false;
      this.#changed();
      throw error;
    }
    if (mine !== this.#turn) return;
    // What the last steps came to, before it is said that they were the last.
    await this.#report();
    if (mine !== this.#turn) return;
    this.#going = false;
    this.#reached = (this.accuracy ?? 0) >= (goal.accuracy ?? 2);
    this.#changed();
  }

  async pause() {
    if (this.phase === "training") await this.#ask("pause");
  }

  /** An earlier moment, without leaving the run. @param {number} step the nearest that was kept is taken */
  async view(step) {
    const moment = this.timeline.nearest(step);
    if (!moment || this.phase === "training") return;
    if (moment.step === this.timeline.newest?.step) return this.leaveView();
    this.viewing = moment.step;
    const mine = this.#turn;
    const { look } = await this.#ask("view", { checkpoint: moment.checkpoint });
    // Somebody moves the slider: only the newest answer counts.
    if (mine !== this.#turn || this.viewing !== moment.step) return;
    this.#show(look);
    this.#changed();
  }

  /** Back to where the run is. */
  async leaveView() {
    if (this.viewing === null) return;
    this.viewing = null;
    await this.#ask("leaveView");
    await this.#report();
  }

  /** Goes on from the moment that is viewed. What came after it is no longer part of the run; undo() brings it back. */
  async resumeHere() {
    const moment = this.viewing === null ? null : this.timeline.nearest(this.viewing);
    if (!moment) return;
    const { measures, edits } = this;
    this.#remember();
    const timeline = this.timeline.copy();
    timeline.cut(moment.step);
    await this.resume(timeline);
    this.measures = measures.filter(({ step }) => step <= moment.step);
    this.edits = edits.filter(({ step }) => step <= moment.step);
    this.#changed();
  }

  /** Goes on from the newest moment of a timeline. @param {Timeline} timeline */
  async resume(timeline) {
    const moment = timeline.newest;
    if (!moment) return;
    const { before } = this;
    await this.#open({ checkpoint: moment.checkpoint });
    this.before = before;
    this.timeline = timeline;
    await this.#ask("keepEvery", { stride: timeline.stride });
    this.#changed();
  }

  /** Back to how the run was before weights were set by hand or an earlier moment was gone on from. */
  async undo() {
    if (!this.before) return;
    const { timeline, edits, measures } = this.before;
    this.before = null;
    await this.pause();
    await this.resume(timeline);
    this.edits = edits;
    this.measures = measures;
    this.#changed();
  }

  #remember() {
    const { timeline, edits, measures } = this;
    this.before = { timeline: timeline.copy(), edits: [...edits], measures: [...measures] };
  }

  /**
   * One example of the tape of the step that is shown: all nodes, gradients and updates.
   * @param {number} example
   */
  async inside(example) {
    const { nodes, values } = await this.#ask("snapshot");
    if (!this.vocabulary) throw new QkvError("closed", "training: nothing is open");
    const snapshot = { config: this.config ?? {}, nodes, values };
    return new ExampleTrace(snapshot, this.vocabulary, Math.min(example, this.vocabulary.batch - 1));
  }

  /** One of the held-out examples that are looked at. @param {number} example @returns {ExampleTrace | null} */
  lookAt(example) {
    if (!this.look || !this.vocabulary) return null;
    const most = this.look.node("tokens").shape[0] / this.vocabulary.rows - 1;
    return new ExampleTrace(this.look, this.vocabulary, Math.min(example, most));
  }

  /**
   * @param {"look" | "step"} of @param {{path: string, row: number, col: number}} cell
   * @returns {Promise<import("../engine/protocol.js").Explanation>}
   */
  explain(of, cell) {
    return this.#ask("explain", { of, ...cell });
  }

  /**
   * @param {"look" | "step"} of @param {{path: string, row: number, col: number}} cell
   * @returns {Promise<import("../engine/protocol.js").Reached[]>}
   */
  reach(of, cell) {
    return this.#ask("reach", { of, ...cell });
  }

  /** @param {{path: string, row: number, col: number}} cell @param {number} value */
  async setParameter(cell, value) {
    if (!(await this.#rest())) this.#remember();
    await this.#ask("setParameter", { ...cell, value });
    this.edits.push({ step: this.steps, path: cell.path });
    await this.#report();
  }

  /** @param {Uint8Array} safetensors */
  async setParameters(safetensors) {
    if (!(await this.#rest())) this.#remember();
    await this.#ask("setParameters", { safetensors });
    this.edits.push({ step: this.steps, path: "safetensors" });
    await this.#report();
  }

  /** The weights that are shown, as safetensors. @returns {Promise<Uint8Array>} */
  parameters() {
    return this.#ask("parameters");
  }

  /** All that the run goes on from. @returns {Promise<Uint8Array>} */
  save() {
    return this.#ask("save");
  }

  /** @param {number} length @returns {Promise<number>} accuracy on sequences of another length */
  test(length) {
    return this.#ask("test", { length });
  }

  /** Ends the worker and frees its memory; the newest moment can still be read. */
  close() {
    this.#turn++;
    this.#link.close();
    this.config = null;
    this.#going = this.#failed = false;
  }

  /** Pauses; an earlier moment that is viewed becomes the present. @returns {Promise<boolean>} whether it did */
  async #rest() {
    await this.pause();
    if (this.viewing === null) return false;
    await this.resumeHere();
    return true;
  }

  async #report() {
    const mine = this.#opened;
    const look = this.viewing === null;
    /** @type {TrainingReport} */
    const report = await this.#ask("report", { look, measures: this.#wantsMeasures });
    if (mine !== this.#opened) return;
    this.losses.length = Math.min(this.losses.length, report.from);
    for (const loss of report.losses) this.losses.push(loss);
    this.steps = report.steps;
    this.evaluations = report.evaluations;
    this.diverged = report.diverged;
    this.stepsPerSecond = report.stepsPerSecond;
    for (const measured of report.measures)
      if (this.measures.at(-1)?.step !== measured.step) this.measures.push(measured);
    const { stride } = this.timeline;
    for (const moment of report.saved) this.timeline.add(moment);
    if (this.timeline.stride !== stride) await this.#ask("keepEvery", { stride: this.timeline.stride });
    if (report.look) this.#show(report.look);
    this.#status = report.status;
    this.#changed();
  }

  /** @param {Float32Array} values */
  #show(values) {
    this.moment = {};
    this.look = new Trace({ config: this.config ?? {}, nodes: this.#lookNodes, values });
  }

  /** @param {import("../engine/protocol.js").TrainingCall} call @param {object} [args] @returns {Promise<any>} */
  #ask(call, args) {
    return this.#link.ask({ kind: "training", call, args });
  }

  /** The worker died: another one goes on from the last moment that was kept. @param {QkvError} error */
  async #revive(error) {
    this.#turn++;
    const moment = this.timeline.newest;
    const { timeline, edits } = this;
    // Should it die of that moment itself, there is no use in trying again and again.
    if (!moment || this.#revived++ > 2) {
      this.#failed = true;
      this.problem = error;
      this.#changed();
      return;
    }
    try {
      await this.resume(timeline);
      this.edits = edits;
    } catch {
      this.#failed = true;
    }
    this.problem = error;
    this.#changed();
  }
}
