#include "ops/activation.h"

#include "ops/elementwise.h"

namespace qkv::ops {
namespace {

constexpr Constant kRootTwo{"√2", 1.41421356237309504880};
constexpr Constant kRootTwoOverPi{"√(2 / π)", 0.79788456080286535588};
constexpr Constant kOneOverRootTwoPi{"(1 / √(2 · π))", 0.39894228040143267794};
constexpr double kCubic = 0.044715;

/// A function of one cell whose gradient is a rule of (x, dOut).
template <class Rule, class Gradient>
class Activation final : public Elementwise<Rule> {
 public:
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0))
      back.addGradient(0, std::make_shared<Elementwise<Gradient>>(), {back.input(0), back.dOut()});
  }
};

struct Relu {
  static constexpr const char* kName = "relu";
  static constexpr size_t kInputs = 1;
  template <class T>
  T cell(T x) const {
    return reading::max(number<T>(0), x);
  }
};

/// forward: y = max(0, x), so dx = dOut where x > 0, else 0
struct ReluGradient {
  static constexpr const char* kName = "relu_gradient";
  static constexpr size_t kInputs = 2;
  template <class T>
  T cell(T x, T dOut) const {
    return reading::whenPositive(x, dOut, number<T>(0));
  }
};

/// Φ(x) = (1 + erf(x/√2))/2
template <class T>
T normalDistribution(T x) {
  return number<T>(0.5) * (number<T>(1) + reading::erf(x / constant<T>(kRootTwo)));
}

struct Gelu {
  static constexpr const char* kName = "gelu";
  static constexpr size_t kInputs = 1;
  static constexpr bool kIsLong = true;
  template <class T>
  T cell(T x) const {
    return x * normalDistribution(x);
  }
};

/// forward: y = x·Φ(x), so dx = dOut·(Φ(x) + x·φ(x)) with the density φ(x) = exp(−x²/2)/√(2π)
struct GeluGradient {
  static constexpr const char* kName = "gelu_gradient";
  static constexpr size_t kInputs = 2;
  static constexpr bool kIsLong = true;
  template <class T>
  T cell(T x, T dOut) const {
    const T density = constant<T>(kOneOverRootTwoPi) * reading::exp(number<T>(-0.5) * (x * x));
    return dOut * (normalDistribution(x) + x * density);
  }
};

/// tanh(√(2/π)·(x + 0.044715·x³))
template <class T>
T gate(T x) {
  return reading::tanh(constant<T>(kRootTwoOverPi) * (x + number<T>(kCubic) * (x * x * x)));
}

struct GeluTanh {
  static constexpr const char* kName = "gelu_tanh";
  static constexpr size_t kInputs = 1;
  static constexpr bool kIsLong = true;
  template <class T>
  T cell(T x) const {
    return number<T>(0.5) * x * (number<T>(1) + gate(x));
  }
};

/// forward: y = x·(1 + t)/2 with t = tanh(u),
/// so dx = dOut·((1 + t)/2 + x/2·(1 − t²)·u'), u' = √(2/π)·(1 + 3·0.044715·x²)
struct GeluTanhGradient {
  static constexpr const char* kName = "gelu_tanh_gradient";
  static constexpr size_t kInputs = 2;
  static constexpr bool kIsLong = true;
  template <class T>
  T cell(T x, T dOut) const {
    const T t = gate(x);
    const T slope = constant<T>(kRootTwoOverPi) * (number<T>(1) + number<T>(3 * kCubic) * (x * x));
    return dOut * (number<T>(0.5) * (number<T>(1) + t) + number<T>(0.5) * x * (number<T>(1) - t * t) * slope);
  }
};

}  // namespace

OpPtr relu() { return std::make_shared<Activation<Relu, ReluGradient>>(); }
OpPtr gelu() { return std::make_shared<Activation<Gelu, GeluGradient>>(); }
OpPtr geluTanh() { return std::make_shared<Activation<GeluTanh, GeluTanhGradient>>(); }

}  // namespace qkv::ops
