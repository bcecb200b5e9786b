// The picture of tests/bench/scaling.mjs: time against size on logarithmic axes, beside the line of the arithmetic.

const WIDTH = 300;
const HEIGHT = 250;
const LEFT = 52;
const BOTTOM = 40;
const TOP = 44;

/** @param {number} x as a tick says it */
const text = (x) => (x >= 1 ? String(x) : x.toPrecision(1));

/**
 * @param {{what: string, values: number[], ms: number[], ideal: number[], exponent: number, ofWork: number}} sweep
 * @param {[number, number]} range of all milliseconds @param {number} left where the panel starts
 */
function panel({ what, values, ms, ideal, exponent, ofWork }, [least, most], left) {
  const [first, last] = [values[0], values[values.length - 1]];
  const inner = WIDTH - LEFT - 16;
  const x = (/** @type {number} */ value) =>
    left + LEFT + (Math.log(value / first) / Math.log(last / first)) * inner;
  const y = (/** @type {number} */ t) =>
    TOP + (1 - Math.log(t / least) / Math.log(most / least)) * (HEIGHT - TOP - BOTTOM);
  const points = (/** @type {number[]} */ times) =>
    values.map((v, i) => `${x(v).toFixed(1)},${y(times[i]).toFixed(1)}`);
  const ticks = [0.1, 0.3, 1, 3, 10, 30, 100].filter((t) => t >= least && t <= most);
  return `
  <text class="title" x="${left + LEFT}" y="20">${what}</text>
  <text x="${left + LEFT}" y="35">time ~ ${what}^${exponent.toFixed(2)}, arithmetic ^${ofWork.toFixed(2)}</text>
  ${ticks.map((t) => `<path class="grid" d="M${left + LEFT} ${y(t).toFixed(1)}h${inner}"/><text class="end" x="${left + LEFT - 6}" y="${(y(t) + 4).toFixed(1)}">${text(t)} ms</text>`).join("\n  ")}
  ${values.map((v) => `<text class="middle" x="${x(v).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}">${v}</text>`).join("\n  ")}
  <polyline class="ideal" points="${points(ideal).join(" ")}"/>
  <polyline class="line" points="${points(ms).join(" ")}"/>
  ${values.map((v, i) => `<circle cx="${x(v).toFixed(1)}" cy="${y(ms[i]).toFixed(1)}" r="3.5"/>`).join("\n  ")}`;
}

/** @param {Parameters<typeof panel>[0][]} sweeps @param {string} note @returns {string} an SVG image */
export function plot(sweeps, note) {
  const all = sweeps.flatMap(({ ms, ideal }) => [...ms, ...ideal]);
  /** @type {[number, number]} */
  const range = [Math.min(...all) * 0.7, Math.max(...all) * 1.3];
  const width = WIDTH * sweeps.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT + 20}" width="${width}" height="${HEIGHT + 20}" role="img" aria-label="Time of a training step against ${sweeps.map(({ what }) => what).join(", ")}">
  <style>
    text { font: 12px system-ui, sans-serif; fill: #57534a; }
    .title { font-size: 14px; font-weight: 600; fill: #2b2924; }
    .end { text-anchor: end; } .middle { text-anchor: middle; }
    .grid { stroke: #e4dfd3; } .line { stroke: #2f6f8f; fill: none; stroke-width: 2; }
    .ideal { stroke: #b0763a; fill: none; stroke-dasharray: 4 4; } circle { fill: #2f6f8f; }
  </style>
  <rect width="${width}" height="${HEIGHT + 20}" fill="#fbf9f4"/>${sweeps.map((sweep, i) => panel(sweep, range, i * WIDTH)).join("")}
  <text x="${LEFT}" y="${HEIGHT + 12}">${note}</text>
</svg>
`;
}
