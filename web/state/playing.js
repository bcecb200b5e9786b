import { isSumOfProducts } from "../components/formula.js";
import { STEP_IDS } from "../lessons/chapters.js";
import { mainPath } from "../lessons/paths.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./actions.js").Actions} Actions */

/** How long each thing is looked at, in milliseconds at speed 1. */
const PAUSE = { term: 420, cell: 260, given: 3000, calmCell: 900, end: 1400 };

/** How many cells of a step are added up product by product; the rest of the matrix fills cell by cell. */
const SLOW_CELLS = 3;

/**
 * Moves the player on while it plays: product by product, cell by cell, step by step.
 * @param {Store} store @param {Actions} actions
 * @returns {() => void} stops it for good
 */
export function runPlayer(store, actions) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const place = () => {
    const { state } = store;
    const path = mainPath(state, state.trace);
    const node = state.trace.node(path);
    const [rows, cols] = node.shape;
    const at = state.cell?.path === path ? state.cell.row * cols + state.cell.col : 0;
    const terms = state.explanation && isSumOfProducts(state.explanation) ? state.explanation.args.length : 0;
    const given = node.inputs.length === 0;
    return { state, path, cols, at, count: rows * cols, terms, given };
  };

  function delay() {
    const { state, at, count, given } = place();
    const base = given
      ? PAUSE.given
      : state.term !== null
        ? PAUSE.term
        : at === count - 1
          ? PAUSE.end
          : state.reducedMotion
            ? PAUSE.calmCell
            : PAUSE.cell;
    return base / Number(state.speed);
  }

  async function tick() {
    const { state, path, cols, at, count, terms, given } = place();
    if (!given && state.term !== null && state.term < terms - 1) {
      store.set({ term: state.term + 1 });
    } else if (!given && at + 1 < count) {
      const next = at + 1;
      const slow = next < SLOW_CELLS && terms > 0 && !state.reducedMotion;
      await actions.selectCell(
        { path, row: Math.floor(next / cols), col: next % cols },
        { term: slow ? 0 : null, walking: true },
      );
    } else if (state.step !== STEP_IDS.at(-1)) {
      actions.moveStep(1);
      await actions.play();
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
