#include "nn/block.h"

#include "nn/norm.h"
#include "ops/activation.h"
#include "ops/linear.h"
#include "ops/row.h"
#include "tape/join.h"

namespace qkv {
namespace {

OpPtr activationOp(Activation activation) {
  switch (activation) {
    case Activation::gelu:
      return ops::gelu();
    case Activation::gelu_tanh:
      return ops::geluTanh();
    default:
      return ops::relu();
  }
}

}  // namespace

const std::vector<std::string>& normKinds() {
  static const std::vector<std::string> kinds{"none", "pre_layer_norm", "post_layer_norm", "pre_rms_norm"};
  return kinds;
}

const std::vector<std::string>& activationKinds() {
  static const std::vector<std::string> kinds{"relu", "gelu", "gelu_tanh"};
  return kinds;
}

NodeId recordFeedForward(Builder& b, const std::string& path, Index width, Activation activation, NodeId x) {
  Tape& t = b.tape;
  const auto name = [&](const char* last) { return path + "." + last; };
  const Index d_model = t.node(x).shape.cols;
  const NodeId W_1 = b.parameter(name("W_1"), {d_model, width});
  const NodeId b_1 = b.parameter(name("b_1"), {1, width}, 0.0);
  const NodeId projected = t.record(name("projected"), ops::product(), {x, W_1});
  const NodeId hidden = t.record(name("hidden"), ops::addRow(), {projected, b_1});
  const NodeId activated = t.record(name("activated"), activationOp(activation), {hidden});
  const NodeId W_2 = b.parameter(name("W_2"), {width, d_model});
  const NodeId b_2 = b.parameter(name("b_2"), {1, d_model}, 0.0);
  const NodeId mixed = t.record(name("mixed"), ops::product(), {activated, W_2});
  return t.record(name("output"), ops::addRow(), {mixed, b_2});
}

NodeId recordBlock(Builder& b, const std::string& path, const BlockConfig& config, Positional& positional,
                   NodeId x) {
  const auto before = [&](const char* last, NodeId in) {
    if (config.norm == NormKind::pre_layer_norm) return recordLayerNorm(b, path + "." + last, in);
    if (config.norm == NormKind::pre_rms_norm) return recordRmsNorm(b, path + "." + last, in);
    return in;
  };
  const auto after = [&](const char* last, NodeId in) {
    return config.norm == NormKind::post_layer_norm ? recordLayerNorm(b, path + "." + last, in) : in;
  };
  const NodeId attention =
      recordAttention(b, path + ".attention", config.attention, positional, before("norm_1", x));
  x = after("norm_1", b.tape.record(path + ".after_attention", ops::sum(), {x, attention}));
  if (config.feed_forward == 0) return x;
  const NodeId feedForward = recordFeedForward(b, path + ".feed_forward", config.feed_forward,
                                               config.activation, before("norm_2", x));
  return after("norm_2", b.tape.record(path + ".after_feed_forward", ops::sum(), {x, feedForward}));
}

}  // namespace qkv
