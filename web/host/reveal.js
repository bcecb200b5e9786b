// Labs on the slides of Reveal.js: keys that belong to a lab stay with it, and fragments set what it shows.

/** @typedef {any} Deck */

/** What a presenter's remote control sends: it turns slides wherever the focus is. */
const REMOTE = ["PageUp", "PageDown"];

/** @param {Element} element @param {string} name */
const fieldsIn = (element, name) =>
  Object.fromEntries(new URLSearchParams((element.getAttribute(name) ?? "").replace(/^[#?]/, "")));

/** The slide's fragments that are for a lab, in their order. @param {Element} slide @returns {{fragment: Element, lab: any}[]} */
function fragmentsOf(slide) {
  const order = (/** @type {Element} */ fragment) =>
    Number(fragment.getAttribute("data-fragment-index") ?? 0);
  return [...slide.querySelectorAll(".fragment[data-qkv]")]
    .sort((a, b) => order(a) - order(b))
    .map((fragment) => {
      const asked = fragment.getAttribute("data-qkv-for");
      return { fragment, lab: /** @type {any} */ (slide.querySelector(asked || "qkv-lab")) };
    })
    .filter(({ lab }) => typeof lab?.setState === "function");
}

/**
 * A plugin of its own for each deck of a page.
 * `<span class="fragment" data-qkv="step=softmax&scale=0"></span>` sets these fields of the slide's lab when it is
 * shown, and what they were before when it is hidden; `data-qkv-for="#b"` says which lab, where there are several.
 */
export function createPlugin() {
  /** @type {(() => void)[]} */
  let endings = [];
  /** What a lab's fields were before the first fragment set them. @type {WeakMap<object, Record<string, unknown>>} */
  const before = new WeakMap();

  /** As the fragments that are shown have it: each overrules those before it. @param {Element | undefined} slide */
  function setLabs(slide) {
    if (!slide) return;
    /** @type {Map<any, Record<string, unknown>>} */
    const wanted = new Map();
    for (const { fragment, lab } of fragmentsOf(slide)) {
      const fields = fieldsIn(fragment, "data-qkv");
      const state = lab.getState();
      const first = before.get(lab) ?? {};
      for (const key of Object.keys(fields)) if (!(key in first)) first[key] = state[key];
      before.set(lab, first);
      const shown = fragment.classList.contains("visible") ? fields : {};
      wanted.set(lab, { ...(wanted.get(lab) ?? first), ...shown });
    }
    for (const [lab, fields] of wanted) {
      const state = lab.getState();
      const missing = Object.entries(fields).filter(([key, value]) => !isSame(value, state[key]));
      // What is wrong with a fragment's fields, the lab says in its own place.
      if (missing.length > 0) lab.setState(Object.fromEntries(missing)).catch(() => {});
    }
  }

  return {
    id: "qkv-lab",
    /** @param {Deck} deck */
    init(deck) {
      const set = () => setLabs(deck.getCurrentSlide());
      for (const event of ["ready", "slidechanged", "fragmentshown", "fragmenthidden"]) {
        deck.on(event, set);
        endings.push(() => deck.off(event, set));
      }
      const { keyboardCondition } = deck.getConfig();
      /** @param {KeyboardEvent} event */
      const isForDeck = (event) => {
        const inLab = event.composedPath().some((each) => /** @type {any} */ (each).localName === "qkv-lab");
        if (inLab && !REMOTE.includes(event.key)) return false;
        if (keyboardCondition === "focused") return deck.isFocused();
        return typeof keyboardCondition === "function" ? keyboardCondition(event) : true;
      };
      deck.configure({ keyboardCondition: isForDeck });
      endings.push(() => deck.configure({ keyboardCondition }));
    },
    destroy() {
      for (const end of endings) end();
      endings = [];
    },
  };
}

/** A field as a link writes it, and as the state has it. @param {unknown} written @param {unknown} value */
function isSame(written, value) {
  if (JSON.stringify(written) === JSON.stringify(value)) return true;
  return (
    typeof written === "string" && written === String(typeof value === "boolean" ? Number(value) : value)
  );
}
