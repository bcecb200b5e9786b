import { isSumOfProducts } from "../engine/explanation.js";
import { mainPath } from "../lessons/paths.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./actions.js").Actions} Actions */

/** How long each thing is looked at, in milliseconds at speed 1. */
const PAUSE = { term: 420, cell: 260, calmCell: 900 };

/** How many cells of a step are added up product by product; the rest of the matrix fills cell by cell. */
const SLOW_CELLS = 3;

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
    const base = term !== null ? PAUSE.term : reducedMotion ? PAUSE.calmCell : PAUSE.cell;
    return base / Number(speed);
  }

  async function tick() {
    const { state, path, cols, at, count, terms } = place();
    if (state.term !== null && state.term < terms - 1) {
      actions.showTerm(state.term + 1);
    } else if (at + 1 < count) {
      const next = at + 1;
      const slow = next < SLOW_CELLS && terms > 0 && !state.reducedMotion;
      await actions.selectCell(
        { path, row: Math.floor(next / cols), col: next % cols },
        { term: slow ? 0 : null, walking: true },
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
