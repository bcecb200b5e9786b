import { h, setText } from "../components/dom.js";
import { percent } from "../components/number.js";
import { createWeightCanvas } from "../components/weight-canvas.js";

/** @typedef {import("../views/context.js").Context} Context */
/** @typedef {import("../engine/example-trace.js").ExampleTrace} ExampleTrace */

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
    h("div", { class: "scroller" }, table),
    maps,
  );
  /** @type {{path: string, canvas: ReturnType<typeof createWeightCanvas>, button: HTMLElement}[]} */
  let drawn = [];
  let built = "";
  /** @type {{token: HTMLElement, wanted: HTMLElement, answer: HTMLElement}[]} */
  let cells = [];
  let shape = "";

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
    drawn = heads.map(({ block, head }) => {
      const path = attentionPath(block, head);
      const canvas = createWeightCanvas();
      const name = t(trace.config.n_blocks > 1 ? "tag-block-head" : "tag-head", { block, head });
      const button = onOpen
        ? h(
            "button",
            { type: "button", class: "head-map", onclick: () => onOpen(path) },
            canvas.element,
            name,
          )
        : h("div", { class: "head-map" }, canvas.element, name);
      return { path, canvas, button };
    });
    maps.replaceChildren(...drawn.map(({ button }) => h("li", {}, button)));
  }

  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      const run = room.runs[which];
      const trace = run?.lookAt(state.train_example);
      element.hidden = !trace;
      if (!trace) return;
      setText(heading, t("examples-title", { number: trace.example + 1, count: trace.batch }));
      less.setAttribute("aria-label", t("examples-less"));
      more.setAttribute("aria-label", t("examples-more"));
      const answers = trace.answers();
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
      for (const { path, canvas, button } of drawn) {
        const [rows, cols] = trace.node(path).shape;
        canvas.update(trace.flat(path), rows, cols, state.shownTheme);
        if (onOpen) button.setAttribute("aria-pressed", String(state.train_node === path));
      }
    },
  };
}
