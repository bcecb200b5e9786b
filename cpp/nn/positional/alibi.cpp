#include "nn/positional/positional.h"
#include "ops/position.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// A penalty in proportion to distance, added to the scaled scores:
///   biased[i, j] = scaled[i, j] − slope·|i − j|
/// Each head has its own slope, see ops::linearBiasExponent. No parameters.
/// Press, Smith & Lewis 2022 (ALiBi), section 3.
class Alibi final : public Positional {
 public:
  NodeId onScaled(Builder& b, const HeadContext& head, NodeId scaled) override {
    const double exponent = ops::linearBiasExponent(head.head, head.n_heads);
    const NodeId bias =
        b.tape.record(head.path + ".position_bias", ops::linearBias(b.batch, b.seq_len, exponent), {});
    return b.tape.record(head.path + ".biased", ops::sum(), {scaled, bias});
  }
};

const RegisterPositional kAlibi({"alibi", [] { return std::vector<Field>{}; },
                                 [](const Options&) -> std::unique_ptr<Positional> {
                                   return std::make_unique<Alibi>();
                                 }});

}  // namespace
}  // namespace qkv
