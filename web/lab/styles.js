import chartStyle from "uplot/dist/uPlot.min.css";
import glossaryStyle from "../styles/glossary.css";
import layoutStyle from "../styles/layout.css";
import learnStyle from "../styles/learn.css";
import mapStyle from "../styles/map.css";
import panelStyle from "../styles/panels.css";
import stageStyle from "../styles/stage.css";
import storyStyle from "../styles/story.css";
import studyStyle from "../styles/study.css";
import themeStyle from "../styles/theme.css";
import trainingStyle from "../styles/training.css";
import viewsStyle from "../styles/views.css";

/** In the order in which a later one may overrule an earlier one. */
const TEXTS = [
  themeStyle,
  layoutStyle,
  stageStyle,
  chartStyle,
  panelStyle,
  studyStyle,
  glossaryStyle,
  trainingStyle,
  mapStyle,
  learnStyle,
  storyStyle,
  viewsStyle,
];

/** @type {CSSStyleSheet[] | undefined} */
let sheets;

/** Made once, shared by all elements of a page. */
export function styles() {
  sheets ??= TEXTS.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return sheets;
}
