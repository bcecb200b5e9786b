// The lab in a learning platform, by SCORM 1.2 or 2004: score and completion from exercises, the state as what the
// platform keeps until the learner returns. Without DOM; web/scorm.js ties it to a page.

/** @typedef {Record<string, (...args: string[]) => unknown>} Api  the platform's object, with its eight functions */
/** @typedef {"1.2" | "2004"} Version */
/** @typedef {{version: Version, api: Api}} Platform */

/** 62.5 s as 0000:01:02.50. @param {number} seconds */
function clock(seconds) {
  const hundredths = Math.round(seconds * 100);
  const parts = [
    Math.floor(hundredths / 360000),
    Math.floor(hundredths / 6000) % 60,
    Math.floor(hundredths / 100) % 60,
  ];
  const [hours, minutes, whole] = parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, "0"));
  return `${hours}:${minutes}:${whole}.${String(hundredths % 100).padStart(2, "0")}`;
}

/**
 * What the two versions call the same things, and how much they keep.
 * @satisfies {Record<Version, object>}
 */
const DIALECTS = {
  1.2: {
    object: "API",
    initialize: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    finish: "LMSFinish",
    status: "cmi.core.lesson_status",
    score: "cmi.core.score",
    time: "cmi.core.session_time",
    exit: "cmi.core.exit",
    duration: clock,
    room: 4096,
    hasScaled: false,
  },
  2004: {
    object: "API_1484_11",
    initialize: "Initialize",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    finish: "Terminate",
    status: "cmi.completion_status",
    score: "cmi.score",
    time: "cmi.session_time",
    exit: "cmi.exit",
    duration: (/** @type {number} */ seconds) => `PT${seconds.toFixed(2)}S`,
    room: 64000,
    hasScaled: true,
  },
};

/** How many frames a platform may have put around. */
const MOST_FRAMES = 100;

/**
 * The platform's object: in one of the frames around, or around the window that opened this one.
 * @param {any} view a window
 * @returns {Platform | null}
 */
export function findPlatform(view) {
  for (const start of [view, openerOf(view)])
    for (let frame = start, count = 0; frame && count < MOST_FRAMES; count++) {
      const found = platformIn(frame);
      if (found) return found;
      const { parent } = frame;
      frame = parent === frame ? null : parent;
    }
  return null;
}

/** The window that opened the outermost frame. @param {any} view */
function openerOf(view) {
  try {
    return view.top?.opener ?? view.opener ?? null;
  } catch {
    return null;
  }
}

/** @param {any} frame @returns {Platform | null} */
function platformIn(frame) {
  try {
    // The newer one first, where a platform offers both.
    for (const version of /** @type {Version[]} */ (["2004", "1.2"])) {
      const api = frame[DIALECTS[version].object];
      if (api && typeof api[DIALECTS[version].initialize] === "function") return { version, api };
    }
  } catch {
    // A frame from another place shows nothing.
  }
  return null;
}

/** What has come of an exercise: 1 right, 0 its answer was shown. @typedef {Record<string, number>} Done */

/** @param {unknown} value @returns {Record<string, any>} */
const recordOf = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

/** What was kept, whoever wrote it. @param {string} text @returns {{link: string | null, done: Done}} */
function readKept(text) {
  /** @type {Record<string, any>} */
  let kept = {};
  try {
    kept = recordOf(JSON.parse(text));
  } catch {
    // Nothing was kept yet.
  }
  const done = Object.entries(recordOf(kept.done)).filter(
    ([, score]) => typeof score === "number" && score >= 0 && score <= 1,
  );
  return { link: typeof kept.link === "string" ? kept.link : null, done: Object.fromEntries(done) };
}

/** Neither is taken back by a learner who looks in again. */
const ENDED = ["completed", "passed", "failed"];

/**
 * One sitting of a learner.
 * @param {Platform} platform
 * @param {{exercises: string[], now: () => number}} options the ids that count, and a clock in milliseconds
 */
export function createScorm({ version, api }, { exercises, now }) {
  const dialect = DIALECTS[version];
  const began = now();
  let open = false;
  /** @type {string | null} */
  let link = null;
  /** @type {Done} */
  let done = {};

  /** @param {"get" | "set" | "commit" | "initialize" | "finish"} call @param {...string} args */
  const ask = (call, ...args) => api[dialect[call]](...args);
  const isTrue = (/** @type {unknown} */ answer) => String(answer) === "true";
  const set = (/** @type {string} */ field, /** @type {string | number} */ value) =>
    ask("set", field, String(value));

  /** The share of the exercises that were answered right. */
  const share = () => exercises.reduce((sum, id) => sum + (done[id] ?? 0), 0) / exercises.length;
  const isComplete = () => exercises.every((id) => id in done);

  function keep() {
    const whole = JSON.stringify({ v: 1, link, done });
    // Too much was typed over for a platform of the first version: the results are kept, the numbers are not.
    set(
      "cmi.suspend_data",
      whole.length <= dialect.room ? whole : JSON.stringify({ v: 1, link: null, done }),
    );
  }

  function report() {
    if (dialect.hasScaled) set(`${dialect.score}.scaled`, Number(share().toFixed(4)));
    set(`${dialect.score}.min`, 0);
    set(`${dialect.score}.max`, 100);
    set(`${dialect.score}.raw`, Math.round(100 * share()));
    set(dialect.status, isComplete() ? "completed" : "incomplete");
  }

  return {
    /** Begins the sitting. @returns {string | null} the link of the state in which the learner left, if there was one */
    start() {
      open = isTrue(ask("initialize", ""));
      if (!open) return null;
      ({ link, done } = readKept(String(ask("get", "cmi.suspend_data") ?? "")));
      set(dialect.exit, "suspend");
      if (!ENDED.includes(String(ask("get", dialect.status)))) set(dialect.status, "incomplete");
      ask("commit", "");
      return link;
    },
    /** The state has changed. @param {{link: string}} detail of qkv-change */
    changed(detail) {
      if (!open) return;
      link = detail.link;
      keep();
    },
    /** An exercise was answered, or its answer shown. @param {{id: string, correct: boolean, revealed: boolean, score: {scaled: number}}} detail of qkv-exercise */
    answered({ id, correct, revealed, score }) {
      if (!open || !exercises.includes(id) || !(correct || revealed)) return;
      done = { ...done, [id]: Math.max(done[id] ?? 0, score.scaled) };
      keep();
      report();
      ask("commit", "");
    },
    /** What the platform has so far is safe, should the page not come to its end. */
    save() {
      if (open) ask("commit", "");
    },
    /** Ends the sitting. */
    end() {
      if (!open) return;
      open = false;
      set(dialect.time, dialect.duration((now() - began) / 1000));
      ask("commit", "");
      ask("finish", "");
    },
  };
}
