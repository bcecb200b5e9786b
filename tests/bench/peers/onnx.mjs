// ONNX Runtime Web, one thread, SIMD: the forward pass of a model that PyTorch wrote (it does not train).
import { job, library, report } from "./measure.mjs";

const ort = await library("onnxruntime-web");
if (!job.onnx) process.exit(3);
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(Buffer.from(job.onnx, "base64"), {
  executionProviders: ["wasm"],
  graphOptimizationLevel: "all",
});
const { batch, tokens, vocabulary } = job.size;
const input = new ort.Tensor("int64", BigInt64Array.from(job.reference.tokens, BigInt), [batch, tokens]);
const run = async () => (await session.run({ tokens: input })).logits.data;

const logits = await run();
let loss = 0;
for (const [row, token] of job.reference.tokens.entries()) {
  const scores = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
  const total = scores.reduce((sum, x) => sum + Math.exp(x), 0);
  loss -= (scores[token] - Math.log(total)) / job.reference.tokens.length;
}
await report(run, loss);
