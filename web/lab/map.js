import { h } from "../components/dom.js";
import { stepFor } from "../map/steps.js";
import { createMap } from "../views/map.js";

/** @typedef {Record<string, any>} State */

/** How long each word is lit while the map plays, in milliseconds at speed 1. */
const WORD_MS = 2200;

/**
 * The map as the page opens it: a word is lit, a matrix leads into its step, and it can be played word by word.
 * @param {import("../views/context.js").Context} context
 * @param {(from: HTMLElement | null, path: string, go: () => Promise<void>) => void} grow
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

  /** @param {string} path */
  function open(path) {
    const { state } = store;
    const to = stepFor(path, state, state.trace);
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
  });

  // It stands in the page only while it is seen: its title would be a second one.
  const loading = h("p", { class: "loading", role: "status" });
  const element = h("div", { class: "map-place" });

  /** @param {State} state */
  function update(state) {
    element.hidden = state.step !== "map";
    if (element.hidden) {
      map.element.remove();
      return stop();
    }
    if (!state.trace?.nodes.length) {
      loading.textContent = context.t("loading");
      return element.replaceChildren(loading);
    }
    if (!map.element.isConnected) element.replaceChildren(map.element);
    const last = state.trace.config.tokens.length - 1;
    const map_token = state.map_token === null ? null : Math.min(state.map_token, last);
    map.update({ ...state, map_token, map_learned: false, map_plays: playing !== undefined });
  }

  return {
    element,
    focusTitle: map.focusTitle,
    /** Into the step that shows a matrix. */
    open,
    update,
    stop() {
      stop();
      map.stop();
    },
  };
}
