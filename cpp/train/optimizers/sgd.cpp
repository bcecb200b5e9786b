#include "base/error.h"
#include "ops/optimizer.h"
#include "train/optimizer.h"

namespace qkv {
namespace {

std::vector<Field> sgdFields() {
  return {learningRateField(), Field::number("momentum", 0, 0, 1), Field::boolean("nesterov", false),
          weightDecayField(0)};
}

/// b ← momentum·b + g; direction = b, or g + momentum·b (Nesterov); W ← W − learning_rate·direction.
/// Nodes: W.momentum, W.direction (where asked for), W.update, W.next. Sutskever et al. 2013.
void recordSgd(Updates& updates) {
  const double momentum = updates.options.number("momentum"), decay = updates.options.number("weight_decay");
  const bool nesterov = updates.options.flag("nesterov");
  if (nesterov && momentum == 0)
    throw Error(ErrorCode::config, {"optimizer.nesterov: needs a momentum above 0"});
  if (decay > 0) updates.decayGradients(decay);
  const Updates::Nodes gradients = updates.gradients;
  Updates::Nodes direction = gradients;
  if (momentum > 0) {
    const OpPtr rule = ops::addMultiple({"μ", momentum});
    const Updates::Nodes before = updates.remembered("momentum_before");
    const Updates::Nodes buffer = updates.record("momentum", rule, {&gradients, &before});
    updates.carry(buffer, before);
    direction = nesterov
                    ? updates.record("direction", ops::addMultiple({"μ", momentum}), {&gradients, &buffer})
                    : buffer;
  }
  updates.descend(updates.weights,
                  updates.record("update", ops::descent(), {&direction}, {updates.learning_rate}));
}

const RegisterOptimizer kSgd({"sgd", sgdFields, recordSgd});

}  // namespace
}  // namespace qkv
