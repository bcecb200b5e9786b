// The one file in a SCORM package: the lab, and what ties it to the learning platform around.
import "./one-file.js";
import { EXERCISES, exercisesOf } from "./exercises/exercises.js";
import { createScorm, findPlatform } from "./host/scorm.js";
import { readLink, readQuery } from "./state/url.js";

/** The exercises that count: the one, those of the step, or all, as the package's link says. */
function counted() {
  const { step, exercise } = { ...readQuery(location.search).fields, ...readLink(location.hash).fields };
  const asked = exercise ? [exercise] : exercisesOf(step).map(({ id }) => id);
  return asked.length > 0 ? asked : EXERCISES.map(({ id }) => id);
}

/** @param {any} lab <qkv-lab> @param {import("./host/scorm.js").Platform} platform */
async function connect(lab, platform) {
  const scorm = createScorm(platform, { exercises: counted(), now: () => performance.now() });
  const link = scorm.start();
  lab.addEventListener("qkv-exercise", (/** @type {CustomEvent} */ { detail }) => scorm.answered(detail));
  addEventListener("pagehide", scorm.end);
  document.addEventListener("visibilitychange", () => document.hidden && scorm.save());
  try {
    await lab.whenReady;
    if (link !== null) await lab.setState(readLink(link).fields);
  } catch {
    // The lab says in its own place what it cannot do.
    return;
  }
  // What the page opens with is nothing that the learner did.
  lab.addEventListener("qkv-change", (/** @type {CustomEvent} */ { detail }) => scorm.changed(detail));
}

const platform = findPlatform(window);
if (platform) connect(document.querySelector("qkv-lab"), platform);
