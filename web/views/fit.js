// How large the cells of a scene can be. Numbers stand in them wherever they fit; below that colours remain,
// and the inspector has the number.

const LARGEST = 48;
const SMALLEST = 15;
/** The narrowest cell in which a number can be read. */
const READABLE = 33;
const GAP = 2;
const SIGN = 44;

/** @param {Element} table */
const sizeOf = (table) => ({
  cells: table.querySelector("tbody tr")?.querySelectorAll("td").length ?? 1,
  labels: (table.querySelector("tbody th")?.clientWidth ?? 0) + 10,
});

/** @param {number} room @param {number} cells @param {number} around */
const widthFor = (room, cells, around) => Math.floor((room - around) / cells) - GAP;

/** @param {HTMLElement} scene @param {number} room */
export function fitScene(scene, room) {
  // Pictures fit by themselves.
  if (scene.querySelector(".large")) return;
  const sizes = [...scene.querySelectorAll("table")].map(sizeOf);
  // Each on a line of its own always fits; better are several in a line, if the numbers can still be read.
  const alone = Math.min(...sizes.map(({ cells, labels }) => widthFor(room, cells, labels)));
  let width = alone;
  let stacked = false;
  let together = 1;
  if (scene.classList.contains("meet")) {
    const [above, left, result] = sizes;
    const right = {
      cells: Math.max(above.cells, result.cells),
      labels: Math.max(above.labels, result.labels),
    };
    const beside = widthFor(room, left.cells + right.cells, left.labels + right.labels + 26);
    stacked = beside < READABLE && room < 700;
    if (!stacked) width = beside;
  } else {
    for (let perLine = sizes.length; perLine > 1; perLine--) {
      const line = sizes.slice(0, perLine);
      const cells = line.reduce((sum, size) => sum + size.cells, 0);
      const labels = line.reduce((sum, size) => sum + size.labels, 0);
      const beside = widthFor(room, cells, labels + SIGN * (perLine - 1));
      if (beside < READABLE) continue;
      width = beside;
      together = perLine;
      break;
    }
  }
  width = Math.max(SMALLEST, Math.min(LARGEST, width));
  apply(scene, width, stacked);
  // A sign may be wider than most, as ÷ √d_k is: rather smaller cells than a matrix that goes below.
  if (!areInLine(scene, together)) {
    width = widestInLine(scene, together, width, stacked);
    apply(scene, width, stacked);
  }
  // Titles and signs take room of their own; what is then still too wide is made narrower, or goes below.
  while (scene.scrollWidth > room + 1 && width > SMALLEST) {
    width -= 2;
    if (scene.classList.contains("meet") && !stacked && width < READABLE && room < 700) {
      stacked = true;
      width = Math.max(SMALLEST, Math.min(LARGEST, alone));
    }
    apply(scene, width, stacked);
  }
}

/**
 * The widest readable cells with which so many units stand on one line, or `most` where there are none. By halving:
 * every look at where things stand lays out the page.
 * @param {HTMLElement} scene @param {number} count @param {number} most @param {boolean} stacked
 */
function widestInLine(scene, count, most, stacked) {
  let fits = READABLE - 1;
  for (let tooWide = most; tooWide - fits > 1; ) {
    const width = Math.floor((fits + tooWide) / 2);
    apply(scene, width, stacked);
    if (areInLine(scene, count)) fits = width;
    else tooWide = width;
  }
  return fits < READABLE ? most : fits;
}

/** Whether the first units of a row stand on one line, which aligns their feet. @param {HTMLElement} scene @param {number} count */
function areInLine(scene, count) {
  const feet = [...scene.children].slice(0, count).map((unit) => unit.getBoundingClientRect().bottom);
  return feet.every((foot) => Math.abs(foot - feet[0]) < 2);
}

/** @param {HTMLElement} scene @param {number} width of a cell @param {boolean} stacked */
function apply(scene, width, stacked) {
  scene.classList.toggle("stacked", stacked);
  scene.classList.toggle("roomy", width >= 47);
  scene.classList.toggle("tight", width < 42);
  scene.classList.toggle("narrow", width < 37);
  scene.classList.toggle("tiny", width < 31);
  scene.style.setProperty("--cell-w", `${width}px`);
}
