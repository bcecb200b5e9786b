// jax-js in WebAssembly, compiled by its jit, on one thread.
import { job, library, report } from "./measure.mjs";

// With shared memory it would start threads.
delete globalThis.SharedArrayBuffer;
const { defaultDevice, init, jit, nn, numpy: np, valueAndGrad } = await library("@jax-js/jax");
await init("wasm");
defaultDevice("wasm");

const { batch: B, tokens: T, d_model: D, n_heads: H, n_blocks: N, vocabulary: V } = job.size;
const names = Object.keys(job.reference.parameters);
const load = (name) => {
  const { shape, values } = job.reference.parameters[name];
  return np.array(new Float32Array(values)).reshape(shape);
};
const each = (make) => Object.fromEntries(names.map((name) => [name, make(name)]));

const norm = (x, gain, bias) => {
  const centred = x.ref.sub(np.mean(x, 1, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), 1, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(1e-5)))
    .mul(gain)
    .add(bias);
};

/** Every parameter is read once in each run, so that each is handed over. */
function logits(p, oneHot) {
  let x = np
    .matmul(oneHot, p["embedding.W_E"])
    .reshape([B, T, D])
    .add(p.P)
    .reshape([B * T, D]);
  for (let i = 0; i < N; i++) {
    const at = (last) => p[`block${i}.${last}`];
    const y = norm(x.ref, at("norm_1.gain"), at("norm_1.bias"));
    const heads = (m, W) => np.transpose(np.matmul(m, W).reshape([B, T, H, D / H]), [0, 2, 1, 3]);
    const q = heads(y.ref, at("attention.W_Q"));
    const k = heads(y.ref, at("attention.W_K"));
    const v = heads(y, at("attention.W_V"));
    const scores = np.matmul(q, np.transpose(k, [0, 1, 3, 2])).mul(1 / Math.sqrt(D / H));
    const z = np.transpose(np.matmul(nn.softmax(scores, -1), v), [0, 2, 1, 3]).reshape([B * T, D]);
    x = x.add(np.matmul(z, at("attention.W_O")));
    const m = norm(x.ref, at("norm_2.gain"), at("norm_2.bias"));
    const hidden = np.matmul(m, at("feed_forward.W_1")).add(at("feed_forward.b_1"));
    x = x.add(np.matmul(nn.relu(hidden), at("feed_forward.W_2")).add(at("feed_forward.b_2")));
  }
  return np.matmul(norm(x, p["final_norm.gain"], p["final_norm.bias"]), p["unembedding.W_U"]);
}

const lossOf = (p, oneHot) => {
  const likelihoods = nn.logSoftmax(logits(p, oneHot.ref), -1).mul(oneHot);
  return np.sum(likelihoods).mul(-1 / (B * T));
};

const step = jit((p, m, v, rates, oneHot) => {
  const [loss, gradient] = valueAndGrad(lossOf)(
    each((name) => p[name].ref),
    oneHot,
  );
  const next = { p: {}, m: {}, v: {} };
  for (const name of names) {
    const g = gradient[name];
    const mean = m[name].mul(0.9).add(g.ref.mul(0.1));
    const square = v[name].mul(0.999).add(np.square(g).mul(0.001));
    // rates: the learning rate over the first correction, and the root of the second
    const update = mean.ref
      .mul(rates.ref.slice(0))
      .div(np.sqrt(square.ref).div(rates.ref.slice(1)).add(1e-8));
    next.p[name] = p[name].sub(update);
    next.m[name] = mean;
    next.v[name] = square;
  }
  rates.dispose();
  return [loss, next.p, next.m, next.v];
});
const forward = jit(logits);

const tokens = np.array(new Int32Array(job.reference.tokens), { dtype: np.int32 });
const oneHot = nn.oneHot(tokens, V);
let p = each(load);
let m = each((name) => np.zeros(job.reference.parameters[name].shape));
let v = each((name) => np.zeros(job.reference.parameters[name].shape));
let t = 0;
async function train() {
  t++;
  const rates = np.array(new Float32Array([0.001 / (1 - 0.9 ** t), Math.sqrt(1 - 0.999 ** t)]));
  let loss;
  [loss, p, m, v] = step(p, m, v, rates, oneHot.ref);
  return (await loss.data())[0];
}
if (job.kind === "forward") {
  const copies = () => each((name) => p[name].ref);
  const loss = (await lossOf(copies(), oneHot.ref).data())[0];
  await report(() => forward(copies(), oneHot.ref).data(), loss);
} else await report(train, await train());
