// `qkv-lab/anywidget`: the lab in a notebook, all in one module, which also runs from a blob.
import "./one-file.js";
import { forget, tie } from "./host/anywidget.js";

/** @typedef {import("./host/anywidget.js").Model} Model */

export default {
  /** @param {{model: Model}} given */
  initialize({ model }) {
    forget(model);
  },
  /** @param {{model: Model, el: HTMLElement}} given */
  render({ model, el }) {
    const lab = document.createElement("qkv-lab");
    const untie = tie(model, lab);
    el.append(lab);
    return () => {
      untie();
      lab.remove();
    };
  },
};
