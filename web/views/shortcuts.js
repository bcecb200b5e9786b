// Keys that mean something wherever the focus is not in a control.

/** What answers to these keys itself. */
const CONTROLS =
  "a, button, canvas, input, select, summary, textarea, [role='button'], [role='dialog'], [contenteditable]";

/** @typedef {"play" | "back" | "forward" | "undo" | "redo"} Command */

/** @type {Record<string, Command>} */
const COMMANDS = { " ": "play", ArrowLeft: "back", ArrowRight: "forward" };

/**
 * What a key asks of the page, or null. In a matrix the arrows go from number to number (and are taken by
 * then), but the space bar plays from the open number on. A field of text has an undo of its own.
 * @param {KeyboardEvent} event
 * @returns {Command | null}
 */
export function commandOf(event) {
  const at = event.composedPath()[0];
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    const isText = at instanceof Element && at.matches("input[type='text'], textarea, [contenteditable]");
    return isText ? null : event.shiftKey ? "redo" : "undo";
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (at instanceof Element && at.closest(CONTROLS)) return null;
  return COMMANDS[event.key] ?? null;
}
