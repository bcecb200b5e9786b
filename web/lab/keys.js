import { isTraining } from "../state/seen.js";
import { answersItself, commandOf, isTyped } from "../views/shortcuts.js";

/** @typedef {import("../views/context.js").Context} Context */

/**
 * What keys do. Those that the lab uses stop at the lab, and so does all that is typed in its fields: on a slide "b"
 * would black out the screen, and a space turn the page.
 * @param {Context & {host: HTMLElement, isReady: () => boolean, leave: () => boolean}} lab `leave`: closes what lies
 *   over the view; whether there was anything
 * @returns {() => void} ends it
 */
export function createKeys({ actions, store, room, ownPage, host, isReady, leave }) {
  /** @param {KeyboardEvent} event whether somebody at the page meant the lab by it */
  function use(event) {
    const command = commandOf(event);
    if (command) event.preventDefault();
    if (event.key === "Escape") {
      const { playing } = store.state;
      if (playing) actions.pause();
      return playing || leave();
    }
    if (command === "undo") actions.undo();
    else if (command === "redo") actions.redo();
    else if (command === "play" && isTraining(store.state)) room.startOrPause();
    else if (command === "play") actions.playOrPause();
    else if (command) actions.moveStep(command === "back" ? -1 : 1);
    return command !== null;
  }

  /** Keys that are held down and were used: their release is the lab's as well. @type {Set<string>} */
  const held = new Set();

  /** @param {Event} event */
  function down(event) {
    if (!isReady() || !(event instanceof KeyboardEvent)) return;
    const mine = event.defaultPrevented || isTyped(event) || answersItself(event);
    held.delete(event.code);
    if (!use(event) && !mine) return;
    held.add(event.code);
    keep(event);
  }
  /** @param {Event} event */
  function pressed(event) {
    if (event instanceof KeyboardEvent && (held.has(event.code) || isTyped(event))) keep(event);
  }
  /** @param {Event} event */
  function up(event) {
    pressed(event);
    if (event instanceof KeyboardEvent) held.delete(event.code);
  }
  /** On a page of our own nobody else listens. @param {Event} event */
  const keep = (event) => void (ownPage || event.stopPropagation());

  const target = ownPage ? window : host;
  /** @type {[string, (event: Event) => void][]} */
  const listeners = [
    ["keydown", down],
    ["keypress", pressed],
    ["keyup", up],
  ];
  for (const [type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of listeners) target.removeEventListener(type, listener);
  };
}
