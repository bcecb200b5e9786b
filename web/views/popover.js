import { h } from "../components/dom.js";
import { termOf } from "../lessons/glossary.js";
import { termName, termShapes, termText } from "./term.js";

/** @typedef {import("../i18n/index.js").Translator} Translator */

const ID = "term-popover";
const OPEN_MS = 180;
const CLOSE_MS = 220;
const MARGIN = 8;

/** Inside these a symbol is part of something that is pressed itself: it only answers to the pointer's rest. */
const PRESSED = "button, label, a, summary, select, [role='radio']";
const BLOCK = "p, li, dt, dd, figcaption, legend, h1, h2, h3, th, td, summary, div";

/**
 * Explains the symbol that is pointed at, focused or tapped, wherever one stands under `root`.
 * @param {HTMLElement} root positioned; the popover is laid over it, so that nothing moves
 * @param {Translator} t
 * @param {boolean} ownPage
 */
export function createPopover(root, t, ownPage) {
  const element = h("div", { class: "popover", id: ID, role: "tooltip", hidden: true });
  // A landmark around it, so that nothing of the page is outside of all; those of somebody else's page are theirs.
  const layer = h(ownPage ? "aside" : "div", {}, element);
  /** @type {HTMLElement | null} */
  let open = null;
  let pinned = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {EventTarget | null} target @returns {HTMLElement | null} */
  const symbolAt = (target) =>
    target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-symbol]")) : null;

  /** @param {HTMLElement} symbol */
  function show(symbol) {
    clearTimeout(timer);
    const written = (symbol.dataset.symbol ?? "").replace(/ᵀ$/, "");
    const term = termOf(written);
    if (!term || symbol.closest(".popover, .glossary")) return;
    if (open !== symbol) {
      hide();
      open = symbol;
      element.replaceChildren(
        h("p", { class: "popover-name" }, termName(term, t, written), ...termShapes(term, t)),
        h("p", {}, termText(term, t, written)),
      );
      symbol.setAttribute("aria-describedby", ID);
    }
    if (ownPage) layer.setAttribute("aria-label", t("glossary"));
    element.hidden = false;
    place(symbol);
  }

  /** Below the symbol if there is room, else above; never outside. @param {HTMLElement} symbol */
  function place(symbol) {
    const frame = root.getBoundingClientRect();
    const at = symbol.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.max(MARGIN, Math.min(at.left - frame.left - 12, frame.width - width - MARGIN));
    const below = at.bottom - frame.top + 6;
    const top = below + height + MARGIN <= frame.height ? below : at.top - frame.top - height - 6;
    element.style.left = `${left}px`;
    element.style.top = `${Math.max(MARGIN, top)}px`;
  }

  function hide() {
    clearTimeout(timer);
    open?.removeAttribute("aria-describedby");
    open = null;
    pinned = false;
    element.hidden = true;
  }

  const later = (/** @type {() => void} */ action, /** @type {number} */ ms) => {
    clearTimeout(timer);
    timer = setTimeout(action, ms);
  };

  /** @type {Record<string, (event: any) => void>} */
  const listeners = {
    pointerover(event) {
      if (event.pointerType === "touch") return;
      const symbol = symbolAt(event.target);
      if (symbol) later(() => show(symbol), open ? 60 : OPEN_MS);
      else if (event.target.closest?.(".popover")) clearTimeout(timer);
      else if (open && !pinned && !open.matches(":focus")) later(hide, CLOSE_MS);
      else clearTimeout(timer);
    },
    pointerleave() {
      if (open && !pinned && !open.matches(":focus")) later(hide, CLOSE_MS);
    },
    focusin(event) {
      const symbol = symbolAt(event.target);
      if (symbol && symbol === event.target) show(symbol);
      else if (open) hide();
    },
    focusout() {
      if (open) hide();
    },
    click(event) {
      const symbol = symbolAt(event.target);
      if (!symbol?.matches("[role='button']")) return;
      if (open === symbol && pinned) hide();
      else {
        show(symbol);
        pinned = true;
      }
    },
    keydown(event) {
      if (event.key === "Escape" && open) {
        hide();
        event.stopPropagation();
      } else if (event.key === "Enter" || event.key === " ") {
        const symbol = symbolAt(event.target);
        if (!symbol || symbol !== event.target) return;
        event.preventDefault();
        if (open === symbol) hide();
        else show(symbol);
      }
    },
    scroll() {
      if (open && !element.hidden) place(open);
    },
  };
  // Before anybody else, so that Escape closes the innermost thing first.
  for (const [type, listener] of Object.entries(listeners)) root.addEventListener(type, listener, true);

  /** Once in each block of text a symbol can be reached with the keyboard. @param {Element} added */
  function decorate(added) {
    const symbols = [...added.querySelectorAll("[data-symbol]")];
    if (added.matches("[data-symbol]")) symbols.push(added);
    for (const symbol of /** @type {HTMLElement[]} */ (symbols)) {
      const name = symbol.dataset.symbol ?? "";
      if (!termOf(name) || symbol.closest(".popover, .glossary")) continue;
      symbol.classList.add("explained");
      if (symbol.closest(PRESSED) || symbol.closest("[aria-hidden='true']")) continue;
      const block = symbol.closest(BLOCK);
      const first = [...(block?.querySelectorAll("[data-symbol]") ?? [])].find(
        (other) => /** @type {HTMLElement} */ (other).dataset.symbol === name,
      );
      symbol.setAttribute("role", "button");
      symbol.tabIndex = first === symbol ? 0 : -1;
    }
  }
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) if (node instanceof Element) decorate(node);
    if (open && !open.isConnected) hide();
  });
  observer.observe(root, { childList: true, subtree: true });
  decorate(root);

  return {
    element: layer,
    stop() {
      clearTimeout(timer);
      observer.disconnect();
      for (const [type, listener] of Object.entries(listeners))
        root.removeEventListener(type, listener, true);
    },
  };
}
