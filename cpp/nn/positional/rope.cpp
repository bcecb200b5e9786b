#include "base/error.h"
#include "nn/positional/positional.h"
#include "ops/rotate.h"

namespace qkv {
namespace {

/// Turns Q and K, pair of columns by pair of columns, by position·base^(−2i/d_k). Their product, and so every
/// score, then depends on the distance of the two tokens and not on where they stand. No parameters; d_k
/// even. `layout` says which columns are a pair: "interleaved" 2i and 2i+1, "halves" i and i + d_k/2. Su et
/// al. 2021 (RoFormer), section 3.2.
class Rope final : public Positional {
 public:
  Rope(double base, ops::Pairs pairs) : base_(base), pairs_(pairs) {}

  NodeId onQueryOrKey(Builder& b, const HeadContext& head, char which, NodeId x) override {
    if (head.d_k % 2 != 0)
      throw Error(ErrorCode::config, {"positional.kind: \"rope\" turns columns in pairs, and d_k is ",
                                      head.d_k, "; choose an even d_k"});
    return b.tape.record(head.path + "." + which + "_rotated",
                         ops::rotate(pairs_, base_, b.seq_len, head.d_k), {x});
  }

 private:
  double base_;
  ops::Pairs pairs_;
};

const RegisterPositional kRope({"rope",
                                [] {
                                  return std::vector<Field>{
                                      Field::number("base", 10000, 1.001, 1e9),
                                      Field::choice("layout", {"interleaved", "halves"})};
                                },
                                [](const Options& o) -> std::unique_ptr<Positional> {
                                  const auto pairs =
                                      o.integer("layout") == 0 ? ops::Pairs::interleaved : ops::Pairs::halves;
                                  return std::make_unique<Rope>(o.number("base"), pairs);
                                }});

}  // namespace
}  // namespace qkv
