#include "ops/optimizer.h"
#include "train/optimizer.h"

namespace qkv {
namespace {

std::vector<Field> rmspropFields() {
  return {learningRateField(), Field::number("alpha", 0.99, 0, 0.999999), Field::number("eps", 1e-8, 0, 1),
          weightDecayField(0)};
}

/// v ← α·v + (1 − α)·g², W ← W − learning_rate·g/(√v + eps). Tieleman & Hinton 2012.
void recordRmsprop(Updates& updates) {
  const Updates::Nodes before = updates.remembered("v_before");
  const Updates::Nodes v = updates.record("v", ops::secondMoment({"α", updates.options.number("alpha")}),
                                          {&before, &updates.gradients});
  updates.carry(v, before);
  const OpPtr rule = ops::adamUpdate({"ε", updates.options.number("eps")});
  updates.descend(updates.weights,
                  updates.record("update", rule, {&updates.gradients, &v}, {updates.learning_rate}));
}

const RegisterOptimizer kRmsprop({"rmsprop", rmspropFields, recordRmsprop});

}  // namespace
}  // namespace qkv
