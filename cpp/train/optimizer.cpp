#include "train/optimizer.h"

#include <initializer_list>
#include <utility>

#include "base/error.h"
#include "ops/optimizer.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// The same rule for every parameter, one rule after the other: the parameters' matrices then lie side by
/// side, and the tape computes them as one.
class Updates {
 public:
  using Nodes = std::vector<NodeId>;
  Updates(Tape& tape, const Options& options, const std::vector<NodeId>& parameters, NodeId learning_rate)
      : tape_(tape), options_(options), learning_rate_(learning_rate) {
    for (const NodeId W : parameters) {
      if (tape.node(W).gradient == kNoNode) continue;
      weights_.push_back(W);
      gradients_.push_back(tape.node(W).gradient);
    }
  }

  /// gradient·factor
  void clip(NodeId factor) { gradients_ = record("clipped", ops::multiply(), {&gradients_}, {factor}); }

  /// b ← momentum·b + g; direction = b, or g + momentum·b (Nesterov); W ← W − learning_rate·direction.
  void sgd() {
    const double momentum = options_.number("momentum"), decay = options_.number("weight_decay");
    if (decay > 0) decayGradients(decay);
    Nodes direction = gradients_;
    if (momentum > 0) {
      const Nodes before = remembered("momentum_before");
      const Nodes buffer = record("momentum", ops::addMultiple(momentum), {&gradients_, &before});
      carry(buffer, before);
      direction = options_.flag("nesterov")
                      ? record("direction", ops::addMultiple(momentum), {&gradients_, &buffer})
                      : buffer;
    }
    descend(weights_, record("update", ops::descent(), {&direction}, {learning_rate_}));
  }

  /// adam and adamw differ in one thing: Adam adds weight decay to the gradient, AdamW shrinks the weight.
  void adam(bool decoupled, NodeId step) {
    const double beta1 = options_.number("beta1"), beta2 = options_.number("beta2");
    const double decay = options_.number("weight_decay");
    const NodeId first = tape_.record("optimizer.bias_correction1", ops::biasCorrection(beta1), {step});
    const NodeId second = tape_.record("optimizer.bias_correction2", ops::biasCorrection(beta2), {step});
    Nodes start = weights_;
    if (decay > 0 && decoupled)
      start = record("decayed", ops::decayWeight(decay), {&weights_}, {learning_rate_});
    else if (decay > 0)
      decayGradients(decay);
    const Nodes mBefore = remembered("m_before"), vBefore = remembered("v_before");
    const Nodes m = record("m", ops::firstMoment(beta1), {&mBefore, &gradients_});
    const Nodes v = record("v", ops::secondMoment(beta2), {&vBefore, &gradients_});
    const Nodes mHat = record("m_hat", ops::divide(), {&m}, {first});
    const Nodes vHat = record("v_hat", ops::divide(), {&v}, {second});
    const OpPtr rule = ops::adamUpdate(options_.number("eps"));
    descend(start, record("update", rule, {&mHat, &vHat}, {learning_rate_}));
    carry(m, mBefore);
    carry(v, vBefore);
  }

 private:
  /// W.`name` = rule(each[0] of W, each[1] of W, …, shared…) for every parameter W.
  Nodes record(const char* name, const OpPtr& rule, std::initializer_list<const Nodes*> each,
               std::initializer_list<NodeId> shared = {}) {
    Nodes made;
    for (size_t i = 0; i < weights_.size(); ++i) {
      Nodes inputs;
      for (const Nodes* nodes : each) inputs.push_back((*nodes)[i]);
      inputs.insert(inputs.end(), shared);
      made.push_back(tape_.record(tape_.node(weights_[i]).path + "." + name, rule, std::move(inputs)));
    }
    return made;
  }

  /// Zero matrices that hold values of the run before.
  Nodes remembered(const char* name) {
    Nodes made;
    for (const NodeId W : weights_) {
      const Shape shape = tape_.node(W).shape;
      made.push_back(
          tape_.leaf(tape_.node(W).path + "." + name, "state", Matrix::Zero(shape.rows, shape.cols), false));
    }
    return made;
  }

  void carry(const Nodes& from, const Nodes& to) {
    for (size_t i = 0; i < from.size(); ++i) tape_.carry(from[i], to[i]);
  }

  void decayGradients(double decay) {
    gradients_ = record("decayed_gradient", ops::addMultiple(decay), {&gradients_, &weights_});
  }

  void descend(const Nodes& start, const Nodes& update) {
    carry(record("next", ops::sum(), {&start, &update}), weights_);
  }

  Tape& tape_;
  const Options& options_;
  NodeId learning_rate_;
  Nodes weights_, gradients_;
};

}  // namespace

const std::vector<std::string>& optimizerKinds() {
  static const std::vector<std::string> kinds{"sgd", "adam", "adamw"};
  return kinds;
}

std::vector<Field> optimizerFields(const std::string& kind) {
  const auto rate = [](double fallback) { return Field::number("learning_rate", fallback, 0, 1000); };
  const auto decay = [](double fallback) { return Field::number("weight_decay", fallback, 0, 100); };
  if (kind == "sgd")
    return {rate(0.001), Field::number("momentum", 0, 0, 1), Field::boolean("nesterov", false), decay(0)};
  return {rate(0.001), Field::number("beta1", 0.9, 0, 0.999999), Field::number("beta2", 0.999, 0, 0.999999),
          Field::number("eps", 1e-8, 0, 1), decay(kind == "adamw" ? 0.01 : 0)};
}

NodeId recordGradientNorm(Tape& tape, const std::vector<NodeId>& parameters) {
  std::vector<NodeId> gradients;
  for (const NodeId W : parameters)
    if (tape.node(W).gradient != kNoNode) gradients.push_back(tape.node(W).gradient);
  return tape.record("gradient_norm", ops::globalNorm(), gradients);
}

void recordUpdate(Tape& tape, const OptimizerConfig& config, const std::vector<NodeId>& parameters,
                  std::optional<double> clip_norm) {
  const Options& o = config.options;
  if (config.kind == "sgd" && o.flag("nesterov") && o.number("momentum") == 0)
    throw Error(ErrorCode::config, {"optimizer.nesterov: needs a momentum above 0"});
  const Matrix rate = Matrix::Constant(1, 1, static_cast<Scalar>(o.number("learning_rate")));
  Updates updates(tape, o, parameters, tape.leaf("optimizer.learning_rate", "input", rate, false));
  const NodeId step = tape.leaf("optimizer.step", "state", Matrix::Constant(1, 1, 1), false);
  tape.carry(tape.record("optimizer.step.next", ops::increment(), {step}), step);
  if (clip_norm) {
    const NodeId norm =
        tape.has("gradient_norm") ? tape.find("gradient_norm") : recordGradientNorm(tape, parameters);
    updates.clip(tape.record("clip_factor", ops::clipFactor(*clip_norm), {norm}));
  }
  if (config.kind == "sgd")
    updates.sgd();
  else
    updates.adam(config.kind == "adamw", step);
}

}  // namespace qkv
