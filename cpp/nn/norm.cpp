#include "nn/norm.h"

#include "ops/norm.h"
#include "ops/row.h"

namespace qkv {

NodeId recordLayerNorm(Builder& b, const std::string& path, NodeId x) {
  Tape& t = b.tape;
  const Shape row{1, t.node(x).shape.cols};
  const NodeId mean = t.record(path + ".mean", ops::rowMean(), {x});
  const NodeId inverse = t.record(path + ".inverse_deviation", ops::inverseDeviation(kNormEps), {x, mean});
  const NodeId normalised = t.record(path + ".normalised", ops::standardise(), {x, mean, inverse});
  const NodeId gain = b.parameter(path + ".gain", row, 1.0);
  const NodeId scaled = t.record(path + ".scaled", ops::multiplyRow(), {normalised, gain});
  const NodeId bias = b.parameter(path + ".bias", row, 0.0);
  return t.record(path + ".output", ops::addRow(), {scaled, bias});
}

NodeId recordRmsNorm(Builder& b, const std::string& path, NodeId x) {
  Tape& t = b.tape;
  const NodeId inverse = t.record(path + ".inverse_rms", ops::inverseRootMeanSquare(kNormEps), {x});
  const NodeId normalised = t.record(path + ".normalised", ops::divideByRootMeanSquare(), {x, inverse});
  const NodeId gain = b.parameter(path + ".gain", {1, t.node(x).shape.cols}, 1.0);
  return t.record(path + ".output", ops::multiplyRow(), {normalised, gain});
}

}  // namespace qkv
