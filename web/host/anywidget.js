// A lab and the model of a notebook's widget, kept alike. Without DOM of its own: web/anywidget.js makes the element.

import { publicNumber } from "../engine/trace.js";

/**
 * The notebook's side, as anywidget hands it over.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: () => void) => void} on
 * @property {(event: string, listener: () => void) => void} off
 */

/** What of a part of the state is not so yet. @param {Record<string, unknown>} wanted @param {Record<string, unknown>} state */
const missing = (wanted, state) =>
  Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(state[key])),
  );

/** @param {unknown} error */
const problem = (error) => ({
  code: /** @type {any} */ (error)?.code ?? "error",
  message: error instanceof Error ? error.message : String(error),
});

/** What a notebook that was saved still says of an earlier sitting. @param {Model} model */
export function forget(model) {
  model.set("cell", null);
  model.set("error", null);
  model.save_changes();
}

/**
 * Ties a lab to a model, whose traits are
 *   attributes  of the element: {"view": "figure", "height": "420px"}; read once and at each change
 *   state       by the links' names; a part of it may be set, the whole comes back
 *   paths       the matrices that the notebook wants; matrices: their rows by path
 *   exercise    the last answer, as in qkv-exercise; cell, error: as in qkv-cell and qkv-error
 * @param {Model} model @param {any} lab <qkv-lab>, or what behaves like one
 * @returns {() => void} unties them
 */
export function tie(model, lab) {
  let tied = true;
  /** @param {Record<string, unknown>} traits */
  const say = (traits) => {
    if (!tied) return;
    for (const [name, value] of Object.entries(traits)) model.set(name, value);
    model.save_changes();
  };

  function matrices() {
    /** @type {Record<string, (number | string)[][]>} */
    const found = {};
    let error = null;
    for (const path of model.get("paths") ?? [])
      try {
        found[path] = lab.matrix(path).map((/** @type {number[]} */ row) => row.map(publicNumber));
      } catch (reason) {
        error = problem(reason);
      }
    return error ? { matrices: found, error } : { matrices: found };
  }

  /** What the notebook wants and the lab does not have. Where they agree nothing is set, so that two views of a model do not set each other off. */
  async function take() {
    const wanted = missing(model.get("state") ?? {}, lab.getState());
    if (Object.keys(wanted).length === 0) return;
    try {
      await lab.setState(wanted);
    } catch (error) {
      say({ state: lab.getState(), error: problem(error) });
    }
  }

  function dress() {
    for (const [name, value] of Object.entries(model.get("attributes") ?? {}))
      if (value === null || value === false) lab.removeAttribute(name);
      else lab.setAttribute(name, value === true ? "" : String(value));
  }

  /** @type {[string, (event: any) => void][]} */
  const heard = [
    ["qkv-change", ({ detail }) => say({ state: detail.state, ...matrices() })],
    ["qkv-exercise", ({ detail }) => say({ exercise: detail })],
    ["qkv-cell", ({ detail }) => say({ cell: detail })],
    ["qkv-error", ({ detail }) => say({ error: detail })],
  ];
  /** @type {[string, () => void][]} */
  const wanted = [
    ["change:state", take],
    ["change:attributes", dress],
    ["change:paths", () => say(matrices())],
  ];

  async function begin() {
    dress();
    await take();
    await lab.whenReady;
    if (!tied) return;
    for (const [name, listener] of heard) lab.addEventListener(name, listener);
    for (const [name, listener] of wanted) model.on(name, listener);
    say({ state: lab.getState(), ...matrices() });
  }
  begin().catch((error) => say({ error: problem(error) }));

  return () => {
    tied = false;
    for (const [name, listener] of heard) lab.removeEventListener(name, listener);
    for (const [name, listener] of wanted) model.off(name, listener);
  };
}
