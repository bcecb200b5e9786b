#include <algorithm>

#include "base/error.h"
#include "train/tasks/task.h"

namespace qkv {
namespace {

/// A pattern of random length, repeated; each place asks for the next token. Once the pattern has come round,
/// it can be answered by looking for the last time this token stood there and reading what came after it
/// (induction). Because the period changes from example to example, no fixed offset will do. Places of the
/// first round do not count. With `distinct`, a pattern has no token twice where the vocabulary allows;
/// without it, the token before may not be enough to know where in the pattern one is. Olsson et al. 2022
/// (induction heads).
class Repeat final : public Task {
 public:
  Repeat(Index vocabulary, Index min_period, Index max_period, bool distinct)
      : vocabulary_(vocabulary), min_period_(min_period), max_period_(max_period), distinct_(distinct) {}
  Index inputs() const override { return vocabulary_; }
  bool asksForNextToken() const override { return true; }
  void check(Index length) const override {
    const Index most = max_period_ > 0 ? max_period_ : length / 2;
    if (most < min_period_ || most >= length)
      throw Error(ErrorCode::range, {"task.min_period: periods from ", min_period_, " to ", most,
                                     " do not come round in a sequence of ", length,
                                     "; choose shorter ones or a greater length"});
  }

  void write(Random& random, Index length, Example& e) const override {
    const Index most = std::min(max_period_ > 0 ? max_period_ : length / 2, length);
    const Index least = std::min(min_period_, most);
    const Index period =
        least + static_cast<Index>(random.below(static_cast<std::uint64_t>(most - least + 1)));
    if (distinct_ && period <= vocabulary_)
      writePermutation(random, vocabulary_, e.scratch);
    else
      writeRandomTokens(random, period, vocabulary_, e.scratch);
    const auto at = [&](Index t) { return e.scratch[static_cast<size_t>(t % period)]; };
    for (Index t = 0; t < length; ++t) e.add(at(t), t < period ? Example::kHidden : at(t + 1));
  }

 private:
  Index vocabulary_, min_period_;
  Index max_period_;  // 0: half the length
  bool distinct_;
};

const RegisterTask kRepeat({"repeat", true, false,
                            [] {
                              return std::vector<Field>{Field::integer("vocabulary", 16, 2, 1000),
                                                        Field::integer("min_period", 2, 1, 256),
                                                        Field::integer("max_period", 0, 1, 256).asDerived(),
                                                        Field::boolean("distinct", true)};
                            },
                            [](const Options& o) -> std::unique_ptr<Task> {
                              return std::make_unique<Repeat>(
                                  o.integer("vocabulary"), o.integer("min_period"),
                                  o.has("max_period") ? o.integer("max_period") : 0, o.flag("distinct"));
                            }});

}  // namespace
}  // namespace qkv
