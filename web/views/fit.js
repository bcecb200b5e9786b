// How large the cells of a scene can be: they fill the room. Numbers stand in them wherever they fit; below that
// colours remain, and the inspector has the number.

const LARGEST = 110;
const SMALLEST = 15;
/** The narrowest cell in which a number can be read with two decimals, and with one. */
const READABLE = 33;
const SHORT = 26;
const LOWEST = 28;
const HIGHEST = 86;
/** No cell is higher than so much of its width, nor, from the common width on, wider than so much of its height. */
const UPRIGHT = 1.2;
const FLAT = 2;
const COMMON = 48;
const GAP = 2;
const SIGN = 34;
/** A table's frame. */
const FRAME = 10;
/** Over a matrix's cells: its name, the numbers of its columns, and the gap to what stands above. */
const HEAD = 58;
/** In less room a product's matrices stand one below the other, rather than as they are multiplied by hand. */
const STACKED_BELOW = 700;

/** @param {Element} table */
const sizeOf = (table) => ({
  cells: table.querySelector("tbody tr")?.querySelectorAll("td").length ?? 1,
  rows: table.querySelectorAll("tbody tr").length,
  labels: (table.querySelector("tbody th")?.clientWidth ?? 0) + FRAME,
  said: [...table.querySelectorAll("tbody th")].map((th) => th.textContent).join("\n"),
});

/** @param {number} room @param {number} cells @param {number} around */
const widthFor = (room, cells, around) => Math.floor((room - around) / cells) - GAP;

/**
 * How a scene is to stand: the size of its cells, whether its matrices stand one below the other, how many of them are
 * to be in one line, and whether the rows' labels stand only once there.
 * @typedef {{scene: HTMLElement, alone: number, width: number, height: number, down: number, lines: number,
 *   stacked: boolean, together: number, once: boolean}} Plan
 */

/** @param {number} width */
const within = (width) => Math.max(SMALLEST, Math.min(LARGEST, width));

/**
 * As large as the room allows. All are measured before any is changed, and all changed before any is measured
 * again: every look at a changed page lays it out.
 * @param {HTMLElement[]} scenes @param {number} room @param {number} height that all may take together
 */
export function fitScenes(scenes, room, height) {
  // Pictures fit by themselves.
  const plans = scenes
    .filter((scene) => scene.querySelector("table") && !scene.querySelector(".large"))
    .map((scene) => planOf(scene, room));
  for (const plan of plans) apply(plan);
  // A sign may be wider than most, as ÷ √d_k is: rather smaller cells than a matrix that goes below.
  for (const plan of plans.filter((each) => !isInLine(each))) keepInLine(plan);
  // Titles and signs take room of their own; what is then still too wide is made narrower, or goes below.
  for (const plan of plans.filter(({ scene }) => scene.scrollWidth > room + 1)) makeNarrower(plan, room);
  makeHigher(plans, height);
}

/** Cells share what height there is. @param {Plan[]} plans @param {number} height */
function makeHigher(plans, height) {
  const rows = plans.reduce((sum, { down }) => sum + down, 0);
  const heads = plans.reduce((sum, { lines }) => sum + lines * HEAD, 0);
  const free = Math.floor((height - heads) / rows) - GAP;
  for (const plan of plans) {
    plan.height = Math.max(LOWEST, Math.min(HIGHEST, free, Math.floor(UPRIGHT * plan.width)));
    plan.scene.style.setProperty("--cell-h", `${plan.height}px`);
    const widest = Math.max(COMMON, Math.floor(plan.height * FLAT));
    if (plan.width <= widest) continue;
    plan.width = widest;
    apply(plan);
  }
}

