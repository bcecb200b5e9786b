// What the page around an element asks of it: its language, and whether it is dark.

const NOTED = { attributes: true, attributeFilter: ["lang", "class", "data-theme", "style"] };

/** An element and all that it stands in, out of shadow roots too. @param {Element} element */
function* outwards(element) {
  /** @type {Element | null} */
  let at = element;
  while (at) {
    yield at;
    const root = at.getRootNode();
    at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
}

/** "zh" of "zh-CN", where that is spoken here. @param {string | null} tag @param {string[]} spoken */
export function languageOf(tag, spoken) {
  const lang = (tag ?? "").toLowerCase().split(/[-_]/)[0];
  return spoken.includes(lang) ? lang : null;
}

/** The nearest `lang` around an element, or else the browser's first that is spoken here. @param {Element} element @param {string[]} spoken */
export function languageAround(element, spoken) {
  for (const each of outwards(element)) {
    if (each === element || !each.hasAttribute("lang")) continue;
    const lang = languageOf(each.getAttribute("lang"), spoken);
    if (lang) return lang;
  }
  for (const tag of navigator.languages) {
    const lang = languageOf(tag, spoken);
    if (lang) return lang;
  }
  return spoken[0];
}

/** What an element says of light and dark by itself. @param {Element} element */
function themeOf(element) {
  const said = element.getAttribute("data-theme");
  if (said === "dark" || said === "light") return said;
  if (element.classList.contains("dark")) return "dark";
  return element.classList.contains("light") ? "light" : null;
}

/**
 * The nearest data-theme, `.dark` or computed color-scheme, or else the system's.
 * @param {Element} element @param {boolean} systemIsDark @returns {"light" | "dark"}
 */
export function themeAround(element, systemIsDark) {
  for (const each of outwards(element)) {
    const theme = themeOf(each);
    if (theme) return theme;
  }
  // color-scheme is inherited: the element has the nearest. Both, or none, leave it to the system.
  const schemes = getComputedStyle(element).colorScheme.split(/\s+/);
  const [light, dark] = [schemes.includes("light"), schemes.includes("dark")];
  return light !== dark ? (dark ? "dark" : "light") : systemIsDark ? "dark" : "light";
}

/**
 * Tells when an element's surroundings may ask for something else; they are looked at again where it was moved.
 * @param {Element} element @param {() => void} changed
 */
export function watchSurroundings(element, changed) {
  const observer = new MutationObserver(changed);
  const watch = () => {
    observer.disconnect();
    for (const each of outwards(element)) observer.observe(each, NOTED);
  };
  watch();
  return {
    moved() {
      watch();
      changed();
    },
    stop: () => observer.disconnect(),
  };
}
