const NS = "http://www.w3.org/2000/svg";

/**
 * @typedef {object} Line
 * @property {string} key
 * @property {string} d
 * @property {string} look       classes
 * @property {number} opacity
 * @property {number} [width]    of a stroke; none for what is filled
 * @property {string} [arrow]    an arrow's id: at the end, or, where it begins with "<", at the start
 */

/** @param {string} name @param {Record<string, string>} [attributes] */
export function svg(name, attributes = {}) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Paths that are kept by key: a value that changes moves its path, and nothing is built again. */
export function createLines() {
  const element = svg("g");
  /** @type {Map<string, {path: Element, line: Line}>} */
  let kept = new Map();
  return {
    element,
    /** @param {Line[]} lines in the order in which they lie over each other */
    update(lines) {
      /** @type {typeof kept} */
      const next = new Map();
      /** @type {Element | null} */
      let before = null;
      for (const line of lines) {
        const old = kept.get(line.key);
        const path = old?.path ?? svg("path");
        write(path, line, old?.line);
        kept.delete(line.key);
        next.set(line.key, { path, line });
        /** @type {ChildNode | null} */
        const expected = before ? before.nextSibling : element.firstChild;
        if (path !== expected) element.insertBefore(path, expected);
        before = path;
      }
      for (const { path } of kept.values()) path.remove();
      kept = next;
    },
  };
}

/** @param {Element} path @param {Line} line @param {Line} [old] */
function write(path, line, old) {
  if (!old) path.setAttribute("data-key", line.key);
  if (old?.d !== line.d) path.setAttribute("d", line.d);
  if (old?.look !== line.look) path.setAttribute("class", line.look);
  if (old?.opacity !== line.opacity) path.setAttribute("opacity", line.opacity.toFixed(3));
  if (old?.width !== line.width) {
    if (line.width === undefined) path.removeAttribute("stroke-width");
    else path.setAttribute("stroke-width", line.width.toFixed(2));
  }
  if (old?.arrow !== line.arrow) {
    path.removeAttribute("marker-start");
    path.removeAttribute("marker-end");
    const start = line.arrow?.startsWith("<");
    if (line.arrow)
      path.setAttribute(
        start ? "marker-start" : "marker-end",
        `url(#${start ? line.arrow.slice(1) : line.arrow})`,
      );
  }
}

/** Arrow heads, one for each colour of thread. @param {string[]} roles */
export function arrows(roles) {
  const defs = svg("defs");
  for (const role of roles) {
    const marker = svg("marker", {
      id: `map-arrow-${role}`,
      viewBox: "0 0 8 8",
      refX: "6",
      refY: "4",
      markerWidth: "9",
      markerHeight: "9",
      markerUnits: "userSpaceOnUse",
      orient: "auto-start-reverse",
    });
    marker.append(svg("path", { d: "M0 .5L7 4L0 7.5z", class: `map-tip ${role}` }));
    defs.append(marker);
  }
  return defs;
}
