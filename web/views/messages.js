import { h, iconButton } from "../components/dom.js";
import { problemText } from "./problems.js";
import { sentenceOffer } from "./weights.js";

/** @typedef {import("./context.js").Context} Context */

const NOTICE_MS = 4000;
/** What concerns more than one control. */
const OF_THE_PAGE = new Set(["engine", "not-learned"]);

/**
 * What went wrong in the link or the engine, and short confirmations.
 * @param {Context} context
 */
export function createMessages(context) {
  const { actions, t } = context;
  const element = h("div", { class: "messages", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let shown = "";
  return {
    element,
    /** @param {Record<string, any>} state */
    update(state) {
      // What was typed into a control is answered at the control; here stands what has no other place.
      const problems = state.problems.filter(
        (/** @type {any} */ p) => p.fromLink || OF_THE_PAGE.has(p.kind) || p.field === "engine",
      );
      const key = JSON.stringify([problems, state.notice, state.lang]);
      if (key === shown) return;
      shown = key;
      element.replaceChildren(
        ...problems.flatMap((/** @type {any} */ problem) => {
          const close = iconButton("close", () => actions.dismissProblems(problem.field));
          close.update({ label: t("close") });
          const said = h(
            "p",
            { class: "message problem" },
            h("span", {}, problemText(problem, t), problem.fromLink ? t("space") + t("link-default") : ""),
            close.element,
          );
          return problem.kind === "not-learned" ? [said, sentenceOffer(problem.args, context)] : [said];
        }),
      );
      if (state.notice) {
        const { kind, args } = state.notice;
        const message = h("p", { class: "message" }, h("span", {}, t(`notice-${kind}`)));
        if (args.link)
          message.append(
            h("input", {
              type: "text",
              readOnly: true,
              value: args.link,
              onfocus: (/** @type {any} */ e) => e.target.select(),
              "aria-label": t("share"),
            }),
          );
        element.append(message);
        clearTimeout(timer);
        if (!args.link) timer = setTimeout(() => actions.dismissNotice(), NOTICE_MS);
        else {
          const close = iconButton("close", () => actions.dismissNotice());
          close.update({ label: t("close") });
          message.append(close.element);
        }
      }
    },
    stop: () => clearTimeout(timer),
  };
}
