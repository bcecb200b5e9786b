import { createBlend } from "../components/blend.js";
import { h, setText } from "../components/dom.js";
import { percent } from "../components/number.js";
import { createWeightCanvas } from "../components/weight-canvas.js";
import { PADDING } from "../engine/example-trace.js";

/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {import("../engine/example-trace.js").ExampleTrace} ExampleTrace */

/** Longer tokens are written upright over a column. */
const LONG = 2;

/** Up to so many maps are drawn large, with their tokens. */
const MOST_LARGE = 4;

/** What a head's map stands for. @param {number} block @param {number} head */
export const attentionPath = (block, head) => `block${block}.attention.head${head}.attention`;

/** All heads of all blocks. @param {ExampleTrace} trace */
function headsOf(trace) {
  const paths = [];
  for (let block = 0; trace.has(attentionPath(block, 0)); block++)
    for (let head = 0; trace.has(attentionPath(block, head)); head++) paths.push({ block, head });
  return paths;
}

/**
 * What a run makes of held-out examples: what was asked, what it answers, and where each head looks.
 * @param {Context} context
 * @param {number} which run of the room
 * @param {(path: string) => void} [onOpen] a head's map was chosen
 */
export function createExamples({ room, actions, store, t }, which, onOpen) {
  // Where there are two runs, each has a heading of its own above it.
  const heading = h(onOpen ? "h2" : "h3");
  const less = h("button", { type: "button", class: "stepper", onclick: () => go(-1) }, "‹");
  const more = h("button", { type: "button", class: "stepper", onclick: () => go(1) }, "›");
  const score = h("span", { class: "note" });
  const body = h("tbody");
  const table = h("table", { class: "answers" }, body);
  const maps = h("ul", { class: "head-maps" });
  const element = h(
    "section",
    { class: "examples" },
    h("div", { class: "example-head" }, heading, h("span", { class: "stepped" }, less, more), score),
    h("div", { class: "scroller", tabIndex: 0, role: "group" }, table),
    maps,
  );
  /** @type {{path: string, canvas: ReturnType<typeof createWeightCanvas>, button: HTMLElement, labels: HTMLElement[]}[]} */
  let drawn = [];
  let built = "";
  let labelled = "";
  /** @type {{token: HTMLElement, wanted: HTMLElement, answer: HTMLElement}[]} */
  let cells = [];
  let shape = "";
  /** What is seen, and whose it is. @type {{trace: ExampleTrace, config: unknown} | null} */
  let seen = null;
  const blend = createBlend((values) => {
    if (seen) drawMaps(seen.trace, values);
  });

  function go(/** @type {number} */ by) {
    const trace = room.runs[which]?.lookAt(store.state.train_example);
    if (trace) actions.set({ train_example: (trace.example + by + trace.batch) % trace.batch });
  }

  /** @param {ReturnType<ExampleTrace["answers"]>} answers @param {string} lang */
  function buildTable(answers, lang) {
    const key = `${answers.length},${lang}`;
    if (key === shape) return;
    shape = key;
    cells = answers.map(() => ({
      token: h("td"),
      wanted: h("td"),
      answer: h("td", { class: "given" }),
    }));
    body.replaceChildren(
      ...["token", "wanted", "answer"].map((name) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, t(`examples-${name}`)),
          ...cells.map((cell) => /** @type {any} */ (cell)[name]),
        ),
      ),
    );
  }

  /** @param {ExampleTrace} trace */
  function buildMaps(trace) {
    const heads = headsOf(trace);
    const key = JSON.stringify([heads.length, trace.config.n_heads, store.state.lang]);
    if (key === built) return;
    built = key;
    labelled = "";
    drawn = heads.map(({ block, head }) => {
      const path = attentionPath(block, head);
      const canvas = createWeightCanvas();
      const name = t(trace.config.n_blocks > 1 ? "tag-block-head" : "tag-head", { block, head });
      const labels = ["rows", "cols"].map((side) =>
        h("span", { class: `map-labels ${side}`, "aria-hidden": "true" }),
      );
      const picture = h("span", { class: "labelled" }, ...labels, canvas.element);
      const button = onOpen
        ? h("button", { type: "button", class: "head-map", onclick: () => onOpen(path) }, picture, name)
        : h("div", { class: "head-map" }, picture, name);
      return { path, canvas, button, labels };
    });
    maps.classList.toggle("large", heads.length <= MOST_LARGE);
    maps.replaceChildren(...drawn.map(({ button }) => h("li", {}, button)));
  }

  /** The heads' attention among the words that there are. @param {ExampleTrace} trace @param {Float32Array} values of its tape */
  function drawMaps(trace, values) {
    const n = trace.config.tokens.length;
    const real = trace.config.tokens.filter((/** @type {string} */ token) => token !== PADDING).length;
    for (const { path, canvas } of drawn) {
      const { offset } = trace.node(path);
      const weights = new Float32Array(real * real);
      for (let row = 0; row < real; row++)
        weights.set(values.subarray(offset + row * n, offset + row * n + real), row * real);
      canvas.update(weights, real, real, store.state.shownTheme);
    }
  }

  /** Which token asks in a row and which answers in a column, where a map is large. @param {string[]} tokens */
  function label(tokens) {
    const key = JSON.stringify(tokens);
    if (key === labelled) return;
    labelled = key;
    const real = tokens.filter((token) => token !== PADDING);
    const long = real.some((token) => token.length > LONG);
    for (const list of drawn.flatMap(({ labels }) => labels)) {
      list.replaceChildren(...real.map((token) => h("i", {}, token)));
      list.classList.toggle("long", long);
      list.classList.toggle(
        "han",
        real.some((token) => /\p{Script=Han}/u.test(token)),
      );
    }
  }

  return {
    element,
    stop: () => blend.stop(),
    /** @param {Record<string, any>} state */
    update(state) {
      const run = room.runs[which];
      const trace = run?.lookAt(state.train_example);
      element.hidden = !trace;
      if (!trace) return;
      setText(heading, t("examples-title", { number: trace.example + 1, count: trace.batch }));
      less.setAttribute("aria-label", t("examples-less"));
      more.setAttribute("aria-label", t("examples-more"));
      const answers = trace.answers().filter(({ token }) => token !== PADDING);
      buildTable(answers, state.lang);
      let [asked, right] = [0, 0];
      for (const [i, { token, wanted, answer, share, right: good }] of answers.entries()) {
        const cell = cells[i];
        setText(cell.token, token);
        setText(cell.wanted, wanted ?? "");
        setText(cell.answer, wanted === null ? "" : answer);
        cell.answer.className = `given ${wanted === null ? "" : good ? "hit" : "miss"}`;
        cell.answer.title = wanted === null ? "" : t("examples-share", { answer, share: percent(share) });
        cell.answer.style.setProperty("--share", wanted === null ? "0" : share.toFixed(2));
        if (wanted !== null) asked++;
        if (good) right++;
      }
      setText(score, t("examples-score", { right, asked }));
      table.setAttribute("aria-label", heading.textContent ?? "");
      buildMaps(trace);
      label(trace.config.tokens);
      if (onOpen)
        for (const { path, button } of drawn)
          button.setAttribute("aria-pressed", String(state.train_node === path));
      const moved = seen?.trace.example !== trace.example || seen.config !== run.config;
      seen = { trace, config: run.config };
      drawMaps(trace, blend.show(trace.values, moved || state.reducedMotion));
    },
  };
}
