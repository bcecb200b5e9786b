// Messages between a lab in a frame and the page around it, ours and those of learning platforms. Without DOM: whom
// they come from is checked by frame.js; here everything else of them is, since anybody can write them.

/** @typedef {{type: "qkv-lab", id: string | number, command: string, args: any}} Command */
/** @typedef {Record<string, (args: any) => unknown>} Lab what can be asked, by command */

const TYPE = "qkv-lab";
const VERSION = 1;
const LONGEST_ID = 200;

/** @param {unknown} value @returns {value is Record<string, any>} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} id */
const isId = (id) => (typeof id === "string" ? id.length <= LONGEST_ID : Number.isFinite(id));

/** What happened, as the page around is told. @param {string} event @param {unknown} detail */
export const ourEvent = (event, detail) => ({ type: TYPE, version: VERSION, event, detail });

/** A command of ours, or null for any other message. @param {unknown} data @returns {Command | null} */
export function readCommand(data) {
  if (!isRecord(data) || data.type !== TYPE || typeof data.command !== "string" || !isId(data.id))
    return null;
  const { id, command, args } = data;
  return { type: TYPE, id, command, args: isRecord(args) ? args : {} };
}

/**
 * Does what a message asks and gives the answer; null for a message that asks nothing of us.
 * @param {unknown} data @param {Lab} lab
 */
export async function answerTo(data, lab) {
  const asked = readCommand(data);
  if (!asked) return null;
  const { id, command, args } = asked;
  const answer = (/** @type {object} */ rest) => ({ type: TYPE, id, ...rest });
  if (!Object.hasOwn(lab, command)) {
    const message = `command: there is no "${command.slice(0, 40)}"; there are ${Object.keys(lab).join(", ")}`;
    return answer({ error: { code: "command", message } });
  }
  try {
    return answer({ result: await lab[command](args) });
  } catch (error) {
    const { code = "internal", message = String(error) } = /** @type {any} */ (error ?? {});
    return answer({ error: { code: String(code), message: String(message) } });
  }
}

/** The SPLICE protocol, cssplice.org. @param {string} what @param {string} id @param {object} [rest] */
export const splice = (what, id, rest = {}) => ({ subject: `SPLICE.${what}`, message_id: id, ...rest });

/** @param {number} height @param {number} width @param {string} id */
export const frameResize = (height, width, id) => ({
  subject: "lti.frameResize",
  message_id: id,
  height,
  width,
});

const SAVED_VERSION = 1;

/**
 * What a platform keeps for a learner: where they are, and what they have solved.
 * @param {string} link @param {Record<string, number>} scores from 0 to 1, by exercise
 */
export const savedState = (link, scores) => ({ version: SAVED_VERSION, link, scores });

/** What was kept, as far as it is ours: a platform may give anything back. @param {unknown} state */
function readSaved(state) {
  if (!isRecord(state) || state.version !== SAVED_VERSION || typeof state.link !== "string") return null;
  const scores = isRecord(state.scores) ? state.scores : {};
  const known = Object.entries(scores).filter(
    ([, score]) => typeof score === "number" && score >= 0 && score <= 1,
  );
  return { link: state.link, scores: /** @type {Record<string, number>} */ (Object.fromEntries(known)) };
}

/** The answer to our question for what was kept, or null. @param {unknown} data @param {string} id of the question */
export const readStateResponse = (data, id) =>
  isRecord(data) && data.subject === "SPLICE.getState.response" && data.message_id === id && !data.error
    ? readSaved(data.state)
    : null;

/** The mean over the exercises that are shown. @param {string[]} shown @param {Record<string, number>} scores */
export const scoreOf = (shown, scores) =>
  shown.length === 0 ? 0 : shown.reduce((sum, id) => sum + (scores[id] ?? 0), 0) / shown.length;
