#include "nn/positional/positional.h"
#include "ops/position.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// Every head looks away from what is far in the same way: scaled[i, j] − 2^(−exponent)·|i − j|.
class Decay final : public Positional {
 public:
  explicit Decay(double exponent) : exponent_(exponent) {}
  NodeId onScaled(Builder& b, const HeadContext& head, NodeId scaled) override {
    const NodeId bias =
        b.tape.record(head.path + ".decay", ops::linearBias(b.batch, b.seq_len, exponent_), {});
    return b.tape.record(head.path + ".decaying", ops::sum(), {scaled, bias});
  }

 private:
  double exponent_;
};

const RegisterPositional kDecay({"decay",
                                 [] { return std::vector<Field>{Field::number("exponent", 2, 0, 20)}; },
                                 [](const Options& o) -> std::unique_ptr<Positional> {
                                   return std::make_unique<Decay>(o.number("exponent"));
                                 }});

}  // namespace
}  // namespace qkv
