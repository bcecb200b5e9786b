import { arcOf, arcWidth, lineOf, stubsOf } from "../map/sentence.js";
import { shareText, signedText } from "../map/words.js";
import { h, setText } from "./dom.js";
import { createLines, svg } from "./map-lines.js";

/**
 * @typedef {object} SentenceProps
 * @property {string[]} tokens
 * @property {{head: number, row: (token: number) => ArrayLike<number>, name: string}[]} looks  what each open head's
 *   words look at, the first above the words, the second below
 * @property {boolean} signed   gradients, not shares
 * @property {number | null} token  the lit word
 * @property {string} label     of the whole, for a screen reader
 * @property {number} width
 * @property {number} largest   size of the letters
 * @property {number} [thin]    arcs are so much thinner than shares are
 * @property {boolean} [carried]  the arcs carry something to the word that asks
 * @property {(arcs: Arc[], line: ReturnType<typeof lineOf>) => void} [onArcs]  the lit word's arcs and where they stand:
 *   whoever asks for them writes the shares
 */

/** @typedef {{key: number, x: number, y: number, value: number, width: number}} Arc */

/** Arcs are drawn in so many widths where nothing is lit, so that 32 words need few shapes. */
const WIDTHS = 8;
/** From this width on there is room for whose arcs these are. */
const NAMED_FROM = 520;
const NAME_ROOM = 100;
/** From so many words on weak arcs are left out. */
const MANY = 12;
/** So many shares are written at the arcs of a lit word. */
const WRITTEN = 5;

const pen = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");

/**
 * The words, with arcs to what they look at.
 * @param {(token: number | null) => void} onLight
 * @param {{pointed?: boolean}} [options] `pointed`: a word is lit already when it is pointed at
 */
export function createSentence(onLight, { pointed = true } = {}) {
  const lines = createLines();
  const picture = svg("svg", { class: "map-arcs", "aria-hidden": "true" });
  const labels = svg("g");
  picture.append(lines.element, labels);
  const words = h("div", { class: "map-words", role: "group" });
  const names = [h("span", { class: "map-looks" }), h("span", { class: "map-looks" })];
  const element = h("div", { class: "map-sentence" }, picture, words, ...names);
  /** @type {SentenceProps} */
  let props;
  /** @type {ReturnType<typeof lineOf>} */
  let line;
  let built = "";

  const buttonOf = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element
      ? /** @type {HTMLElement | null} */ (target.closest("button[data-token]"))
      : null;
  const tokenOf = (/** @type {EventTarget | null} */ target) => {
    const button = buttonOf(target);
    return button ? Number(button.dataset.token) : null;
  };
  words.addEventListener("pointerover", (event) => {
    const token = tokenOf(event.target);
    if (pointed && token !== null && event.pointerType === "mouse") onLight(token);
  });
  words.addEventListener("focusin", (event) => {
    const token = tokenOf(event.target);
    if (token !== null && buttonOf(event.target)?.matches(":focus-visible")) onLight(token);
  });
  // A pointer lights a word before it presses; a finger presses once more to put it out.
  element.addEventListener("click", (event) => {
    const token = tokenOf(event.target);
    if (!pointed && token === null) return;
    const again = token === props.token && /** @type {PointerEvent} */ (event).pointerType === "touch";
    onLight(again ? null : token);
  });
  words.addEventListener("keydown", (event) => {
    const token = tokenOf(event.target);
    if (token === null) return;
    const last = props.tokens.length - 1;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : by ? token + by : null;
    if (to === null || to < 0 || to > last) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (words.children[to]).focus();
  });

  function drawArcs() {
    const { looks, token, signed, tokens, thin = 1 } = props;
    /** @type {import("./map-lines.js").Line[]} */
    const drawn = [];
    /** @type {import("./map-lines.js").Line[]} */
    const carried = [];
    /** @type {Arc[]} */
    const arcs = [];
    /** @type {{x: number, y: number, text: string, strong: boolean}[]} */
    const written = [];
    for (const [which, look] of looks.entries()) {
      const above = which === 0;
      const largest = signed ? largestOf(look, tokens.length) : 1;
      if (!largest) continue;
      const colour = (/** @type {number} */ value) => (signed ? (value < 0 ? "neg" : "pos") : "att");
      if (token === null) drawn.push(...atRest(line, look, above, largest, colour));
      else {
        const row = look.row(token);
        const order = Array.from(row, (_, i) => i).sort((a, b) => Math.abs(row[a]) - Math.abs(row[b]));
        for (const [rank, key] of order.entries()) {
          const value = row[key];
          // What a mask hides has been cut.
          if (value === -Infinity) {
            const d = stubsOf(line, token, key, above);
            drawn.push({ key: `${which}-${key}`, d, look: "map-arc cut", opacity: 0.75, width: 1.6 });
            continue;
          }
          const size = Math.abs(value) / largest;
          const arc = arcOf(line, token, key, above);
          const width = arcWidth(line, size * thin, above) * (arc.own ? 0.6 : 1);
          arcs.push({ key, x: arc.x, y: arc.y, value, width });
          if (!(size > 0)) continue;
          drawn.push({
            key: `${which}-${key}`,
            d: arc.d,
            look: `map-arc ${colour(value)}`,
            opacity: 0.3 + 0.7 * size,
            width,
          });
          if (props.carried && key !== token)
            carried.push({
              key: `carried-${key}`,
              d: arc.d,
              look: "map-arc carried",
              opacity: 0.3 + 0.7 * size,
              width,
            });
          const strong = rank === order.length - 1;
          if (rank >= order.length - WRITTEN && (strong || size > 0.015))
            written.push({
              x: arc.x,
              y: arc.y + (above ? -width / 2 - 6 : width / 2 + 14),
              text: signed ? signedText(value) : shareText(value),
              strong,
            });
        }
      }
    }
    drawn.push(...carried);
    if (props.onArcs) written.length = 0;
    lines.update(drawn);
    write(apart(written, line));
    props.onArcs?.(arcs, line);
  }

  /** @param {{x: number, y: number, text: string, strong: boolean}[]} written */
  function write(written) {
    while (labels.children.length > written.length) labels.lastElementChild?.remove();
    while (labels.children.length < written.length) labels.append(svg("text", { "text-anchor": "middle" }));
    for (const [i, { x, y, text, strong }] of written.entries()) {
      const label = labels.children[i];
      label.setAttribute("x", x.toFixed(1));
      label.setAttribute("y", y.toFixed(1));
      label.setAttribute("class", strong ? "strong" : "");
      setText(label, text);
    }
  }

  return {
    element,
    /** Moves the focus to a word. @param {number} token */
    focus(token) {
      /** @type {HTMLElement | undefined} */ (words.children[token])?.focus();
    },
    /** @param {SentenceProps} next */
    update(next) {
      props = next;
      const { tokens, looks, token, width, largest } = props;
      const key = JSON.stringify([tokens, width, largest, looks.length]);
      if (key !== built) {
        built = key;
        arrange();
      }
      words.setAttribute("aria-label", props.label);
      element.classList.toggle("lit", token !== null);
      for (const [i, word] of /** @type {HTMLElement[]} */ ([...words.children]).entries()) {
        word.classList.toggle("on", i === token);
        word.setAttribute("aria-pressed", String(i === token));
        word.tabIndex = i === (token ?? 0) ? 0 : -1;
      }
      for (const [i, name] of names.entries()) setText(name, looks[i]?.name ?? "");
      drawArcs();
    },
  };

  /** Measures the words and puts them where they stand. */
  function arrange() {
    const { tokens, looks, width, largest } = props;
    const fits = width > NAMED_FROM;
    const room = fits && looks.length ? NAME_ROOM : 0;
    const family = getComputedStyle(words).fontFamily;
    /** @type {Map<string, number>} */
    const widths = new Map();
    const measure = (/** @type {string} */ word, /** @type {number} */ font) => {
      if (pen && !widths.has(word)) {
        pen.font = `100px ${family}`;
        widths.set(word, pen.measureText(word).width / 100);
      }
      return (widths.get(word) ?? 0.5 * word.length) * font;
    };
    line = lineOf(tokens, { width: width - room, largest, both: looks.length > 1, measure });
    picture.setAttribute("viewBox", `0 0 ${width} ${line.height}`);
    picture.setAttribute("width", String(width));
    picture.setAttribute("height", String(line.height));
    element.style.height = `${line.height}px`;
    words.replaceChildren(
      ...tokens.map((word, i) => {
        const { middle } = line.words[i];
        const button = h("button", { type: "button", class: "map-word", "data-token": String(i) }, word);
        button.classList.toggle("upright", line.turned);
        Object.assign(button.style, {
          fontSize: `${line.font}px`,
          left: `${middle}px`,
          top: `${(line.above + line.below) / 2}px`,
          width: line.turned ? `${line.below - line.above - 6}px` : "",
        });
        return button;
      }),
    );
    for (const [i, name] of names.entries()) {
      name.hidden = !looks[i] || !fits;
      name.style.left = `${line.width + 14}px`;
      name.style.top = `${i === 0 ? Math.max(0, line.above - 46) : line.below + 14}px`;
    }
  }
}

