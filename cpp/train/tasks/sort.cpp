#include <algorithm>

#include "train/tasks/task.h"

namespace qkv {
namespace {

/// Place t answers the t-th smallest token.
class Sort final : public Task {
 public:
  explicit Sort(Index vocabulary) : vocabulary_(vocabulary) {}
  Index inputs() const override { return vocabulary_; }

  void write(Random& random, Index length, Example& e) const override {
    writeRandomTokens(random, length, vocabulary_, e.scratch);
    for (const Index token : e.scratch) e.add(token);
    // Few numbers, and much less code than std::sort.
    std::make_heap(e.scratch.begin(), e.scratch.end());
    std::sort_heap(e.scratch.begin(), e.scratch.end());
    std::copy(e.scratch.begin(), e.scratch.end(), e.targets.begin());
  }

 private:
  Index vocabulary_;
};

const RegisterTask kSort({"sort", true, true, [] { return std::vector<Field>{vocabularyField()}; },
                          [](const Options& o) -> std::unique_ptr<Task> {
                            return std::make_unique<Sort>(o.integer("vocabulary"));
                          }});

}  // namespace
}  // namespace qkv
