import { measureAttention } from "./measures.js";
import { stepsBy } from "./pace.js";
import { QkvError } from "./protocol.js";
import { Trace } from "./trace.js";

/** @typedef {import("./core.js").Training} Training */
/** @typedef {import("./protocol.js").TrainingReport} TrainingReport */

/** So long it trains before it listens to the page again. */
const SLICE_MS = 8;
/** So often it is asked whether the next step is due. */
const FRAME_MS = 16;
/** So many steps are taken in one call of the engine, at most. */
const MOST_AT_ONCE = 512;
/** While it trains, attention is measured that seldom. */
const MEASURE_MS = 200;
/** The speed that is reported is that of the last so many milliseconds. */
const SPEED_MS = 1000;

/**
 * One training run in a worker. It trains in short slices, so that every request of the page is answered soon; what
 * it has learned goes out in reports, which the page asks for when it is ready to show them.
 */
export class TrainingHost {
  #core;
  /** @type {Training | null} */
  #live = null;
  /** @type {Training | null} an earlier moment of the run that somebody looks at */
  #viewed = null;
  /** @type {{until: number, accuracy: number, pace: import("./pace.js").Pace | null, from: number, since: number, measures: boolean, done: (value: null) => void, failed: (error: unknown) => void} | null} */
  #going = null;
  /** Steps between two moments that are kept. */
  #stride = 1;
  #savedAt = -1;
  /** @type {{step: number, checkpoint: Uint8Array}[]} */
  #saved = [];
  #steps = 0;
  #reported = 0;
  #atOnce = 1;
  /** @type {{at: number, steps: number}[]} */
  #pace = [];
  #channel = new MessageChannel();
  #due = false;
  #measuredAt = Number.NEGATIVE_INFINITY;
  /** @type {TrainingReport["measures"]} */
  #measured = [];

