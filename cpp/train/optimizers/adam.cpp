#include "ops/optimizer.h"
#include "train/optimizer.h"

namespace qkv {
namespace {

std::vector<Field> adamFields(double weight_decay) {
  return {learningRateField(), Field::number("beta1", 0.9, 0, 0.999999),
          Field::number("beta2", 0.999, 0, 0.999999), Field::number("eps", 1e-8, 0, 1),
          weightDecayField(weight_decay)};
}

/// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², W ← W − learning_rate·m̂/(√v̂ + eps).
/// Adam adds weight decay to the gradient; with `decoupled`, as AdamW, it shrinks the weight instead.
/// Nodes: W.m, W.v, W.m_hat, W.v_hat, W.update, W.next. Kingma & Ba 2015; Loshchilov & Hutter 2019 (AdamW).
void recordAdam(Updates& updates, bool decoupled) {
  Tape& tape = updates.tape;
  const double beta1 = updates.options.number("beta1"), beta2 = updates.options.number("beta2");
  const double decay = updates.options.number("weight_decay");
  const NodeId first =
      tape.record("optimizer.bias_correction1", ops::biasCorrection({"β_1", beta1}), {updates.step});
  const NodeId second =
      tape.record("optimizer.bias_correction2", ops::biasCorrection({"β_2", beta2}), {updates.step});
  Updates::Nodes start = updates.weights;
  if (decay > 0 && decoupled)
    start = updates.record("decayed", ops::decayWeight({"λ", decay}), {&updates.weights},
                           {updates.learning_rate});
  else if (decay > 0)
    updates.decayGradients(decay);
  const Updates::Nodes mBefore = updates.remembered("m_before"), vBefore = updates.remembered("v_before");
  const Updates::Nodes m =
      updates.record("m", ops::firstMoment({"β_1", beta1}), {&mBefore, &updates.gradients});
  const Updates::Nodes v =
      updates.record("v", ops::secondMoment({"β_2", beta2}), {&vBefore, &updates.gradients});
  const Updates::Nodes mHat = updates.record("m_hat", ops::divide(), {&m}, {first});
  const Updates::Nodes vHat = updates.record("v_hat", ops::divide(), {&v}, {second});
  const OpPtr rule = ops::adamUpdate({"ε", updates.options.number("eps")});
  updates.descend(start, updates.record("update", rule, {&mHat, &vHat}, {updates.learning_rate}));
  updates.carry(m, mBefore);
  updates.carry(v, vBefore);
}

const RegisterOptimizer kAdam({"adam", [] { return adamFields(0); },
                               [](Updates& updates) { recordAdam(updates, false); }});
const RegisterOptimizer kAdamW({"adamw", [] { return adamFields(0.01); },
                                [](Updates& updates) { recordAdam(updates, true); }});

}  // namespace
}  // namespace qkv
