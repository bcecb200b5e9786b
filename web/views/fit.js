// How large the cells of a scene can be. Numbers stand in them wherever they fit; below that colours remain,
// and the inspector has the number.

const LARGEST = 48;
const SMALLEST = 15;
/** The narrowest cell in which a number can be read. */
const READABLE = 33;
const GAP = 2;
const SIGN = 44;
/** In less room a product's matrices stand one below the other, rather than as they are multiplied by hand. */
const STACKED_BELOW = 700;

/** @param {Element} table */
const sizeOf = (table) => ({
  cells: table.querySelector("tbody tr")?.querySelectorAll("td").length ?? 1,
  labels: (table.querySelector("tbody th")?.clientWidth ?? 0) + 10,
});

/** @param {number} room @param {number} cells @param {number} around */
const widthFor = (room, cells, around) => Math.floor((room - around) / cells) - GAP;

/**
 * How a scene is to stand: the width of its cells, whether its matrices stand one below the other, and how many
 * of them are to be in one line.
 * @typedef {{scene: HTMLElement, alone: number, width: number, stacked: boolean, together: number}} Plan
 */

/** @param {number} width */
const within = (width) => Math.max(SMALLEST, Math.min(LARGEST, width));

/**
 * As wide as the room allows. All are measured before any is changed, and all changed before any is measured
 * again: every look at a changed page lays it out.
 * @param {HTMLElement[]} scenes @param {number} room
 */
export function fitScenes(scenes, room) {
  // Pictures fit by themselves.
  const plans = scenes
    .filter((scene) => scene.querySelector("table") && !scene.querySelector(".large"))
    .map((scene) => planOf(scene, room));
  for (const plan of plans) apply(plan);
  // A sign may be wider than most, as ÷ √d_k is: rather smaller cells than a matrix that goes below.
  for (const plan of plans.filter((each) => !isInLine(each))) keepInLine(plan);
  // Titles and signs take room of their own; what is then still too wide is made narrower, or goes below.
  for (const plan of plans.filter(({ scene }) => scene.scrollWidth > room + 1)) makeNarrower(plan, room);
}

/** @param {HTMLElement} scene @param {number} room @returns {Plan} */
function planOf(scene, room) {
  const sizes = [...scene.querySelectorAll("table")].map(sizeOf);
  // Each on a line of its own always fits; better are several in a line, if the numbers can still be read.
  const alone = within(Math.min(...sizes.map(({ cells, labels }) => widthFor(room, cells, labels))));
  if (scene.classList.contains("meet")) {
    const [above, left, result] = sizes;
    const right = {
      cells: Math.max(above.cells, result.cells),
      labels: Math.max(above.labels, result.labels),
    };
    const beside = widthFor(room, left.cells + right.cells, left.labels + right.labels + 26);
    const stacked = beside < READABLE && room < STACKED_BELOW;
    return { scene, alone, width: stacked ? alone : within(beside), stacked, together: 1 };
  }
  for (let perLine = sizes.length; perLine > 1; perLine--) {
    const line = sizes.slice(0, perLine);
    const cells = line.reduce((sum, size) => sum + size.cells, 0);
    const labels = line.reduce((sum, size) => sum + size.labels, 0);
    const beside = widthFor(room, cells, labels + SIGN * (perLine - 1));
    if (beside >= READABLE) return { scene, alone, width: within(beside), stacked: false, together: perLine };
  }
  return { scene, alone, width: alone, stacked: false, together: 1 };
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
  let fits = READABLE - 1;
  for (let tooWide = most; tooWide - fits > 1; ) {
    plan.width = Math.floor((fits + tooWide) / 2);
    apply(plan);
    if (isInLine(plan)) fits = plan.width;
    else tooWide = plan.width;
  }
  plan.width = fits < READABLE ? most : fits;
  apply(plan);
}

/** Whether the first units of a row stand on one line, which aligns their feet. @param {Plan} plan */
function isInLine({ scene, together }) {
  const feet = [...scene.children].slice(0, together).map((unit) => unit.getBoundingClientRect().bottom);
  return feet.every((foot) => Math.abs(foot - feet[0]) < 2);
}

/** @param {Plan} plan */
function apply({ scene, width, stacked }) {
  scene.classList.toggle("stacked", stacked);
  scene.classList.toggle("roomy", width >= 47);
  scene.classList.toggle("tight", width < 42);
  scene.classList.toggle("narrow", width < 37);
  scene.classList.toggle("tiny", width < 31);
  scene.style.setProperty("--cell-w", `${width}px`);
}
