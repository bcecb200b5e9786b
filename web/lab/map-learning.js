import { createBlend } from "../components/blend.js";
import { RISING } from "../engine/pace.js";
import { unpadded } from "../engine/unpadded.js";
import { languagesOf, learnedConfig, written } from "../state/learned.js";

/** @typedef {Record<string, any>} State */
/** @typedef {import("../runs/run.js").Run} Run */
/** @typedef {import("../engine/trace.js").Trace} Trace */

/**
 * A model that learns on the map: a training run of its own, ended when the map is left or asks for another model. The
 * run's tape is what the map shows meanwhile, for one sentence that it is never trained on.
 * @param {import("../views/context.js").Context} context @param {() => void} changed
 */
export function createLearning({ store, actions, room }, changed) {
  /** @type {Run | null} */
  let run = null;
  let opened = "";
  let most = 0;
  let example = 0;
  let due = false;
  /**
   * What is seen of the run, and how it is drawn on its way there.
   * @type {{look: unknown, example: number, trace: Trace, drawn: Trace, answer: import("../views/map-learning.js").Answer} | null}
   */
  let seen = null;
  const blend = createBlend((values) => {
    draw(values);
    changed();
  });
  function draw(/** @type {Float32Array} */ values) {
    if (seen) seen.drawn = values === seen.trace.values ? seen.trace : seen.trace.withValues(values);
  }

  const configOf = (/** @type {State} */ state) => learnedConfig(state, languagesOf(state.lang)[0]);

  /** What a held-out sentence asks for, and what is answered. @param {Run} of @param {number} which */
  function answerOf(of, which) {
    const answer = of
      .lookAt(which)
      ?.answers()
      .find(({ wanted }) => wanted !== null);
    return /** @type {import("../views/map-learning.js").Answer} */ (answer);
  }

  /** The first sentence that is answered wrongly at the start: there the learning is seen. @param {Run} of */
  function telling(of) {
    const count = of.lookAt(0)?.batch ?? 1;
    const wrong = Array.from({ length: count }, (_, i) => i).find((i) => !answerOf(of, i).right);
    return wrong ?? 0;
  }

  function see() {
    const { reducedMotion } = store.state;
    const trace = run?.lookAt(example);
    if (!run || !trace || (seen?.look === run.look && seen.example === example)) return;
    // Where motion is not welcome only results are shown.
    if (reducedMotion && seen && run.phase === "training") return;
    const jumps = reducedMotion || seen?.example !== example;
    const whole = unpadded(trace);
    seen = { look: run.look, example, trace: whole, drawn: whole, answer: answerOf(run, example) };
    draw(blend.show(whole.values, jumps));
  }

  /** What the run has to tell is shown once a frame. */
  function tell() {
    if (due) return;
    due = true;
    const show = () => {
      due = false;
      // Its worker died, and so did the one in its place.
      const lost = run?.phase === "failed" ? run.problem : null;
      if (lost) {
        end();
        actions.report(lost);
      }
      see();
      changed();
    };
    if (document.hidden) setTimeout(show);
    else requestAnimationFrame(show);
  }

  /** @param {Run} mine @param {() => Promise<unknown>} work */
  async function guarded(mine, work) {
    try {
      await work();
    } catch (error) {
      if (run !== mine) return;
      end();
      actions.report(error);
    }
  }

  function light() {
    const last = (seen?.trace.config.tokens.length ?? 1) - 1;
    actions.adapt({ map_token: last });
  }

  function train(/** @type {Run} */ mine) {
    return mine.train({ until: most, pace: store.state.reducedMotion ? null : RISING });
  }

  function start() {
    end();
    const config = configOf(store.state);
    const mine = room.makeRun(tell);
    [run, opened, most, example] = [mine, JSON.stringify(config), config.steps, 0];
    changed();
    return guarded(mine, async () => {
      await mine.open(config);
      if (run !== mine) return;
      example = telling(mine);
      see();
      light();
      await train(mine);
    });
  }

  /** Ends the run, also before it has started. */
  function end() {
    run?.close();
    run = seen = null;
    blend.stop();
  }

  return {
    start,
    end,
    /** Ended where the map is asked for another model than the one that learns. @param {State} state */
    follow(state) {
      if (run && JSON.stringify(configOf(state)) !== opened) end();
    },
    pauseOrGoOn() {
      const mine = run;
      if (!mine) return;
      guarded(mine, () => (mine.phase === "training" ? mine.pause() : train(mine)));
    },
    /** @param {number} step of those that were kept */
    view(step) {
      const mine = run;
      if (mine) guarded(mine, () => mine.view(step));
    },
    /** Another held-out sentence. @param {number} by */
    move(by) {
      const count = run?.lookAt(example)?.batch ?? 1;
      example = (example + by + count) % count;
      see();
      light();
      changed();
    },
    /** Its weights go into the chapters, with the sentence that is seen. */
    async take() {
      if (!seen) return;
      const sentence = written(seen.trace.config.tokens);
      await actions.set({ weights: "learned", sentence });
      end();
      changed();
    },
    /** What the map shows of it; null where nothing learns. @returns {import("../views/map-learning.js").Learning | null} */
    get shown() {
      if (!run) return null;
      if (!seen) return { starting: true };
      const { evaluations, losses, shownStep: step } = run;
      return {
        ...{ starting: false, phase: run.phase, step, most, losses },
        ...{ trace: seen.trace, drawn: seen.drawn, answer: seen.answer },
        loss: step > 0 ? losses[step - 1] : null,
        accuracy: evaluations.filter((each) => each.step <= step).at(-1)?.accuracy ?? null,
        right: evaluations.find(({ accuracy }) => accuracy === 1)?.step ?? null,
        moments: run.timeline.steps,
      };
    },
  };
}
