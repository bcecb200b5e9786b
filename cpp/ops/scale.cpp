#include "ops/scale.h"

#include "ops/elementwise.h"

namespace qkv::ops {
namespace {

struct Factor {
  static constexpr const char* kName = "scale";
  static constexpr size_t kInputs = 1;
  double factor;
  template <class T>
  T cell(T x) const {
    return x * number<T>(factor);
  }
};

struct RootDivisor {
  static constexpr const char* kName = "divide_by_root";
  static constexpr size_t kInputs = 1;
  Constant d_k;
  template <class T>
  T cell(T x) const {
    return x / reading::sqrt(constant<T>(d_k));
  }
};

/// forward: out = c·x, so dx = c·dOut: the same rule once more.
template <class Rule>
class Multiple final : public Elementwise<Rule> {
 public:
  using Elementwise<Rule>::Elementwise;
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, std::make_shared<Multiple>(this->cellRule()), {back.dOut()});
  }
};

}  // namespace

OpPtr scale(double factor) { return std::make_shared<Multiple<Factor>>(Factor{factor}); }
OpPtr divideByRootOf(double d_k) {
  return std::make_shared<Multiple<RootDivisor>>(RootDivisor{{"d_k", d_k}});
}

}  // namespace qkv::ops
