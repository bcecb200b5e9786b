// The map in a page of its own: `start(snapshot, state)` shows it, `show(changes)` changes the state, as the lab would.

import { FluentBundle, FluentResource } from "@fluent/bundle";
import { Trace } from "../../../web/engine/trace.js";
import en from "../../../web/i18n/en.ftl";
import learnEn from "../../../web/i18n/learn.en.ftl";
import learnZh from "../../../web/i18n/learn.zh.ftl";
import mapEn from "../../../web/i18n/map.en.ftl";
import mapZh from "../../../web/i18n/map.zh.ftl";
import trainingEn from "../../../web/i18n/training.en.ftl";
import trainingZh from "../../../web/i18n/training.zh.ftl";
import zh from "../../../web/i18n/zh.ftl";
import layoutStyle from "../../../web/styles/layout.css";
import mapStyle from "../../../web/styles/map.css";
import stageStyle from "../../../web/styles/stage.css";
import themeStyle from "../../../web/styles/theme.css";
import { createMap } from "../../../web/views/map.js";

const TEXTS = { en: [en, trainingEn, mapEn, learnEn], zh: [zh, trainingZh, mapZh, learnZh] };
const host = document.querySelector("x-lab");
const root = host.attachShadow({ mode: "open" });
root.adoptedStyleSheets = [themeStyle, layoutStyle, stageStyle, mapStyle].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

let state;
let view;
let app;
const calls = [];
const bundles = new Map();

/** @param {string} key @param {Record<string, any>} [args] */
function t(key, args) {
  const { lang } = state;
  if (!bundles.has(lang)) {
    const bundle = new FluentBundle(lang, { useIsolating: false });
    for (const text of TEXTS[lang]) bundle.addResource(new FluentResource(text));
    bundles.set(lang, bundle);
  }
  const message = bundles.get(lang).getMessage(key);
  if (!message?.value) console.error(`no message "${key}" in ${lang}`);
  return message?.value ? bundles.get(lang).formatPattern(message.value, args) : key;
}

function show(changes) {
  state = { ...state, ...changes };
  app.dataset.theme = state.shownTheme;
  app.lang = document.documentElement.lang = state.lang;
  view.update(state);
}

const START = {
  lang: "en",
  shownTheme: "light",
  head: 0,
  convention: "rows",
  map_token: null,
  map_mode: "forward",
  map_change: false,
  map_learned: false,
  weights: "random",
  step: "tokens",
  weight: "W_Q",
  train_block: 0,
  train_node: "input",
};

function start({ config, nodes, values }, changes) {
  const log = (name) => (value) => calls.push([name, value]);
  state = { ...START, ...changes };
  view?.stop();
  view = createMap(
    { t, ownPage: true },
    {
      onLight: (map_token) => show({ map_token }),
      onHead: (head) => show({ head }),
      onMode: (map_mode) => show({ map_mode }),
      onChange: (map_change) => show({ map_change }),
      onOpen: log("open"),
      onStep: log("step"),
      onPlay: log("play"),
      onLearn: log("learn"),
    },
  );
  // As tall as the lab leaves it under its header.
  app = document.createElement("div");
  app.className = "app";
  app.style.cssText = "display: block; padding-top: 58px";
  app.append(view.element);
  root.replaceChildren(app);
  show({ trace: new Trace({ config, nodes, values: new Float32Array(values) }) });
}

Object.assign(window, {
  start,
  show,
  root,
  calls,
  values: (values) => show({ trace: new Trace({ config: state.trace.config, nodes: state.trace.nodes, values }) }),
  state: () => state,
});