/** @param {SentenceProps["looks"][number]} look @param {number} n */
function largestOf({ row }, n) {
  let largest = 0;
  for (let token = 0; token < n; token++)
    for (const value of Array.from(row(token)))
      if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** Everyone's arcs, in a few widths. @param {ReturnType<typeof lineOf>} line @param {SentenceProps["looks"][number]} look @param {boolean} above @param {number} largest @param {(value: number) => string} colour */
function atRest(line, look, above, largest, colour) {
  const n = line.words.length;
  // Of many words only what stands out is drawn: shares are small then by themselves, gradients are not.
  const faintest = n > MANY && largest !== 1 ? 3 : 1;
  /** @type {Map<string, string>} */
  const paths = new Map();
  for (let from = 0; from < n; from++) {
    const row = look.row(from);
    for (let to = 0; to < n; to++) {
      const width = Math.round((Math.abs(row[to]) / largest) * WIDTHS);
      if (width < faintest || (to === from && n > 1)) continue;
      const key = `${colour(row[to])} ${width}`;
      paths.set(key, (paths.get(key) ?? "") + arcOf(line, from, to, above).d);
    }
  }
  return [...paths].map(([key, d]) => {
    const [look_, width] = key.split(" ");
    const size = Number(width) / WIDTHS;
    return {
      key: `${above ? "above" : "below"} ${key}`,
      d,
      look: `map-arc ${look_}`,
      opacity: 0.16 + 0.34 * size,
      width: arcWidth(line, size, above),
    };
  });
}

/** Leaves out shares that would be written over stronger ones. @param {{x: number, y: number, text: string, strong: boolean}[]} written @param {ReturnType<typeof lineOf>} line */
function apart(written, line) {
  /** @type {typeof written} */
  const kept = [];
  for (const label of [...written].reverse()) {
    const near = kept.some((other) => Math.abs(other.x - label.x) < 34 && Math.abs(other.y - label.y) < 15);
    const inside = label.x > 8 && label.x < line.width + 8;
    if (!near && inside) kept.push(label);
  }
  return kept;
}
