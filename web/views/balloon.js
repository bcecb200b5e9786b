/** @typedef {Record<string, any>} State */

const MARGIN = 8;
/** Between the number and what is said of it. */
const GAP = 10;

/** In less height it is better to cover something. */
const LOWEST = 260;

/**
 * Where the balloon stands: beside the matrix at its right if there is room, else below or above the number, if need be
 * less tall than it would like to be; never outside. At the left stands what the number was made from.
 * @param {{left: number, top: number, right: number, bottom: number}} of  the number
 * @param {{right: number}} picture  the matrix that it stands in
 * @param {{width: number, height: number}} size  of the balloon
 * @param {{width: number, height: number}} view  what can be seen
 * @returns {{left: number, top: number, most: number}} `most`: its greatest height
 */
export function placeBeside(of, picture, size, view) {
  const most = view.height - 2 * MARGIN;
  const height = Math.min(size.height, most);
  const within = (/** @type {number} */ at, /** @type {number} */ length, /** @type {number} */ all) =>
    Math.max(MARGIN, Math.min(at, all - length - MARGIN));
  if (picture.right + GAP + size.width + MARGIN <= view.width)
    return { left: picture.right + GAP, top: within(of.top - height / 3, height, view.height), most };
  const left = within((of.left + of.right - size.width) / 2, size.width, view.width);
  const below = Math.min(most, view.height - MARGIN - (of.bottom + GAP));
  const above = Math.min(most, of.top - GAP - MARGIN);
  if (below >= Math.min(height, LOWEST) && (below >= height || below >= above))
    return { left, top: Math.max(MARGIN, of.bottom + GAP), most: below };
  if (above >= Math.min(height, LOWEST))
    return {
      left,
      top: within(of.top - GAP - Math.min(height, above), Math.min(height, above), view.height),
      most: above,
    };
  return { left, top: within(of.bottom + GAP, height, view.height), most };
}

/**
 * An opened number in a figure: what is said of it lies over the page, in the browser's top layer where it has one, so
 * that nothing moves and nothing is cut off. While the player walks the numbers the picture is to be seen.
 * @param {HTMLElement} root @param {HTMLElement} element @param {() => void} close
 */
export function createBalloon(root, element, close) {
  element.classList.add("balloon");
  element.popover = "manual";
  let open = false;
  let due = 0;

  function place() {
    due = 0;
    const cell = root.querySelector(
      ".scenes td.selected, .scenes .picture-mark, .scenes .matrix:has(.selected)",
    );
    const matrix = cell?.closest(".matrix");
    if (!open || !cell || !matrix) return;
    // Its whole height, also where it was made less tall.
    const { offsetWidth: width, scrollHeight: height } = element;
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const at = placeBeside(
      cell.getBoundingClientRect(),
      matrix.getBoundingClientRect(),
      { width, height },
      view,
    );
    element.style.left = `${at.left}px`;
    element.style.top = `${at.top}px`;
    element.style.maxHeight = `${at.most}px`;
  }
  const later = () => {
    due ||= requestAnimationFrame(place);
  };
  /** Whoever presses elsewhere in the page goes on reading there. @param {Event} event */
  const pressed = (event) => {
    if (!event.composedPath().includes(root)) close();
  };
  const listeners = /** @type {[EventTarget, string, (event: any) => void][]} */ ([
    [document, "scroll", later],
    [window, "resize", later],
    [document, "pointerdown", pressed],
  ]);

  /** @param {boolean} wanted */
  function show(wanted) {
    if (open === wanted) return;
    open = wanted;
    element.classList.toggle("shown", open);
    if (open) element.showPopover?.();
    else if (element.isConnected) element.hidePopover?.();
    for (const [target, type, listener] of listeners)
      if (open) target.addEventListener(type, listener, { capture: true, passive: true });
      else target.removeEventListener(type, listener, { capture: true });
  }

  return {
    /** @param {State} state */
    update(state) {
      show(Boolean(state.cell && state.explanation && !state.walking));
      if (open) later();
    },
    stop() {
      show(false);
      cancelAnimationFrame(due);
    },
  };
}
