#include "train/tasks/task.h"

namespace qkv {
namespace {

/// A dictionary and a question. Every key stands once, in random order, as one token with its random value;
/// the last place names a key and answers its value. Order does not matter: a test of attention by content.
class Lookup final : public Task {
 public:
  Lookup(Index keys, Index values) : keys_(keys), values_(values) {}
  Index inputs() const override { return keys_ * values_ + keys_; }
  Index outputs() const override { return values_; }
  Index rows(Index) const override { return keys_ + 1; }
  std::string inputText(Index token) const override {
    const Index pairs = keys_ * values_;
    if (token >= pairs) return keyText(token - pairs) + "?";
    return keyText(token / values_) + "=" + std::to_string(token % values_);
  }
  std::string outputText(Index target) const override { return std::to_string(target); }

  void write(Random& random, Index, Example& e) const override {
    writePermutation(random, keys_, e.scratch);
    const auto asked = static_cast<size_t>(random.below(static_cast<std::uint64_t>(keys_)));
    Index answer = 0;
    for (size_t i = 0; i < e.scratch.size(); ++i) {
      const auto value = static_cast<Index>(random.below(static_cast<std::uint64_t>(values_)));
      if (i == asked) answer = value;
      e.add(e.scratch[i] * values_ + value);
    }
    e.add(keys_ * values_ + e.scratch[asked], answer);
  }

 private:
  static std::string keyText(Index key) {
    return key < 26 ? std::string(1, static_cast<char>('a' + key)) : "k" + std::to_string(key);
  }

  Index keys_, values_;
};

const RegisterTask kLookup(
    {"lookup", false, true,
     [] {
       return std::vector<Field>{Field::integer("keys", 8, 1, 64), Field::integer("values", 8, 2, 64)};
     },
     [](const Options& o) -> std::unique_ptr<Task> {
       return std::make_unique<Lookup>(o.integer("keys"), o.integer("values"));
     }});

}  // namespace
}  // namespace qkv
