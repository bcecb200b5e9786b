// An exercise answered from outside, by the page's own rules.

import { QkvError } from "../engine/protocol.js";
import { checkChoice, checkNumber } from "../exercises/check.js";
import { EXERCISES, makeTask } from "../exercises/exercises.js";
import { translate } from "../i18n/index.js";
import { parseField } from "../state/schema.js";

/** @typedef {import("../engine/client.js").EngineClient["compute"]} Compute */

/** @param {unknown} answer indices of options, or one */
const chosenOf = (answer) => {
  const all = Array.isArray(answer) ? answer : [answer];
  if (all.every((each) => Number.isInteger(each) && each >= 0)) return all;
  throw new QkvError("value", "answer: must be an option's number, counted from 0, or a list of them");
};

/**
 * @param {{id?: unknown, seed?: unknown}} exercise @param {unknown} answer a number or its text; of a choice indices
 * @param {Compute} compute
 */
export async function checkAnswer({ id, seed = 1 }, answer, compute) {
  const exercise = EXERCISES.find((each) => each.id === id);
  if (!exercise) throw new QkvError("config", `id: there are ${EXERCISES.map((each) => each.id).join(", ")}`);
  const number = Number(parseField("exercise_seed", String(seed)));
  const task = makeTask(exercise, number, translate("en", "exercise-words").split(" "));
  const configs = "configs" in task ? task.configs : [task.config];
  const traces = (await Promise.all(configs.map((config) => compute(config)))).map(({ trace }) => trace);
  const isText = typeof answer === "number" || typeof answer === "string";
  const { answered, correct, slip } =
    "configs" in task
      ? checkChoice(exercise.id, task, traces, chosenOf(answer))
      : checkNumber(task, traces[0], isText ? answer : "");
  const raw = correct ? 1 : 0;
  const { step } = exercise;
  return { id, step, seed: number, answered, correct, slip, score: { raw, min: 0, max: 1, scaled: raw } };
}