/** @param {HTMLElement} scene @param {number} room @returns {Plan} */
function planOf(scene, room) {
  const sizes = [...scene.querySelectorAll("table")].map(sizeOf);
  // Each on a line of its own always fits; better are several in a line, if the numbers can still be read.
  const alone = within(Math.min(...sizes.map(({ cells, labels }) => widthFor(room, cells, labels))));
  const highest = Math.max(...sizes.map(({ rows }) => rows));
  const plan = {
    scene,
    alone,
    height: LOWEST,
    down: highest,
    lines: 1,
    stacked: false,
    together: 1,
    once: false,
  };
  if (scene.classList.contains("meet")) {
    const [above, left, result] = sizes;
    const right = {
      cells: Math.max(above.cells, result.cells),
      labels: Math.max(above.labels, result.labels),
    };
    const beside = widthFor(room, left.cells + right.cells, left.labels + right.labels + 26);
    const stacked = beside < READABLE && room < STACKED_BELOW;
    const down = above.rows + Math.max(left.rows, result.rows);
    return { ...plan, down, lines: 2, width: stacked ? alone : within(beside), stacked };
  }
  // In an equation a row is the same token everywhere: where room is short its name stands once.
  const alike = sizes.every(({ said }) => said === sizes[0].said);
  const all = sizes.reduce((sum, { cells }) => sum + cells, 0);
  const signs = SIGN * (sizes.length - 1);
  const labelled = sizes.reduce((sum, { labels }) => sum + (alike ? sizes[0].labels : labels), 0);
  const beside = widthFor(room, all, labelled + signs);
  if (beside >= READABLE) return { ...plan, width: within(beside), together: sizes.length };
  const bare = widthFor(room, all, sizes[0].labels + FRAME * (sizes.length - 1) + signs);
  if (alike && bare >= SHORT && room >= STACKED_BELOW)
    return { ...plan, width: within(bare), together: sizes.length, once: true };
  const inLines = (/** @type {number} */ perLine) => {
    const lines = Math.ceil(sizes.length / perLine);
    return { lines, down: lines * highest };
  };
  for (let perLine = sizes.length - 1; perLine > 1; perLine--) {
    const line = sizes.slice(0, perLine);
    const cells = line.reduce((sum, size) => sum + size.cells, 0);
    const labels = line.reduce((sum, size) => sum + size.labels, 0);
    const width = widthFor(room, cells, labels + SIGN * (perLine - 1));
    if (width >= READABLE) return { ...plan, ...inLines(perLine), width: within(width), together: perLine };
  }
  return { ...plan, ...inLines(1), width: alone };
}

/** @param {Plan} plan @param {number} room */
function makeNarrower(plan, room) {
  while (plan.scene.scrollWidth > room + 1 && plan.width > SMALLEST) {
    plan.width -= 2;
    if (
      plan.scene.classList.contains("meet") &&
      plan.width < READABLE &&
      room < STACKED_BELOW &&
      !plan.stacked
    ) {
      plan.stacked = true;
      plan.width = plan.alone;
    }
    apply(plan);
  }
}

/**
 * The widest readable cells with which as many units stand on one line, where there are such. By halving.
 * @param {Plan} plan
 */
function keepInLine(plan) {
  const most = plan.width;
  const least = plan.once ? SHORT : READABLE;
  let fits = least - 1;
  for (let tooWide = most; tooWide - fits > 1; ) {
    plan.width = Math.floor((fits + tooWide) / 2);
    apply(plan);
    if (isInLine(plan)) fits = plan.width;
    else tooWide = plan.width;
  }
  plan.width = fits < least ? most : fits;
  apply(plan);
}

/** Whether the first units of a row stand on one line, which aligns their feet. @param {Plan} plan */
function isInLine({ scene, together }) {
  const feet = [...scene.children].slice(0, together).map((unit) => unit.getBoundingClientRect().bottom);
  return feet.every((foot) => Math.abs(foot - feet[0]) < 2);
}

/** @param {Plan} plan */
function apply({ scene, width, stacked, once }) {
  scene.classList.toggle("stacked", stacked);
  scene.classList.toggle("once", once);
  scene.classList.toggle("roomy", width >= 47);
  scene.classList.toggle("tight", width < 42);
  scene.classList.toggle("narrow", width < 37);
  scene.classList.toggle("short", width < READABLE);
  scene.classList.toggle("tiny", width < (once ? SHORT : 31));
  scene.style.setProperty("--cell-w", `${width}px`);
}
