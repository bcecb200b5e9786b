import { isSumOfProducts } from "../engine/explanation.js";
import { mainPath } from "../lessons/paths.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./actions.js").Actions} Actions */

/**
 * How long each thing is looked at, in milliseconds at speed 1: the products of the first cell one by one, those of the
 * rest of its row quicker, and then the matrix fills in a wave.
 */
const PAUSE = { term: 420, quickTerm: 120, cell: 260, wave: 45, calmCell: 900 };

/** A wave is over after so many moments, however many numbers it fills. */
const WAVE = 90;

/**
 * Moves the player on while it plays: product by product, cell by cell, to the end of the step's matrix. There
 * it stops: what stands below, exercises above all, is for the learner to do before going on.
 * @param {Store} store @param {Actions} actions
 * @returns {() => void} stops it for good
 */
export function runPlayer(store, actions) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const place = () => {
    const { state } = store;
    const path = mainPath(state, state.trace);
    const [rows, cols] = state.trace.node(path).shape;
    const at = state.cell?.path === path ? state.cell.row * cols + state.cell.col : 0;
    const terms = state.explanation && isSumOfProducts(state.explanation) ? state.explanation.args.length : 0;
    return { state, path, cols, at, count: rows * cols, terms };
  };

  function delay() {
    const { term, reducedMotion, speed } = store.state;
    const { at, cols } = place();
    const inRow = at < cols;
    const base =
      term !== null
        ? at === 0
          ? PAUSE.term
          : PAUSE.quickTerm
        : reducedMotion
          ? PAUSE.calmCell
          : inRow
            ? PAUSE.cell
            : PAUSE.wave;
    return base / Number(speed);
  }

  async function tick() {
    const { state, path, cols, at, count, terms } = place();
    if (state.term !== null && state.term < terms - 1) {
      actions.showTerm(state.term + 1);
    } else if (at + 1 < count) {
      const calm = state.reducedMotion;
      const inRow = at + 1 < cols;
      const next = inRow || calm ? at + 1 : Math.min(count - 1, at + Math.ceil((count - cols) / WAVE));
      await actions.selectCell(
        { path, row: Math.floor(next / cols), col: next % cols },
        { term: inRow && terms > 0 && !calm ? 0 : null, walking: true },
      );
    } else {
      actions.pause();
    }
    schedule();
  }

  function schedule() {
    clearTimeout(timer);
    if (store.state.playing && store.state.trace) timer = setTimeout(tick, delay());
  }

  const unsubscribe = store.subscribe((_, changed) => {
    if (changed.has("playing") || changed.has("speed")) schedule();
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
