#include "train/optimizer.h"

#include "ops/optimizer.h"

namespace qkv {

std::vector<std::string> optimizerKinds() { return RegisterOptimizer::names(); }

const OptimizerKind& optimizerKind(std::string_view name) {
  return RegisterOptimizer::named(name, "optimizer.kind", "an optimizer");
}

std::vector<Field> optimizerFields(std::string_view kind) { return optimizerKind(kind).fields(); }

Field learningRateField() { return Field::number("learning_rate", 0.001, 0, 1000); }
Field weightDecayField(double defaultValue) { return Field::number("weight_decay", defaultValue, 0, 100); }

NodeId recordGradientNorm(Tape& tape, const std::vector<NodeId>& parameters) {
  std::vector<NodeId> gradients;
  for (const NodeId W : parameters)
    if (tape.node(W).gradient != kNoNode) gradients.push_back(tape.node(W).gradient);
  return tape.record("gradient_norm", ops::globalNorm(), gradients);
}

void recordUpdate(Tape& tape, const OptimizerConfig& config, const std::vector<NodeId>& parameters,
                  std::optional<double> clip_norm) {
  const OptimizerKind& kind = optimizerKind(config.kind);
  const Options& o = config.options;
  const Matrix rate = Matrix::Constant(1, 1, static_cast<Scalar>(o.number("learning_rate")));
  const NodeId learning_rate = tape.leaf("optimizer.learning_rate", LeafKind::setting, rate, false);
  const NodeId step = tape.leaf("optimizer.step", LeafKind::state, Matrix::Constant(1, 1, 1), false);
  tape.carry(tape.record("optimizer.step.next", ops::increment(), {step}), step);
  Updates updates(tape, o, parameters, learning_rate, step);
  if (clip_norm) {
    const NodeId norm =
        tape.has("gradient_norm") ? tape.find("gradient_norm") : recordGradientNorm(tape, parameters);
    const NodeId factor = tape.record("clip_factor", ops::clipFactor({"clip_norm", *clip_norm}), {norm});
    updates.gradients = updates.record("clipped", ops::multiply(), {&updates.gradients}, {factor});
  }
  kind.record(updates);
}

}  // namespace qkv
