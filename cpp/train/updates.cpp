#include "train/updates.h"

#include <utility>

#include "ops/optimizer.h"
#include "tape/join.h"

namespace qkv {

Updates::Updates(Tape& on, const Options& given, const std::vector<NodeId>& parameters, NodeId rate, NodeId t)
    : tape(on), options(given), learning_rate(rate), step(t) {
  for (const NodeId W : parameters) {
    if (tape.node(W).gradient == kNoNode) continue;
    weights.push_back(W);
    gradients.push_back(tape.node(W).gradient);
  }
}

Updates::Nodes Updates::record(const char* name, const OpPtr& rule, std::initializer_list<const Nodes*> each,
                               std::initializer_list<NodeId> shared) {
  Nodes made;
  for (size_t i = 0; i < weights.size(); ++i) {
    Nodes inputs;
    for (const Nodes* nodes : each) inputs.push_back((*nodes)[i]);
    inputs.insert(inputs.end(), shared);
    made.push_back(tape.record(tape.node(weights[i]).path + "." + name, rule, std::move(inputs)));
  }
  return made;
}

Updates::Nodes Updates::remembered(const char* name) {
  Nodes made;
  for (const NodeId W : weights) {
    const Shape shape = tape.node(W).shape;
    made.push_back(tape.leaf(tape.node(W).path + "." + name, LeafKind::state,
                             Matrix::Zero(shape.rows, shape.cols), false));
  }
  return made;
}

void Updates::carry(const Nodes& from, const Nodes& to) {
  for (size_t i = 0; i < from.size(); ++i) tape.carry(from[i], to[i]);
}

void Updates::decayGradients(double decay) {
  gradients = record("decayed_gradient", ops::addMultiple({"λ", decay}), {&gradients, &weights});
}

void Updates::descend(const Nodes& start, const Nodes& update) {
  carry(record("next", ops::sum(), {&start, &update}), weights);
}

}  // namespace qkv
