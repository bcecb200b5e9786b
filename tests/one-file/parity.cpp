#include "train/tasks/task.h"

namespace qkv {
namespace {

/// At every place: is the number of ones up to here odd?
class Parity final : public Task {
 public:
  explicit Parity(double share) : share_(share) {}
  Index inputs() const override { return 2; }
  void write(Random& random, Index length, Example& e) const override {
    Index odd = 0;
    for (Index i = 0; i < length; ++i) {
      const Index bit = random.uniform() < share_ ? 1 : 0;
      odd ^= bit;
      e.add(bit, odd);
    }
  }

 private:
  double share_;
};

const RegisterTask kParity(
    {"parity", true, false, [] { return std::vector<Field>{Field::number("share", 0.5, 0, 1)}; },
     [](const Options& o) -> std::unique_ptr<Task> { return std::make_unique<Parity>(o.number("share")); }});

}  // namespace
}  // namespace qkv
