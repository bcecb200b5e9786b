#include <algorithm>

#include "base/error.h"
#include "train/tasks/task.h"

namespace qkv {
namespace {

/// Place t answers the ordered pair of the tokens at t − a and at t − b, one class for each pair: two places
/// must be read at once and kept apart, which is work for two heads.
class TwoOffsets final : public Task {
 public:
  TwoOffsets(Index vocabulary, Index a, Index b) : vocabulary_(vocabulary), a_(a), b_(b) {}
  Index inputs() const override { return vocabulary_; }
  Index outputs() const override { return vocabulary_ * vocabulary_; }
  std::string outputText(Index target) const override {
    return std::to_string(target / vocabulary_) + " " + std::to_string(target % vocabulary_);
  }
  void check(Index length) const override {
    if (std::max(a_, b_) >= length)
      throw Error(ErrorCode::range, "task.offsets: " + std::to_string(std::max(a_, b_)) +
                                        " places back there is nothing in a sequence of " +
                                        std::to_string(length) +
                                        "; choose smaller offsets or a greater length");
  }

  void write(Random& random, Index length, Example& e) const override {
    writeRandomTokens(random, length, vocabulary_, e.scratch);
    for (Index t = 0; t < length; ++t) {
      const auto at = [&](Index back) { return e.scratch[static_cast<size_t>(t - back)]; };
      const bool counts = t >= std::max(a_, b_);
      e.add(at(0), counts ? at(a_) * vocabulary_ + at(b_) : Example::kHidden);
    }
  }

 private:
  Index vocabulary_, a_, b_;
};

const RegisterTask kTwoOffsets({"two_offsets",
                                true,
                                {Field::integer("vocabulary", 10, 2, 32),
                                 Field::integers("offsets", {1, 3}, 0, 256)},
                                [](const Options& o) -> std::unique_ptr<Task> {
                                  return std::make_unique<TwoOffsets>(
                                      o.integer("vocabulary"), static_cast<Index>(o.numbers("offsets")[0]),
                                      static_cast<Index>(o.numbers("offsets")[1]));
                                }});

}  // namespace
}  // namespace qkv
