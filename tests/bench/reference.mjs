// The weights, the first batch and its loss as our engine has them: what every other candidate starts from, so
// that a difference of the losses shows that it computes something else.
import { createTraining } from "../../dist/node.mjs";
import { configOf } from "../../web/cli/bench-sizes.js";

/** @param {Parameters<typeof configOf>[0]} size */
export async function referenceOf(size) {
  const training = await createTraining(configOf(size));
  const { nodes, values } = training.snapshot();
  training.close();
  const valuesOf = ({ offset, shape: [rows, cols] }) =>
    Array.from(values.subarray(offset, offset + rows * cols));
  const named = (path) => nodes.find((node) => node.path === path);
  const parameters = nodes.filter((node) => node.op === "parameter");
  return {
    tokens: valuesOf(named("tokens")),
    loss: valuesOf(named("loss"))[0],
    parameters: Object.fromEntries(
      parameters.map((node) => [node.path, { shape: node.shape, values: valuesOf(node) }]),
    ),
  };
}
