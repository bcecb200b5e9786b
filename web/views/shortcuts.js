// Keys that mean something wherever the focus is not in a control.

/** What answers to these keys itself. */
const CONTROLS =
  "a, button, canvas, input, select, summary, textarea, [role='button'], [role='dialog'], [contenteditable]";
/** What one writes into. */
const FIELDS =
  "input:not([type='checkbox'], [type='radio'], [type='range']), textarea, select, [contenteditable]";
/** What controls take for themselves. */
const CONTROL_KEYS = new Set([
  ...[" ", "Enter", "Home", "End", "PageUp", "PageDown"],
  ...["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
]);

/** @typedef {"play" | "back" | "forward" | "undo" | "redo"} Command */

/** @type {Record<string, Command>} */
const COMMANDS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward" };

/** Where a key was pressed, also inside a shadow root. @param {KeyboardEvent} event */
const placeOf = (event) => {
  const [at] = event.composedPath();
  return at instanceof Element ? at : null;
};

/** Whether it is written into a field. @param {KeyboardEvent} event */
export const isTyped = (event) => placeOf(event)?.matches(FIELDS) === true;

/** Whether the control in which it was pressed does something with it. @param {KeyboardEvent} event */
export const answersItself = (event) =>
  CONTROL_KEYS.has(event.key) && Boolean(placeOf(event)?.closest(CONTROLS));

/**
 * What a key asks of the page, or null. In a matrix the arrows go from number to number (and are taken by
 * then), but the space bar plays from the open number on. A field of text has an undo of its own.
 * @param {KeyboardEvent} event
 * @returns {Command | null}
 */
export function commandOf(event) {
  const at = placeOf(event);
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    const isText = at?.matches("input[type='text'], textarea, [contenteditable]");
    return isText ? null : event.shiftKey ? "redo" : "undo";
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (at?.closest(CONTROLS)) return null;
  return COMMANDS[event.key] ?? null;
}
