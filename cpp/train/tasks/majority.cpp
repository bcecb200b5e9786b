#include <algorithm>

#include "train/tasks/task.h"

namespace qkv {
namespace {

/// The last place, a question mark, answers the token that stands most often before it. There is one such
/// token: ties are drawn again.
class Majority final : public Task {
 public:
  explicit Majority(Index vocabulary) : vocabulary_(vocabulary) {}
  Index inputs() const override { return vocabulary_ + 1; }
  Index outputs() const override { return vocabulary_; }
  Index rows(Index length) const override { return length + 1; }
  std::string inputText(Index token) const override {
    return token == vocabulary_ ? "?" : std::to_string(token);
  }

  void write(Random& random, Index length, Example& e) const override {
    // Position does not matter: uniform attention counts. Without a winner after many draws, the first token
    // fills in.
    constexpr int kTries = 200;
    Index winner = -1;
    for (int i = 0; i < kTries && winner < 0; ++i) {
      writeRandomTokens(random, length, vocabulary_, e.scratch);
      winner = winnerOf(e.scratch);
    }
    if (winner < 0) {
      winner = e.scratch[0];
      std::fill(e.scratch.begin(), e.scratch.end(), winner);
    }
    for (const Index token : e.scratch) e.add(token);
    e.add(vocabulary_, winner);
  }

 private:
  /// The token that stands most often, or −1 where two do.
  static Index winnerOf(const std::vector<Index>& tokens) {
    Index winner = -1;
    std::ptrdiff_t most = 0;
    for (const Index token : tokens) {
      const auto count = std::count(tokens.begin(), tokens.end(), token);
      if (count > most) {
        winner = token;
        most = count;
      } else if (count == most && token != winner) {
        winner = -1;
      }
    }
    return winner;
  }

  Index vocabulary_;
};

const RegisterTask kMajority({"majority", true, false, [] { return std::vector<Field>{vocabularyField()}; },
                              [](const Options& o) -> std::unique_ptr<Task> {
                                return std::make_unique<Majority>(o.integer("vocabulary"));
                              }});

}  // namespace
}  // namespace qkv
