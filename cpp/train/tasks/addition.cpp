#include "train/tasks/task.h"

namespace qkv {
namespace {

/// Two numbers of `digits` digits, and their sum with the digits reversed, so that a carry has been seen
/// before it is needed: 27+95=221. From the equals sign on, each place asks for the next digit. Lee et al.
/// 2023.
class Addition final : public Task {
 public:
  explicit Addition(Index digits) : digits_(digits) {}
  Index inputs() const override { return 12; }
  Index outputs() const override { return 10; }
  Index rows(Index) const override { return 3 * digits_ + 2; }
  bool asksForNextToken() const override { return true; }
  std::string inputText(Index token) const override {
    return token == kPlus ? "+" : token == kEquals ? "=" : std::to_string(token);
  }

  void write(Random& random, Index, Example& e) const override {
    writeRandomTokens(random, 2 * digits_, 10, e.scratch);
    const auto digit = [&](Index number, Index place) {  // place 0 is the units
      return e.scratch[static_cast<size_t>(number * digits_ + digits_ - 1 - place)];
    };
    for (Index place = digits_; place-- > 0;) e.add(digit(0, place));
    e.add(kPlus);
    for (Index place = digits_; place-- > 0;) e.add(digit(1, place));
    Index token = kEquals, carry = 0;
    for (Index place = 0; place <= digits_; ++place) {
      const Index sum = carry + (place < digits_ ? digit(0, place) + digit(1, place) : 0);
      e.add(token, sum % 10);
      token = sum % 10;
      carry = sum / 10;
    }
  }

 private:
  static constexpr Index kPlus = 10, kEquals = 11;
  Index digits_;
};

const RegisterTask kAddition({"addition", false, false,
                              [] { return std::vector<Field>{Field::integer("digits", 2, 1, 16)}; },
                              [](const Options& o) -> std::unique_ptr<Task> {
                                return std::make_unique<Addition>(o.integer("digits"));
                              }});

}  // namespace
}  // namespace qkv
