#include "nn/positional/positional.h"
#include "ops/position.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// P[pos, 2i] = sin(pos / base^(2i/d_model)), P[pos, 2i+1] = cos(the same angle), added to X.
/// No parameters. Vaswani et al. 2017, section 3.5.
class Sinusoidal final : public Positional {
 public:
  explicit Sinusoidal(double base) : base_(base) {}

  NodeId onInput(Builder& b, NodeId X) override {
    const Index d_model = b.tape.node(X).shape.cols;
    const NodeId P = b.tape.record("P", ops::sinusoid(b.batch, b.seq_len, d_model, base_), {});
    b.tape.wantGradient(P);
    return b.tape.record("input", ops::sum(), {X, P});
  }

 private:
  double base_;
};

const RegisterPositional kSinusoidal(
    {"sinusoidal", [] { return std::vector<Field>{Field::number("base", 10000, 1.001, 1e9)}; },
     [](const Options& o) -> std::unique_ptr<Positional> {
       return std::make_unique<Sinusoidal>(o.number("base"));
     }});

}  // namespace
}  // namespace qkv
