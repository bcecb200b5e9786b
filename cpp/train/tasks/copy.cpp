#include "train/tasks/task.h"

namespace qkv {
namespace {

/// Each place answers its own token. No attention is needed: a control that everything should pass.
class Copy final : public Task {
 public:
  explicit Copy(Index vocabulary) : vocabulary_(vocabulary) {}
  Index inputs() const override { return vocabulary_; }

  void write(Random& random, Index length, Example& e) const override {
    writeRandomTokens(random, length, vocabulary_, e.scratch);
    for (const Index token : e.scratch) e.add(token, token);
  }

 private:
  Index vocabulary_;
};

const RegisterTask kCopy({"copy", true, false, [] { return std::vector<Field>{vocabularyField()}; },
                          [](const Options& o) -> std::unique_ptr<Task> {
                            return std::make_unique<Copy>(o.integer("vocabulary"));
                          }});

}  // namespace
}  // namespace qkv
