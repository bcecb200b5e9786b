#include "base/error.h"
#include "nn/positional/positional.h"
#include "ops/position.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// One trainable row for every position, added to X: input = X + P[position].
/// P [max_length × d_model], at top level; max_length follows from the sequence unless given. There is no row
/// for a position beyond it, which is why such a model cannot read longer sequences than it was made for.
/// Gehring et al. 2017, section 3.1; Devlin et al. 2019 (BERT).
class Learned final : public Positional {
 public:
  explicit Learned(Index max_length) : max_length_(max_length) {}

  NodeId onInput(Builder& b, NodeId X) override {
    const Index rows = max_length_ > 0 ? max_length_ : b.seq_len;
    if (b.seq_len > rows)
      throw Error(ErrorCode::range,
                  {"positional.max_length: learned positions end at ", rows, ", and the sequence has ",
                   b.seq_len, " tokens; give a larger max_length, or an encoding without a table ",
                   "(sinusoidal, shaw, t5, rope, alibi)"});
    const NodeId P = b.parameter("P", {rows, b.tape.node(X).shape.cols});
    const NodeId used = b.tape.record("P_rows", ops::repeatRows(b.batch, b.seq_len), {P});
    return b.tape.record("input", ops::sum(), {X, used});
  }

 private:
  Index max_length_;  // 0: as long as the sequence
};

const RegisterPositional kLearned(
    {"learned", [] { return std::vector<Field>{Field::integer("max_length", 0, 1, 4096).asDerived()}; },
     [](const Options& o) -> std::unique_ptr<Positional> {
       const bool given = o.has("max_length");
       return std::make_unique<Learned>(given ? o.integer("max_length") : 0);
     }});

}  // namespace
}  // namespace qkv
