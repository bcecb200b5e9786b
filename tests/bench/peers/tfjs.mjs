// TensorFlow.js with its WebAssembly backend on one thread. Its product of transposed matrices is slow, so the
// gradients transpose first, which is several times faster.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { job, library, report } from "./measure.mjs";

const tf = await library("@tensorflow/tfjs");
const { setWasmPaths, setThreadsCount } = await library("@tensorflow/tfjs-backend-wasm");
setThreadsCount(1);
setWasmPaths(`${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`);
await tf.setBackend("wasm");

const { batch: B, tokens: T, d_model: D, n_heads: H, n_blocks: N, vocabulary: V } = job.size;
const parameters = Object.fromEntries(
  Object.entries(job.reference.parameters).map(([path, { shape, values }]) => [
    path,
    tf.variable(tf.tensor(values, shape)),
  ]),
);
const flip = (m) => (m.rank === 2 ? m.transpose() : m.transpose([0, 1, 3, 2]));
const product = tf.customGrad((a, b, save) => {
  save([a, b]);
  return {
    value: tf.matMul(a, b),
    gradFunc: (dY, [x, y]) => [tf.matMul(dY, flip(y)), tf.matMul(flip(x), dY)],
  };
});
const norm = (x, path) => {
  const { mean, variance } = tf.moments(x, 1, true);
  const scaled = x.sub(mean).div(variance.add(1e-5).sqrt());
  return scaled.mul(parameters[`${path}.gain`]).add(parameters[`${path}.bias`]);
};
const oneHot = tf.oneHot(tf.tensor1d(job.reference.tokens, "int32"), V).toFloat();

function logits() {
  const p = parameters;
  const positions = tf.tile(p.P, [B, 1]);
  let x = product(oneHot, p["embedding.W_E"]).add(positions);
  for (let i = 0; i < N; i++) {
    const at = (last) => p[`block${i}.${last}`];
    const y = norm(x, `block${i}.norm_1`);
    const heads = (W) =>
      product(y, W)
        .reshape([B, T, H, D / H])
        .transpose([0, 2, 1, 3]);
    const [q, k, v] = ["W_Q", "W_K", "W_V"].map((name) => heads(at(`attention.${name}`)));
    const attention = tf.softmax(product(q, flip(k)).div(Math.sqrt(D / H)));
    const z = product(attention, v)
      .transpose([0, 2, 1, 3])
      .reshape([B * T, D]);
    x = x.add(product(z, at("attention.W_O")));
    const hidden = product(norm(x, `block${i}.norm_2`), at("feed_forward.W_1")).add(at("feed_forward.b_1"));
    x = x.add(product(hidden.relu(), at("feed_forward.W_2")).add(at("feed_forward.b_2")));
  }
  return product(norm(x, "final_norm"), p["unembedding.W_U"]);
}

const loss = () => tf.losses.softmaxCrossEntropy(oneHot, logits());
const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-8);
const first = tf.tidy(() => loss().dataSync()[0]);
await report(
  () =>
    job.kind === "forward"
      ? tf.tidy(() => logits().dataSync())
      : tf.tidy(() => optimizer.minimize(loss, true).dataSync()),
  first,
);
