#include <algorithm>

#include "base/error.h"
#include "train/tasks/task.h"

namespace qkv {
namespace {

/// Place t answers two questions: the token at t − a, and the token at t − b. Two heads look at one place
/// each. One head must look at both at once and can tell the two tokens of the mixture apart only by how much
/// of each there is.
class TwoOffsets final : public Task {
 public:
  TwoOffsets(Index vocabulary, Index a, Index b) : vocabulary_(vocabulary), a_(a), b_(b) {}
  Index inputs() const override { return vocabulary_; }
  Index answers() const override { return 2; }
  void check(Index length) const override {
    if (std::max(a_, b_) >= length)
      throw Error(ErrorCode::range,
                  {"task.offsets: ", std::max(a_, b_), " places back there is nothing in a sequence of ",
                   length, "; choose smaller offsets or a greater length"});
  }

  void write(Random& random, Index length, Example& e) const override {
    writeRandomTokens(random, length, vocabulary_, e.scratch);
    for (Index t = 0; t < length; ++t) {
      e.add(e.scratch[static_cast<size_t>(t)], before(e, t, a_));
      e.targets.push_back(before(e, t, b_));
    }
  }

 private:
  static Index before(const Example& e, Index t, Index offset) {
    return t < offset ? Example::kHidden : e.scratch[static_cast<size_t>(t - offset)];
  }

  Index vocabulary_, a_, b_;
};

const RegisterTask kTwoOffsets(
    {"two_offsets", true, false,
     [] {
       return std::vector<Field>{vocabularyField(), Field::integers("offsets", {1, 3}, 0, 256)};
     },
     [](const Options& o) -> std::unique_ptr<Task> {
       return std::make_unique<TwoOffsets>(o.integer("vocabulary"),
                                           static_cast<Index>(o.numbers("offsets")[0]),
                                           static_cast<Index>(o.numbers("offsets")[1]));
     }});

}  // namespace
}  // namespace qkv
