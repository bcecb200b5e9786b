#include "train/tasks/task.h"

namespace qkv {
namespace {

/// Place t answers the token of place n − 1 − t: what matters is where a token stands from the end, which
/// relative positions alone cannot say.
class Reverse final : public Task {
 public:
  explicit Reverse(Index vocabulary) : vocabulary_(vocabulary) {}
  Index inputs() const override { return vocabulary_; }

  void write(Random& random, Index length, Example& e) const override {
    writeRandomTokens(random, length, vocabulary_, e.scratch);
    for (Index t = 0; t < length; ++t)
      e.add(e.scratch[static_cast<size_t>(t)], e.scratch[static_cast<size_t>(length - 1 - t)]);
  }

 private:
  Index vocabulary_;
};

const RegisterTask kReverse({"reverse", true, true, [] { return std::vector<Field>{vocabularyField()}; },
                             [](const Options& o) -> std::unique_ptr<Task> {
                               return std::make_unique<Reverse>(o.integer("vocabulary"));
                             }});

}  // namespace
}  // namespace qkv
