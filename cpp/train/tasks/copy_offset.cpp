#include "base/error.h"
#include "train/tasks/task.h"

namespace qkv {
namespace {

/// Place t answers the token of place t − offset; the first `offset` places do not count. `previous_token` is
/// the same with offset 1.
class CopyOffset final : public Task {
 public:
  CopyOffset(Index vocabulary, Index offset) : vocabulary_(vocabulary), offset_(offset) {}
  Index inputs() const override { return vocabulary_; }
  void check(Index length) const override {
    if (offset_ >= length)
      throw Error(ErrorCode::range,
                  {"task.offset: ", offset_, " places back there is nothing in a sequence of ", length,
                   "; choose a smaller offset or a greater length"});
  }

  void write(Random& random, Index length, Example& e) const override {
    writeRandomTokens(random, length, vocabulary_, e.scratch);
    for (Index t = 0; t < length; ++t)
      e.add(e.scratch[static_cast<size_t>(t)],
            t < offset_ ? Example::kHidden : e.scratch[static_cast<size_t>(t - offset_)]);
  }

 private:
  Index vocabulary_, offset_;
};

const RegisterTask kCopyOffset(
    {"copy_offset", true, false,
     [] {
       return std::vector<Field>{vocabularyField(), Field::integer("offset", 3, 1, 256)};
     },
     [](const Options& o) -> std::unique_ptr<Task> {
       return std::make_unique<CopyOffset>(o.integer("vocabulary"), o.integer("offset"));
     }});

const RegisterTask kPreviousToken({"previous_token", true, false,
                                   [] { return std::vector<Field>{vocabularyField()}; },
                                   [](const Options& o) -> std::unique_ptr<Task> {
                                     return std::make_unique<CopyOffset>(o.integer("vocabulary"), 1);
                                   }});

}  // namespace
}  // namespace qkv
