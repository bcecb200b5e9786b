import { h, setText } from "./dom.js";
import { svg } from "./map-lines.js";

/**
 * @typedef {object} LossCurveProps
 * @property {{step: number, loss: number | null}[]} points  in order
 * @property {{step: number, loss: number | null}[]} [before]  of the run before this one
 * @property {number} most       the step at the right end
 * @property {number} shown      the step that is looked at
 * @property {number[]} moments  the steps that can be gone to
 * @property {boolean} still     nothing can be gone to at the moment
 * @property {{step: number, text: string, kind: "right" | "snap"}[]} marks  moments that matter, the more important first
 * @property {string} label      of the whole, for a screen reader
 * @property {string} where      the moment that is looked at, in words
 * @property {string[]} ends     what stands beneath, on the left and on the right
 */

/** The drawing's own units; it is stretched to its place. */
const [WIDE, HIGH] = [1000, 100];

/** What is no longer finite, of a run that diverged, has no place. @param {LossCurveProps["points"]} points @param {number} most @param {number} largest */
const pathOf = (points, most, largest) =>
  points
    .filter(({ loss }) => loss !== null && Number.isFinite(loss))
    .map(({ step, loss }, i) => {
      const x = (WIDE * step) / most;
      const y = HIGH * (1 - Math.min(1, Number(loss) / largest));
      return `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(2)}`;
    })
    .join("");

/**
 * The loss over the steps, along which one goes back: the curve is the slider.
 * @param {string} id @param {(step: number) => void} onGo to one of the moments
 */
export function createLossCurve(id, onGo) {
  const before = svg("path", { class: "loss-before" });
  const line = svg("path", { class: "loss-line" });
  const picture = svg("svg", {
    viewBox: `0 0 ${WIDE} ${HIGH}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  picture.append(before, line);
  const slider = h("input", { type: "range", id, min: 0, class: "loss-slider" });
  const marks = h("div", { class: "loss-marks", "aria-hidden": "true" });
  const field = h("div", { class: "loss-field" }, picture, marks, slider);
  const ends = [h("span", { class: "loss-where" }), h("span")];
  const element = h("div", { class: "loss-curve" }, field, h("div", { class: "loss-ends" }, ...ends));
  /** @type {LossCurveProps} */
  let props;
  let marked = "";

  // Not every step can be gone to: an arrow key takes the next one that can.
  slider.addEventListener("input", () => {
    const asked = Number(slider.value);
    const { moments, shown } = props;
    const on = asked > shown;
    const found = on ? moments.find((step) => step >= asked) : moments.filter((step) => step <= asked).at(-1);
    onGo(found ?? (on ? (moments.at(-1) ?? shown) : (moments[0] ?? shown)));
  });

  /** @param {LossCurveProps["marks"]} list @param {number} most */
  function mark(list, most) {
    const key = JSON.stringify([list, most]);
    if (key === marked) return;
    marked = key;
    marks.replaceChildren(
      ...list.map(({ step, text, kind }) => {
        const share = step / most;
        const flag = h("span", { class: `loss-mark ${kind} ${share > 0.6 ? "left" : ""}` }, h("b", {}, text));
        flag.style.left = `${(100 * share).toFixed(2)}%`;
        return flag;
      }),
    );
  }

  return {
    element,
    slider,
    /** @param {LossCurveProps} next */
    update(next) {
      props = next;
      const { points, before: old = [], shown, still, label, where } = props;
      const most = Math.max(1, props.most);
      const largest = Math.max(
        1e-9,
        ...[...points, ...old].map(({ loss }) => loss ?? 0).filter(Number.isFinite),
      );
      line.setAttribute("d", pathOf(points, most, largest));
      before.setAttribute(
        "d",
        pathOf(
          old.filter(({ step }) => step <= most),
          most,
          largest,
        ),
      );
      slider.max = String(most);
      slider.value = String(shown);
      slider.disabled = still || props.moments.length < 2;
      slider.setAttribute("aria-label", label);
      slider.setAttribute("aria-valuetext", where);
      mark(props.marks, most);
      for (const [i, end] of ends.entries()) setText(end, props.ends[i]);
    },
  };
}
