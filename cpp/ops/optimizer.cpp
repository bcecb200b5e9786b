#include "ops/optimizer.h"

#include "ops/elementwise.h"

namespace qkv::ops {
namespace {

struct AddMultiple {
  static constexpr const char* kName = "add_multiple";
  static constexpr size_t kInputs = 2;
  Constant factor;
  template <class T>
  T cell(T a, T b) const {
    return a + constant<T>(factor) * b;
  }
};

struct FirstMoment {
  static constexpr const char* kName = "first_moment";
  static constexpr size_t kInputs = 2;
  Constant beta;
  template <class T>
  T cell(T before, T gradient) const {
    return constant<T>(beta) * before + oneMinus<T>(beta) * gradient;
  }
};

struct SecondMoment {
  static constexpr const char* kName = "second_moment";
  static constexpr size_t kInputs = 2;
  Constant beta;
  template <class T>
  T cell(T before, T gradient) const {
    return constant<T>(beta) * before + oneMinus<T>(beta) * (gradient * gradient);
  }
};

struct BiasCorrection {
  static constexpr const char* kName = "bias_correction";
  static constexpr size_t kInputs = 1;
  static constexpr bool kIsLong = true;
  Constant beta;
  template <class T>
  T cell(T t) const {
    return reading::oneMinusPower(beta, t);
  }
};

struct Increment {
  static constexpr const char* kName = "increment";
  static constexpr size_t kInputs = 1;
  static constexpr bool kIsLong = true;
  template <class T>
  T cell(T t) const {
    return t + number<T>(1);
  }
};

struct Divide {
  static constexpr const char* kName = "divide";
  static constexpr size_t kInputs = 2;
  template <class T>
  T cell(T a, T divisor) const {
    return a / divisor;
  }
};

struct AdamUpdate {
  static constexpr const char* kName = "adam_update";
  static constexpr size_t kInputs = 3;
  Constant eps;
  template <class T>
  T cell(T mean, T variance, T learning_rate) const {
    return number<T>(-1) * learning_rate * mean / (reading::sqrt(variance) + constant<T>(eps));
  }
};

struct Descent {
  static constexpr const char* kName = "descent";
  static constexpr size_t kInputs = 2;
  template <class T>
  T cell(T direction, T learning_rate) const {
    return number<T>(-1) * learning_rate * direction;
  }
};

struct DecayWeight {
  static constexpr const char* kName = "decay_weight";
  static constexpr size_t kInputs = 2;
  Constant decay;
  template <class T>
  T cell(T weight, T learning_rate) const {
    return weight * (number<T>(1) - learning_rate * constant<T>(decay));
  }
};

struct ClipFactor {
  static constexpr const char* kName = "clip_factor";
  static constexpr size_t kInputs = 1;
  static constexpr bool kIsLong = true;
  Constant most;
  template <class T>
  T cell(T norm) const {
    return reading::min(number<T>(1), constant<T>(most) / (norm + constant<T>({"10^−6", 1e-6})));
  }
};

struct Multiply {
  static constexpr const char* kName = "multiply";
  static constexpr size_t kInputs = 2;
  template <class T>
  T cell(T a, T factor) const {
    return a * factor;
  }
};

/// Many small numbers: summed in double, rounded once. Four sums, so that none waits for the one before.
double squares(const Scalar* x, Index n) noexcept {
  double sums[4] = {};
  const auto add = [&](Index i, Index lane) {
    const auto y = static_cast<double>(x[i]);
    sums[lane] += y * y;
  };
  Index i = 0;
  for (; i + 4 <= n; i += 4)
    for (Index lane = 0; lane < 4; ++lane) add(i + lane, lane);
  for (; i < n; ++i) add(i, 0);
  return (sums[0] + sums[2]) + (sums[1] + sums[3]);
}

class GlobalNorm final : public Op {
 public:
  std::string_view name() const noexcept override { return "global_norm"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.empty()) throw Error(ErrorCode::shape, {"global_norm: needs at least one matrix"});
    return {1, 1};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    double total = 0;
    for (size_t i = 0; i < in.size(); ++i) total += squares(in[i].data(), in[i].size());
    out(0, 0) = static_cast<Scalar>(std::sqrt(total));
  }

  QKV_SMALL Region readers(size_t, Index, Index, std::span<const Shape>, Shape) const override {
    return {0, 0, 1, 1, true};
  }

  QKV_SMALL Expr explain(const Inputs& in, Index, Index) const override {
    std::vector<Expr> squares;
    for (size_t i = 0; i < in.size(); ++i)
      for (Index r = 0; r < in[i].rows(); ++r)
        for (Index c = 0; c < in[i].cols(); ++c) squares.push_back(expr::square(in.cell(i, r, c)));
    return expr::apply(ExprKind::sqrt, expr::sum(std::move(squares)));
  }

  QKV_SMALL Formula rule(std::span<const Shape> in) const override {
    return joined(in.size(), "² + Σ ", "√(Σ ", "²)");
  }
};

template <class Rule>
OpPtr rule(Rule rule) {
  return std::make_shared<Elementwise<Rule>>(rule);
}

}  // namespace

OpPtr addMultiple(Constant factor) { return rule(AddMultiple{factor}); }
OpPtr firstMoment(Constant beta) { return rule(FirstMoment{beta}); }
OpPtr secondMoment(Constant beta) { return rule(SecondMoment{beta}); }
OpPtr biasCorrection(Constant beta) { return rule(BiasCorrection{beta}); }
OpPtr increment() { return rule(Increment{}); }
OpPtr divide() { return rule(Divide{}); }
OpPtr adamUpdate(Constant eps) { return rule(AdamUpdate{eps}); }
OpPtr descent() { return rule(Descent{}); }
OpPtr decayWeight(Constant decay) { return rule(DecayWeight{decay}); }
OpPtr globalNorm() { return std::make_shared<GlobalNorm>(); }
OpPtr clipFactor(Constant most) { return rule(ClipFactor{most}); }
OpPtr multiply() { return rule(Multiply{}); }

}  // namespace qkv::ops
