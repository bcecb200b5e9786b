import { h, setText } from "./dom.js";

/**
 * The frame of a control: a label, the control, and room for what was wrong with it.
 * @param {HTMLElement} input @param {string} id
 */
function framed(input, id) {
  const label = h("label", { htmlFor: id });
  const error = h("p", { class: "error", id: `${id}-error`, role: "alert" });
  input.id = id;
  input.setAttribute("aria-describedby", error.id);
  const element = h("div", { class: "control" }, label, input, error);
  return {
    element,
    /** @param {Node | string} text @param {string} problem */
    frame(text, problem) {
      const key = typeof text === "string" ? text : (text.textContent ?? "");
      if (label.textContent !== key) label.replaceChildren(text);
      setText(error, problem);
      element.classList.toggle("wrong", problem !== "");
      input.setAttribute("aria-invalid", String(problem !== ""));
    },
  };
}

/** @typedef {{label: Node | string, value: string, problem: string}} ControlProps */

/**
 * One of several.
 * @param {string} id @param {(value: string) => void} onChange
 */
export function selectControl(id, onChange) {
  const select = h("select", { onchange: () => onChange(select.value) });
  const { element, frame } = framed(select, id);
  let built = "";
  return {
    element,
    /** @param {ControlProps & {options: [string, string][]}} props */
    update({ label, value, problem, options }) {
      frame(label, problem);
      if (JSON.stringify(options) !== built) {
        built = JSON.stringify(options);
        select.replaceChildren(...options.map(([key, text]) => h("option", { value: key }, text)));
      }
      select.value = value;
    },
  };
}

/**
 * A field that is typed into. What a person typed stays until it is right.
 * @param {Record<string, any>} props of the input @param {(text: string) => void} onChange
 */
function typedInput(props, onChange) {
  const input = h("input", { type: "text", autocomplete: "off", spellcheck: false, ...props });
  let committed = "";
  // Enter is a change as well: the browser says so itself.
  input.addEventListener("change", () => {
    if (input.value !== committed) onChange(input.value);
  });
  return {
    input,
    committed: () => committed,
    /** @param {string} value @param {string} problem */
    show(value, problem) {
      if (problem) return;
      committed = value;
      if (input.value !== value) input.value = value;
    },
  };
}

/**
 * A text, typed.
 * @param {string} id @param {(text: string) => void} onChange
 */
export function textControl(id, onChange) {
  const { input, show } = typedInput({ class: "wide-text" }, onChange);
  const { element, frame } = framed(input, id);
  return {
    element,
    /** @param {ControlProps} props */
    update({ label, value, problem }) {
      frame(label, problem);
      show(value, problem);
    },
  };
}

/**
 * A number, typed or stepped.
 * @param {string} id @param {(text: string) => void} onChange @param {{low: number, high: number, whole: boolean}} range
 */
export function numberControl(id, onChange, { low, high, whole }) {
  const { input, committed, show } = typedInput({ inputMode: whole ? "numeric" : "decimal" }, onChange);
  input.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (by) {
      event.preventDefault();
      step(by);
    }
  });
  const step = (/** @type {number} */ by) => {
    const now = Number(committed());
    const next = whole ? now + by : Number((by > 0 ? now * 2 : now / 2).toPrecision(2));
    onChange(String(Math.max(low, Math.min(high, next))));
  };
  const less = h("button", { type: "button", class: "stepper", tabIndex: -1, onclick: () => step(-1) }, "−");
  const more = h("button", { type: "button", class: "stepper", tabIndex: -1, onclick: () => step(1) }, "+");
  less.setAttribute("aria-hidden", "true");
  more.setAttribute("aria-hidden", "true");
  const { element, frame } = framed(input, id);
  const group = h("span", { class: "stepped" }, less);
  input.replaceWith(group);
  group.append(input, more);
  return {
    element,
    /** @param {ControlProps} props */
    update({ label, value, problem }) {
      frame(label, problem);
      less.disabled = Number(value) <= low;
      more.disabled = Number(value) >= high;
      show(value, problem);
    },
  };
}

/**
 * On or off.
 * @param {string} id @param {(on: boolean) => void} onChange
 */
export function switchControl(id, onChange) {
  const input = h("input", { type: "checkbox", role: "switch", onchange: () => onChange(input.checked) });
  const { element, frame } = framed(input, id);
  return {
    element,
    /** @param {ControlProps} props */
    update({ label, value, problem }) {
      frame(label, problem);
      input.checked = value === "1";
    },
  };
}
