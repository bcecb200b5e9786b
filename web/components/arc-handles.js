import { h, setText } from "./dom.js";

/**
 * A share that is written at its arc and can be pulled.
 * @typedef {object} Handle
 * @property {number} key
 * @property {number} x
 * @property {number} y
 * @property {number} share  from 0 to 1
 * @property {string} text
 * @property {string} label  what it is the share of, for a screen reader
 * @property {boolean} strong
 */

/** Pulled up by so many pixels, a share grows from nothing to everything. */
const PULL = 150;
const STEP = 0.05;
const LEAP = 0.2;

/**
 * Handles of arcs: each a slider, pulled up for more, or moved with the arrow keys.
 * @param {(key: number, share: number, begins: boolean) => void} onShare  `begins`: what follows without it belongs to
 *   the same pull
 */
export function createHandles(onShare) {
  const element = h("div", { class: "arc-handles" });
  /** @type {Map<number, HTMLElement>} */
  const kept = new Map();
  /** @type {Map<number, number>} */
  let shares = new Map();
  /** @type {{key: number, y: number, share: number, begins: boolean} | null} */
  let pull = null;

  const clamp = (/** @type {number} */ share) => Math.max(0, Math.min(1, share));

  /** @param {number} key */
  function make(key) {
    const handle = h("span", { class: "arc-handle", role: "slider", tabIndex: 0 });
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", "100");
    handle.setAttribute("aria-orientation", "vertical");
    handle.addEventListener("pointerdown", (event) => begin(key, event));
    handle.addEventListener("pointermove", (event) => {
      if (!pull || pull.key !== key) return;
      onShare(key, clamp(pull.share + (pull.y - event.clientY) / PULL), pull.begins);
      pull.begins = false;
    });
    for (const end of ["pointerup", "pointercancel"])
      handle.addEventListener(end, () => {
        pull = null;
      });
    // Let go over a word, it is not meant for the word.
    handle.addEventListener("click", (event) => event.stopPropagation());
    handle.addEventListener("keydown", (event) => {
      const share = shares.get(key) ?? 0;
      const to = /** @type {Record<string, number>} */ ({
        ArrowUp: share + STEP,
        ArrowRight: share + STEP,
        ArrowDown: share - STEP,
        ArrowLeft: share - STEP,
        PageUp: share + LEAP,
        PageDown: share - LEAP,
        Home: 0,
        End: 1,
      })[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      onShare(key, clamp(to), true);
    });
    return handle;
  }

  /** Takes hold of an arc at any place. @param {number} key @param {PointerEvent} event */
  function begin(key, event) {
    const handle = kept.get(key);
    if (!handle) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    pull = { key, y: event.clientY, share: shares.get(key) ?? 0, begins: true };
  }

  return {
    element,
    begin,
    /** @param {Handle[]} handles */
    update(handles) {
      shares = new Map(handles.map(({ key, share }) => [key, share]));
      for (const [key, handle] of kept)
        if (!shares.has(key)) {
          handle.remove();
          kept.delete(key);
        }
      for (const { key, x, y, share, text, label, strong } of handles) {
        const handle = kept.get(key) ?? make(key);
        if (!kept.has(key)) {
          kept.set(key, handle);
          element.append(handle);
        }
        handle.style.left = `${x.toFixed(1)}px`;
        handle.style.top = `${y.toFixed(1)}px`;
        handle.classList.toggle("strong", strong);
        handle.setAttribute("aria-valuenow", String(Math.round(100 * share)));
        handle.setAttribute("aria-valuetext", text);
        handle.setAttribute("aria-label", label);
        setText(handle, text);
      }
    },
  };
}
