import { h } from "../components/dom.js";
import { stepFor } from "../map/steps.js";
import { createMap } from "../views/map.js";
import { createLearning } from "./map-learning.js";

/** @typedef {Record<string, any>} State */

/** How long each word is lit while the map plays, in milliseconds at speed 1. */
const WORD_MS = 2200;

/**
 * The map as the page opens it: a word is lit, a matrix leads into its step, and it can be played word by word.
 * @param {import("../views/context.js").Context} context
 * @param {(from: HTMLElement | null, path: string, go: () => Promise<unknown>) => void} grow
 *   goes to a step with one continuous movement, from the matrix that was chosen to the step's own
 */
export function createMapPage(context, grow) {
  const { store, actions } = context;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let playing;

  function stop() {
    clearInterval(playing);
    playing = undefined;
  }
  function stopAndSay() {
    stop();
    update(store.state);
  }

  /** Lights one word after the other, each for as long as it takes to read what is said of it. */
  function play() {
    if (playing) return stopAndSay();
    const next = () => {
      const { trace, map_token } = store.state;
      const count = trace.config.tokens.length;
      actions.adapt({ map_token: map_token === null ? 0 : (map_token + 1) % count });
    };
    playing = setInterval(next, WORD_MS / Number(store.state.speed));
    next();
  }

  const learning = createLearning(context, () => update(store.state));
  function endLearning() {
    learning.end();
    update(store.state);
  }

  /** @param {string} path */
  function open(path) {
    const { state } = store;
    const shown = learning.shown;
    const to = stepFor(path, state, shown && !shown.starting ? shown.trace : state.trace);
    grow(map.elementOf(path), path, () => actions.set({ ...to, cell: null }));
  }

  const map = createMap(context, {
    onLight(token) {
      if (playing) stopAndSay();
      actions.adapt({ map_token: token });
    },
    onOpen: open,
    onHead: (head) => void actions.set({ head }),
    onMode: (map_mode) => void actions.set({ map_mode }),
    onChange: (map_change) => void actions.set({ map_change }),
    onStep: (step) => void actions.goToStep(step),
    onPlay: play,
    onLearn() {
      stop();
      learning.start();
    },
    learning: {
      onStart: learning.start,
      onEnd: endLearning,
      onPause: learning.pauseOrGoOn,
      onTake: learning.take,
      onSentence: learning.move,
      onMoment: learning.view,
    },
  });

  // It stands in the page only while it is seen: its title would be a second one.
  const loading = h("p", { class: "loading", role: "status" });
  const element = h("div", { class: "map-place" });

  /** @param {State} state */
  function update(state) {
    element.hidden = state.step !== "map";
    if (element.hidden) {
      map.element.remove();
      learning.end();
      return stop();
    }
    learning.follow(state);
    if (!state.trace?.nodes.length) {
      loading.textContent = context.t("loading");
      return element.replaceChildren(loading);
    }
    if (!map.element.isConnected) element.replaceChildren(map.element);
    const map_learning = learning.shown;
    const seen =
      map_learning && !map_learning.starting ? { trace: map_learning.trace, map_mode: "forward" } : {};
    /** @type {State} */
    const shown = { ...state, ...seen };
    const last = shown.trace.config.tokens.length - 1;
    map.update({
      ...shown,
      map_token: state.map_token === null ? null : Math.min(state.map_token, last),
      map_learned: state.weights === "learned",
      map_learning,
      map_plays: playing !== undefined,
    });
  }

  return {
    element,
    focusTitle: map.focusTitle,
    /** Into the step that shows a matrix. */
    open,
    update,
    stop() {
      stop();
      learning.end();
      map.stop();
    },
  };
}
