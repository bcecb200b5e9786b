// How much room a view takes, before it is there and after.

import { isTraining } from "../state/seen.js";
import { VIEWS } from "../state/view-schema.js";
import { FIGURE_HEIGHTS } from "./figure-heights.js";

/** A figure that is less wide stands in one column. */
const NARROW = 600;
/** A figure of a step that is not known, or of the map, may be about so high. */
const USUAL = [480, 600];
/** Of what is not a figure so much is kept: whatever follows it is then mostly out of sight. */
const OTHERS = 600;

/** Whether the page has put nothing into the element. @param {Element} host */
export const isBlank = (host) => host.childElementCount === 0 && !host.textContent?.trim();

/** The height that the page has given, "420px", if it has. @param {Element} host */
export function heightOf(host) {
  const given = host.getAttribute("height") ?? "";
  return /^\d+(\.\d+)?(px)?$/.test(given) ? Number.parseFloat(given) : null;
}

/**
 * How much height is kept for a view before it is there, so that nothing of the page moves when it comes.
 * @param {Record<string, any>} fields @param {number} width
 */
export function reservedHeight({ view = "full", step = "" }, width) {
  if (view === "full") return 0;
  if (view !== "figure") return OTHERS;
  return (FIGURE_HEIGHTS[step] ?? USUAL)[width < NARROW ? 1 : 0];
}

/**
 * The page is laid out for what its step and its view show.
 * @param {HTMLElement} app @param {Record<string, any>} state @param {Element} host
 */
export function layOut({ classList, style }, state, host) {
  classList.toggle("trains", isTraining(state));
  classList.toggle("wide", state.step === "compare");
  classList.toggle("maps", state.step === "map");
  // In a small view everything stands in the flow of the page around; only the whole has a frame of its own.
  classList.toggle("whole", state.view === "full");
  for (const view of VIEWS) classList.toggle(`view-${view}`, view === state.view);
  const height = heightOf(host);
  style.height = height === null ? "" : `${height}px`;
  const isAuto = state.view !== "full" || host.getAttribute("height") === "auto";
  classList.toggle("flow", height === null && isAuto);
}
