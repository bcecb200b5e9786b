import { h } from "./dom.js";

// Mathematics as text: W_Q and d_k get subscripts, names get the colour that they have everywhere.

/** Which colour a name has. Q, K and V keep theirs in weights and gradients too. @param {string} name */
export function roleOf(name) {
  const base = name.replace(/^d(?=[A-Zaioscm])/, "").replace(/ᵀ$|_i[jk]$/, "");
  if (/^(W_)?Q(_\w+)?$/.test(base)) return "q";
  if (/^((W_)?K(_\w+)?|relative_K)$/.test(base)) return "k";
  if (/^((W_)?V(_\w+)?|relative_V)$/.test(base)) return "v";
  if (base === "X" || base === "input") return "x";
  if (base === "P" || base === "P_rows") return "p";
  if (/^(scores|scaled|masked|attention|biased|position_bias|relative_\w+|scores_with_relative)$/.test(base))
    return "a";
  if (/^(W_O|output|concat|ablated|Z(_\d+)?|target)$/.test(base)) return "o";
  if (/^(loss)$/.test(base)) return "l";
  return "";
}

const NAME = /(?:Σ_[a-z]|[A-Za-zβελ]+(?:_[A-Za-z0-9]+)*)ᵀ?/;
const WORDS = new Set(["mean", "softmax", "hidden", "position", "init", "log", "exp", "sin", "cos"]);

/** What is written as a subscript: the Q of W_Q, the 1 of β_1, the heads of n_heads, and indices as in attention_ij. */
const SUBSCRIPTED = /^(d?W|d(?=_)|n(?=_)|[QKVZ]|d?[QKV]|[βΣ]|.+(?=_(?:ij|ik)$))_(.+)$/;
/** m_hat is an m with a hat. */
const HAT = /^(\w)_hat$/;

/** One name, e.g. W_Q: italic, with its subscript and colour. @param {string} name */
export function symbol(name) {
  const transposed = name.endsWith("ᵀ");
  const plain = transposed ? name.slice(0, -1) : name;
  const match = SUBSCRIPTED.exec(plain);
  const element = h("var", { class: `symbol ${roleOf(plain)}`, "data-symbol": name });
  if (match) element.append(match[1], h("sub", {}, match[2]));
  else element.append(plain.replace(HAT, "$1\u0302"));
  if (transposed) element.append(h("sup", {}, "T"));
  return element;
}

/**
 * A formula written on one line: "scores = Q · Kᵀ".
 * @param {string} text
 */
export function math(text) {
  return h("span", { class: "math" }, ...withExponents(text));
}

/** Names and what is between them. @param {string} text */
function line(text) {
  const element = h("span");
  let rest = text;
  while (rest) {
    const match = NAME.exec(rest);
    if (!match) break;
    const root = match.index > 0 && rest[match.index - 1] === "√";
    element.append(rest.slice(0, root ? match.index - 1 : match.index));
    const name = match[0];
    const part =
      WORDS.has(name) && !roleOf(name)
        ? h("span", { class: "word", "data-symbol": name }, name)
        : symbol(name);
    element.append(root ? h("span", { class: "root" }, "√", h("span", { class: "radicand" }, part)) : part);
    rest = rest.slice(match.index + name.length);
  }
  element.append(rest);
  return element;
}

/** 10000^(2i/d_model), 10^−5: what stands in parentheses after the sign, or a whole number, is an exponent. @param {string} text */
function withExponents(text) {
  return text
    .split(/\^(\([^)]*\)|−?\d+)/)
    .map((part, i) =>
      i % 2 ? h("sup", { class: "exponent" }, line(part.replace(/^\((.*)\)$/, "$1"))) : line(part),
    );
}

/**
 * A text of the lesson: what stands between backticks is mathematics, between asterisks is stressed.
 * @param {string} text
 */
export function prose(text) {
  const fragment = document.createDocumentFragment();
  for (const [i, part] of text.split(/`([^`]+)`/).entries()) {
    if (i % 2) fragment.append(math(part));
    else
      for (const [j, piece] of part.split(/\*([^*]+)\*/).entries())
        fragment.append(j % 2 ? h("strong", {}, piece) : piece);
  }
  return fragment;
}
