import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { shortestFloat } from "../engine/trace.js";
import { createTraining } from "../node/index.js";
import { UsageError } from "./usage-error.js";

/** How many steps are taken between two looks at the output. */
const CHUNK = 25;

/** The little-endian float32 loss curve, whatever this machine's own order. @param {Float32Array} losses */
export function lossDigest(losses) {
  const bytes = Buffer.alloc(losses.length * 4);
  for (const [i, loss] of losses.entries()) bytes.writeFloatLE(loss, i * 4);
  return createHash("sha256").update(bytes).digest("hex");
}

/** @param {unknown} value numbers as the shortest decimal of their float */
const short = (value) => (typeof value === "number" ? shortestFloat(Math.fround(value)) : value);

/**
 * Trains until the run is done, a JSON object a line.
 * @param {object} config @param {string | undefined} out where the parameters go @param {(text: string) => void} print
 */
export async function train(config, out, print) {
  const training = await createTraining(config);
  while (training.state.status === "running") {
    const lines = training.step(CHUNK).map((line) => {
      const accuracy = "accuracy" in line ? { accuracy: line.accuracy } : {};
      return `${JSON.stringify({ step: line.step, loss: short(line.loss), ...accuracy })}\n`;
    });
    print(lines.join(""));
  }
  const { status, steps, accuracy, diverged } = training.state;
  const last = {
    done: status,
    steps,
    accuracy,
    ...(diverged ? { diverged } : {}),
    test: diverged ? {} : training.testLengths(),
    loss_sha256: lossDigest(training.losses),
  };
  if (out !== undefined) {
    try {
      writeFileSync(out, training.parameters());
    } catch (error) {
      throw new UsageError(`--out: cannot write ${out}: ${/** @type {Error} */ (error).message}`);
    }
  }
  print(`${JSON.stringify(last)}\n`);
  training.close();
}