  /** @param {import("./core.js").Core} core */
  constructor(core) {
    this.#core = core;
    this.#channel.port1.onmessage = () => {
      this.#due = false;
      this.#slice();
    };
  }

  /**
   * Opens a run, or goes on with one that was saved.
   * @param {{config?: object, checkpoint?: Uint8Array}} start
   */
  open({ config, checkpoint }) {
    const next = checkpoint ? this.#core.restore(checkpoint) : this.#core.train(config ?? {});
    this.#stop();
    this.#live?.close();
    this.leaveView();
    this.#live = next;
    this.#saved = [];
    this.#stride = 1;
    this.#steps = next.state.steps;
    this.#reported = 0;
    this.#pace = [];
    this.#measuredAt = Number.NEGATIVE_INFINITY;
    this.#measured = [];
    this.#keep();
    const { nodes: lookNodes, values: look } = next.look();
    const { config: complete, vocabulary } = next;
    return { value: { config: complete, vocabulary, lookNodes, look }, transfer: [look.buffer] };
  }

  /**
   * Trains until a number of steps, until held-out accuracy, or until pause(). Answers when it has stopped.
   * @param {{until: number, accuracy?: number, pace?: import("./pace.js").Pace | null, measures?: boolean}} goal
   *   `pace`: slowly, so that somebody can watch; as fast as it can without. `measures`: attention, the first time at
   *   step 1
   */
  run({ until, accuracy = 2, pace = null, measures = false }) {
    this.#stop();
    this.#training();
    this.#pace = [];
    return new Promise((resolve, reject) => {
      this.#going = {
        ...{ until, accuracy, pace, measures, from: this.#steps, since: performance.now() },
        done: (value) => resolve({ value }),
        failed: reject,
      };
      this.#goOn();
    });
  }

  pause() {
    // Where it was paused can be gone back to.
    if (this.#going) this.#keep();
    this.#stop();
    return { value: null };
  }

  /** Every `stride` steps one moment is kept, so that it can be gone back to. @param {{stride: number}} _ */
  keepEvery({ stride }) {
    this.#stride = stride;
    return { value: null };
  }

  /**
   * What is new since the last report.
   * @param {{look?: boolean, measures?: boolean}} wanted
   * @returns {{value: TrainingReport, transfer: Transferable[]}}
   */
  report({ look = false, measures = false }) {
    const training = this.#training();
    const { status, steps, loss, accuracy, evaluations, diverged } = training.state;
    const losses = training.losses.slice(this.#reported);
    const from = this.#reported;
    this.#reported += losses.length;
    const saved = this.#saved;
    this.#saved = [];
    const values = look ? training.look().values : undefined;
    const now = performance.now();
    if (measures && (!this.#going || now - this.#measuredAt >= MEASURE_MS)) {
      this.#measure();
      this.#measuredAt = now;
    }
    /** @type {TrainingReport} */
    const report = {
      ...{ status, steps, loss, accuracy, evaluations, diverged, from, losses, saved },
      stepsPerSecond: this.#speed(),
      look: values,
      measures: this.#measured,
    };
    this.#measured = [];
    const buffers = [losses.buffer, ...saved.map(({ checkpoint }) => checkpoint.buffer)];
    return {
      value: report,
      transfer: /** @type {Transferable[]} */ (values ? [...buffers, values.buffer] : buffers),
    };
  }

  /** An earlier moment, beside the run. @param {{checkpoint: Uint8Array}} moment */
  view({ checkpoint }) {
    const next = this.#core.restore(checkpoint);
    this.leaveView();
    this.#viewed = next;
    const { values } = next.look();
    return { value: { look: values }, transfer: [values.buffer] };
  }

  leaveView() {
    this.#viewed?.close();
    this.#viewed = null;
    return { value: null };
  }

  /** The whole tape of a step: of the run, or of the moment that is viewed. */
  snapshot() {
    const { nodes, values } = this.#shown().snapshot();
    return { value: { nodes, values }, transfer: [values.buffer] };
  }

  /** @param {{of: "look" | "step", path: string, row: number, col: number}} cell */
  explain({ of, path, row, col }) {
    const training = this.#shown();
    return {
      value: of === "look" ? training.explainLook(path, row, col) : training.explain(path, row, col),
    };
  }

  /** @param {{of: "look" | "step", path: string, row: number, col: number}} cell */
  reach({ of, path, row, col }) {
    const training = this.#shown();
    return { value: of === "look" ? training.reachLook(path, row, col) : training.reach(path, row, col) };
  }

  /** @param {{path: string, row: number, col: number, value: number}} edit */
  setParameter({ path, row, col, value }) {
    this.#training().setParameter(path, row, col, value);
    this.#keep();
    return { value: null };
  }

  /** @param {{safetensors: Uint8Array}} file */
  setParameters({ safetensors }) {
    this.#training().setParameters(safetensors);
    this.#keep();
    return { value: null };
  }

  parameters() {
    const value = this.#shown().parameters();
    return { value, transfer: [value.buffer] };
  }

  save() {
    const value = this.#shown().save();
    return { value, transfer: [value.buffer] };
  }

  close() {
    this.#stop();
    this.leaveView();
    this.#live?.close();
    this.#live = null;
    this.#channel.port1.close();
  }

  /** Accuracy on held-out examples of another length. @param {{length: number}} _ */
  test({ length }) {
    return { value: this.#shown().test(length) };
  }

  /** The answer to run() is due: the goal is reached, the run has ended, or it was paused. */
  #stop() {
    const { done } = this.#going ?? {};
    this.#going = null;
    done?.(null);
  }

  #slice() {
    if (!this.#going) return;
    const { until, accuracy, pace, from, since, measures, failed } = this.#going;
    const start = performance.now();
    /** Where somebody watches, the step that is due by now. */
    const due = pace ? from + 1 + stepsBy(pace, start - since) : until;
    try {
      while (true) {
        const atOnce = this.#steps === 0 ? 1 : this.#atOnce;
        const count = Math.min(
          atOnce,
          due - this.#steps,
          until - this.#steps,
          this.#nextKept() - this.#steps,
        );
        const before = performance.now();
        const lines = count > 0 ? this.#training().step(count) : [];
        this.#steps += lines.length;
        const spent = performance.now() - before;
        if (lines.length)
          this.#atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor((lines.length * 4) / spent)));
        if (measures && this.#steps === 1) this.#measure();
        if (this.#steps === this.#nextKept()) this.#keep();
        const reached = lines.some((line) => (line.accuracy ?? -1) >= accuracy);
        if (reached || this.#steps >= until || lines.length < count) {
          this.#keep();
          this.#stop();
          return;
        }
        if (this.#steps >= due || performance.now() - start >= SLICE_MS) break;
      }
      this.#pace.push({ at: performance.now(), steps: this.#steps });
    } catch (error) {
      this.#going = null;
      failed(error);
      return;
    }
    if (pace) setTimeout(() => this.#goOn(), FRAME_MS);
    else this.#goOn();
  }

  /** The next slice, after whatever the page has asked for meanwhile; one is on its way at most. */
  #goOn() {
    if (this.#due) return;
    this.#due = true;
    this.#channel.port2.postMessage(null);
  }

  #nextKept() {
    return (Math.floor(this.#savedAt / this.#stride) + 1) * this.#stride;
  }

  #keep() {
    const checkpoint = this.#training().save();
    // Typed over, or stopped where it was kept already: the newer one counts.
    if (this.#saved.at(-1)?.step === this.#steps) this.#saved.pop();
    this.#saved.push({ step: this.#steps, checkpoint });
    this.#savedAt = this.#steps;
  }

  /** Attention in the last step; its whole tape is as much work as the step. */
  #measure() {
    const step = this.#steps;
    if (step === 0 || this.#measured.at(-1)?.step === step) return;
    this.#measured.push({ step, ...measureAttention(new Trace(this.#training().snapshot())) });
  }

  #speed() {
    const last = this.#pace.at(-1);
    if (!last) return null;
    while (this.#pace.length > 2 && last.at - this.#pace[0].at > SPEED_MS) this.#pace.shift();
    const [first] = this.#pace;
    return last.at > first.at ? (1000 * (last.steps - first.steps)) / (last.at - first.at) : null;
  }

  #training() {
    if (!this.#live) throw new QkvError("closed", "training: nothing is open");
    return this.#live;
  }

  #shown() {
    return this.#viewed ?? this.#training();
  }
}
