#include "train/optimiser.h"

#include "base/error.h"
#include "ops/optimiser.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// What all parameters share.
struct Shared {
  Tape& tape;
  const Options& options;
  NodeId learning_rate;
};

/// A zero matrix that holds `next`'s value of the run before.
NodeId remembered(Tape& t, const std::string& path, Shape shape) {
  return t.leaf(path, "state", Matrix::Zero(shape.rows, shape.cols), false);
}

/// sgd: b ← momentum·b + g; direction = b, or g + momentum·b (Nesterov); W ← W − learning_rate·direction.
void recordSgd(const Shared& s, const std::string& path, NodeId W, NodeId gradient) {
  Tape& t = s.tape;
  const double momentum = s.options.number("momentum");
  if (s.options.number("weight_decay") > 0)
    gradient = t.record(path + ".decayed_gradient", ops::addMultiple(s.options.number("weight_decay")),
                        {gradient, W});
  NodeId direction = gradient;
  if (momentum > 0) {
    const NodeId before = remembered(t, path + ".momentum_before", t.node(W).shape);
    const NodeId buffer = t.record(path + ".momentum", ops::addMultiple(momentum), {gradient, before});
    t.carry(buffer, before);
    direction = s.options.flag("nesterov")
                    ? t.record(path + ".direction", ops::addMultiple(momentum), {gradient, buffer})
                    : buffer;
  }
  const NodeId update = t.record(path + ".update", ops::descent(), {direction, s.learning_rate});
  t.carry(t.record(path + ".next", ops::sum(), {W, update}), W);
}

struct BiasCorrections {
  NodeId first, second;
};

/// adam and adamw differ in one thing: Adam adds weight decay to the gradient, AdamW shrinks the weight.
void recordAdam(const Shared& s, bool decoupled, BiasCorrections bias, const std::string& path, NodeId W,
                NodeId gradient) {
  Tape& t = s.tape;
  const double decay = s.options.number("weight_decay");
  NodeId start = W;
  if (decay > 0 && decoupled)
    start = t.record(path + ".decayed", ops::decayWeight(decay), {W, s.learning_rate});
  else if (decay > 0)
    gradient = t.record(path + ".decayed_gradient", ops::addMultiple(decay), {gradient, W});
  const NodeId mBefore = remembered(t, path + ".m_before", t.node(W).shape);
  const NodeId vBefore = remembered(t, path + ".v_before", t.node(W).shape);
  const NodeId m = t.record(path + ".m", ops::firstMoment(s.options.number("beta1")), {mBefore, gradient});
  const NodeId v = t.record(path + ".v", ops::secondMoment(s.options.number("beta2")), {vBefore, gradient});
  const NodeId mHat = t.record(path + ".m_hat", ops::divide(), {m, bias.first});
  const NodeId vHat = t.record(path + ".v_hat", ops::divide(), {v, bias.second});
  const NodeId update =
      t.record(path + ".update", ops::adamUpdate(s.options.number("eps")), {mHat, vHat, s.learning_rate});
  t.carry(t.record(path + ".next", ops::sum(), {start, update}), W);
  t.carry(m, mBefore);
  t.carry(v, vBefore);
}

}  // namespace

const std::vector<std::string>& optimiserKinds() {
  static const std::vector<std::string> kinds{"sgd", "adam", "adamw"};
  return kinds;
}

std::vector<Field> optimiserFields(const std::string& kind) {
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

void recordUpdate(Tape& tape, const OptimiserConfig& config, const std::vector<NodeId>& parameters,
                  std::optional<double> clip_norm) {
  const Options& o = config.options;
  if (config.kind == "sgd" && o.flag("nesterov") && o.number("momentum") == 0)
    throw Error(ErrorCode::config, "optimizer.nesterov: needs a momentum above 0");
  const Matrix rate = Matrix::Constant(1, 1, static_cast<Scalar>(o.number("learning_rate")));
  const Shared shared{tape, o, tape.leaf("optimizer.learning_rate", "input", rate, false)};
  const NodeId step = tape.leaf("optimizer.step", "state", Matrix::Constant(1, 1, 1), false);
  tape.carry(tape.record("optimizer.step.next", ops::increment(), {step}), step);
  BiasCorrections bias{};
  if (config.kind != "sgd") {
    bias.first = tape.record("optimizer.bias_correction1", ops::biasCorrection(o.number("beta1")), {step});
    bias.second = tape.record("optimizer.bias_correction2", ops::biasCorrection(o.number("beta2")), {step});
  }
  NodeId factor = kNoNode;
  if (clip_norm) {
    const NodeId norm =
        tape.has("gradient_norm") ? tape.find("gradient_norm") : recordGradientNorm(tape, parameters);
    factor = tape.record("clip_factor", ops::clipFactor(*clip_norm), {norm});
  }
  for (const NodeId W : parameters) {
    NodeId gradient = tape.node(W).gradient;
    if (gradient == kNoNode) continue;
    const std::string path = tape.node(W).path;
    if (factor != kNoNode) gradient = tape.record(path + ".clipped", ops::multiply(), {gradient, factor});
    if (config.kind == "sgd")
      recordSgd(shared, path, W, gradient);
    else
      recordAdam(shared, config.kind == "adamw", bias, path, W, gradient);
  }
}

}  // namespace qkv
