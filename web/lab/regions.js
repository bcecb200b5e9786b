// A view is a choice of what is shown of one lab: which of its regions are made, and how they are joined.

import { h } from "../components/dom.js";
import { MAP } from "../lessons/chapters.js";
import { stateShown } from "../state/seen.js";
import { createTransport } from "../training/transport.js";
import { createBalloon } from "../views/balloon.js";
import { createFoot } from "../views/foot.js";
import { createGlossary } from "../views/glossary.js";
import { createHeader } from "../views/header.js";
import { createInspector } from "../views/inspector.js";
import { createMessages } from "../views/messages.js";
import { createMiniMap } from "../views/mini-map.js";
import { createPlayer } from "../views/player.js";
import { createPopover } from "../views/popover.js";
import { createSettings } from "../views/settings.js";
import { createSidebar } from "../views/sidebar.js";
import { createStage } from "../views/stage.js";
import { createMapPage } from "./map.js";

/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {{element: HTMLElement, update: (state: any) => void, stop?: () => void}} Region */

/**
 * @typedef {object} Regions
 * @property {Region[]} all  in the order in which they stand
 * @property {ReturnType<typeof createStage> | null} stage
 * @property {ReturnType<typeof createMapPage> | null} map
 * @property {Region} transport  follows the training runs too
 * @property {Region[]} early  those that have something to show before any number is there
 * @property {() => void} stop
 */

/** Nothing is open beside a figure: the mini map has its place in the whole page alone. @returns {Region} */
const nothing = () => ({ element: h("span", { hidden: true }), update: () => {} });

/**
 * @param {Context} context @param {HTMLElement} app
 * @param {Parameters<typeof createMapPage>[1]} grow
 * @returns {Regions}
 */
export function createRegions(context, app, grow) {
  const { store, actions, t, panels, ownPage } = context;
  const { view } = store.state;
  const messages = createMessages(context);
  const transport = createTransport(context);
  const foot = createFoot(context);
  const popover = createPopover(app, t, ownPage);

  /** @param {Region[]} all @param {Partial<Regions>} [more] @returns {Regions} */
  function joined(all, more = {}) {
    app.replaceChildren(...all.map(({ element }) => element), popover.element);
    const stop = () => {
      popover.stop();
      for (const region of all) region.stop?.();
    };
    return { all, stage: null, map: null, transport, early: all, stop, ...more };
  }

  if (view === "exercise") {
    const exercise = panels.exercise(context);
    const place = h("section", { class: "stage", part: "scene" }, exercise.element);
    return joined([messages, { ...exercise, element: place }, foot]);
  }

  const map = createMapPage(context, grow);
  const stage = createStage(context);
  const player = createPlayer(context);
  stage.element.setAttribute("part", "scene");
  if (view !== "full") {
    const inspector = createInspector(context, nothing());
    const balloon = createBalloon(app, inspector.element, () => actions.selectCell(null));
    const opened = {
      element: inspector.element,
      /** @param {any} state */
      update(state) {
        inspector.update(state);
        balloon.update(state);
      },
      stop: balloon.stop,
    };
    const walk = view === "figure" ? [] : [player];
    const early = [messages, map, transport, foot, ...walk];
    return joined([messages, map, stage, ...walk, transport, foot, opened], { stage, map, early });
  }

  const sidebar = createSidebar(context);
  const settings = createSettings({ ...context, close: () => toggleSettings() });
  const glossary = createGlossary({ ...context, close: () => toggleGlossary() });
  const header = createHeader({
    ...context,
    toggleMenu: sidebar.toggle,
    toggleSettings: () => toggleSettings(),
    toggleGlossary: () => toggleGlossary(),
  });
  /** @param {Region} dialog @param {() => void} giveBack where the focus goes then */
  const toggle = ({ element, update }, giveBack) => {
    element.hidden = !element.hidden;
    update(stateShown(store.state));
    if (element.hidden) giveBack();
    else element.querySelector("button")?.focus();
  };
  const toggleSettings = () => toggle(settings, header.focusSettings);
  const toggleGlossary = () => toggle(glossary, header.focusGlossary);
  const mini = createMiniMap(context, {
    onOpen: map.open,
    onMap: () => void actions.goToStep(MAP.id),
  });
  const inspector = createInspector(context, mini);
  inspector.element.setAttribute("part", "inspector");
  return joined([header, messages, sidebar, map, stage, inspector, player, transport, settings, glossary], {
    stage,
    map,
    early: [header, messages, sidebar, map, player, transport],
  });
}
