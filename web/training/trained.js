import { h, setText } from "../components/dom.js";
import { prose } from "../components/math.js";
import { percent } from "../components/number.js";
import { QkvError } from "../engine/protocol.js";
import { hasLength } from "../runs/config.js";
import { MOST_BYTES, readState, writeState } from "../runs/files.js";
import { FieldError, formatField, parseField } from "../state/schema.js";
import { TRAINING_SCHEMA } from "../state/training-schema.js";
import { problemAt } from "../views/problems.js";

/** @typedef {import("../views/context.js").Context} Context */

/** @param {BlobPart} content @param {string} name @param {string} type */
function download(content, name, type) {
  const link = h("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * What can be done with a trained model: longer sequences, saving and loading.
 * @type {import("../views/context.js").CreatePanel}
 */
export function createTrained(context) {
  const { room, store, actions, t } = context;
  const longer = h("section", { class: "longer" });
  const longerTitle = h("h2");
  const longerNote = h("p", { class: "note" });
  const lengthLabel = h("label", { htmlFor: "test-length" });
  const length = h("input", { type: "text", id: "test-length", inputMode: "numeric", value: "24" });
  const tryIt = h("button", { type: "button", class: "plain", onclick: () => test() });
  const answer = h("output", { class: "test-answer", htmlFor: "test-length" });
  const error = h("p", { class: "error", role: "alert", id: "test-length-error" });
  length.setAttribute("aria-describedby", "test-length-error");
  length.addEventListener("keydown", (event) => {
    if (event.key === "Enter") test();
  });
  longer.append(
    longerTitle,
    longerNote,
    h("div", { class: "run-buttons" }, h("span", { class: "control" }, lengthLabel, length), tryIt, answer),
    error,
  );
  /** @type {{length: number, accuracy: number, step: number} | null} */
  let tested = null;
  let busy = false;

  async function test() {
    const [run] = room.runs;
    try {
      actions.dismissProblems("test_length");
      const value = Number(parseField("train_test_length", length.value.trim()));
      if (value < 1) throw new FieldError("train_test_length", "out-of-range", { value, low: 1, high: 128 });
      const { kind, max_length } = run.config?.model.positional ?? {};
      if (kind === "learned" && value > max_length)
        throw new FieldError("train_test_length", "learned-ends", { last: max_length - 1 });
      busy = true;
      update(store.state);
      await run.pause();
      tested = { length: value, accuracy: await run.test(value), step: run.shownStep };
    } catch (problem) {
      tested = null;
      actions.report(problem, "test_length");
    }
    busy = false;
    update(store.state);
  }

  const filesTitle = h("h2");
  const filesNote = h("p", { class: "note" });
  const saveState = h("button", { type: "button", class: "plain", onclick: () => room.ask(saveWhole()) });
  const saveWeights = h("button", {
    type: "button",
    class: "plain",
    onclick: () => room.ask(saveParameters()),
  });
  const load = h("input", { type: "file", id: "load-model", accept: ".json,.safetensors", class: "unseen" });
  const loadLabel = h("label", { htmlFor: "load-model", class: "plain file-button" });
  const fileError = h("p", { class: "error", role: "alert" });
  load.addEventListener("change", () => {
    const [file] = load.files ?? [];
    if (file) open(file);
    load.value = "";
  });

  async function saveWhole() {
    const [run] = room.runs;
    await run.pause();
    const fields = Object.fromEntries(
      Object.keys(TRAINING_SCHEMA).map((key) => [key, formatField(key, store.state[key])]),
    );
    const text = writeState(fields, run.shownStep, await run.save());
    download(text, `qkv-${store.state.train_task}-${run.shownStep}.json`, "application/json");
  }

  async function saveParameters() {
    const [run] = room.runs;
    await run.pause();
    const bytes = await run.parameters();
    const name = `qkv-${store.state.train_task}-${run.shownStep}.safetensors`;
    download(/** @type {BlobPart} */ (bytes), name, "application/octet-stream");
  }

  /** @param {File} file */
  async function open(file) {
    try {
      actions.dismissProblems("file");
      if (file.size > MOST_BYTES)
        throw new QkvError("range", `file: ${file.size} bytes are too many; at most ${MOST_BYTES}`);
      if (file.name.endsWith(".safetensors")) {
        await room.runs[0].setParameters(new Uint8Array(await file.arrayBuffer()));
        return;
      }
      const { fields, checkpoint } = readState(await file.text());
      /** @type {Record<string, any>} */
      const state = {};
      for (const [key, text] of Object.entries(fields)) {
        if (!(key in TRAINING_SCHEMA)) throw new QkvError("config", `file: "fields" knows no "${key}"`);
        state[key] = parseField(key, text);
      }
      await room.load({ ...store.state, ...state }, checkpoint);
      await actions.set(state);
    } catch (problem) {
      actions.report(problem, "file");
    }
  }

  const element = h(
    "section",
    { class: "panel trained" },
    longer,
    h(
      "section",
      { class: "files" },
      filesTitle,
      filesNote,
      h("div", { class: "run-buttons" }, saveState, saveWeights, load, loadLabel),
      fileError,
    ),
  );

  function update(/** @type {Record<string, any>} */ state) {
    const [run] = room.runs;
    longer.hidden = !hasLength(state.train_task);
    setText(longerTitle, t("longer-title"));
    setText(lengthLabel, t("longer-length"));
    setText(tryIt, t("longer-try"));
    tryIt.disabled = busy || !run || run.phase === "idle";
    if (tested && run && tested.step !== run.shownStep) tested = null;
    const { length: size = 0, accuracy = 0 } = tested ?? {};
    setText(
      answer,
      busy
        ? t("longer-busy")
        : tested
          ? t("longer-answer", { length: size, accuracy: percent(accuracy) })
          : "",
    );
    setText(error, problemAt(state, "test_length", t));
    setText(filesTitle, t("files-title"));
    setText(saveState, t("files-save-state"));
    setText(saveWeights, t("files-save-weights"));
    setText(loadLabel, t("files-load"));
    for (const button of [saveState, saveWeights]) button.disabled = !run || run.phase === "idle";
    setText(fileError, problemAt(state, "file", t));
    for (const [note, key] of /** @type {[HTMLElement, string][]} */ ([
      [longerNote, "longer-note"],
      [filesNote, "files-note"],
    ])) {
      const text = t(key, { length: state.train_max_length });
      if (note.dataset.text === text) continue;
      note.dataset.text = text;
      note.replaceChildren(prose(text));
    }
  }
  const end = room.subscribe(() => update(store.state));
  return { element, update, stop: end };
}
