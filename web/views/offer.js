import { h, setText } from "../components/dom.js";
import { stepOf } from "../lessons/chapters.js";
import { fieldOf } from "../state/schema.js";

/**
 * One large button at a step that has little to show while a field is at its default: it sets the field, and
 * then takes it back. The change is the learner's own, so links stay exact.
 * @param {import("./context.js").Context} context
 */
export function createOffer({ actions, t }) {
  const button = h("button", { type: "button" });
  return {
    element: button,
    /** @param {Record<string, any>} state */
    update(state) {
      const { id, offer } = stepOf(state.step);
      button.hidden = !offer;
      if (!offer) return;
      const { fallback } = fieldOf(offer.field);
      const open = state[offer.field] === fallback;
      button.className = open ? "offer" : "plain withdraw";
      setText(button, t(`step-${id}-${open ? "offer" : "withdraw"}`));
      button.onclick = () => actions.set({ [offer.field]: open ? offer.value : fallback });
    },
  };
}
