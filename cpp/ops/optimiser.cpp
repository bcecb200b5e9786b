#include "ops/optimiser.h"

#include "ops/elementwise.h"

namespace qkv::ops {
namespace {

struct AddMultiple {
  static constexpr const char* kName = "add_multiple";
  static constexpr size_t kInputs = 2;
  double factor;
  template <class T>
  T cell(T a, T b) const {
    return a + number<T>(factor) * b;
  }
};

struct FirstMoment {
  static constexpr const char* kName = "first_moment";
  static constexpr size_t kInputs = 2;
  double beta;
  template <class T>
  T cell(T before, T gradient) const {
    return number<T>(beta) * before + number<T>(1 - beta) * gradient;
  }
};

struct SecondMoment {
  static constexpr const char* kName = "second_moment";
  static constexpr size_t kInputs = 2;
  double beta;
  template <class T>
  T cell(T before, T gradient) const {
    return number<T>(beta) * before + number<T>(1 - beta) * (gradient * gradient);
  }
};

struct BiasCorrection {
  static constexpr const char* kName = "bias_correction";
  static constexpr size_t kInputs = 1;
  double beta;
  template <class T>
  T cell(T t) const {
    return reading::oneMinusPower(beta, t);
  }
};

struct Increment {
  static constexpr const char* kName = "increment";
  static constexpr size_t kInputs = 1;
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
  double eps;
  template <class T>
  T cell(T mean, T variance, T learning_rate) const {
    return number<T>(-1) * learning_rate * mean / (reading::sqrt(variance) + number<T>(eps));
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
  double weight_decay;
  template <class T>
  T cell(T weight, T learning_rate) const {
    return weight * (number<T>(1) - learning_rate * number<T>(weight_decay));
  }
};

template <class Rule>
OpPtr rule(Rule rule) {
  return std::make_shared<Elementwise<Rule>>(rule);
}

}  // namespace

OpPtr addMultiple(double factor) { return rule(AddMultiple{factor}); }
OpPtr firstMoment(double beta) { return rule(FirstMoment{beta}); }
OpPtr secondMoment(double beta) { return rule(SecondMoment{beta}); }
OpPtr biasCorrection(double beta) { return rule(BiasCorrection{beta}); }
OpPtr increment() { return rule(Increment{}); }
OpPtr divide() { return rule(Divide{}); }
OpPtr adamUpdate(double eps) { return rule(AdamUpdate{eps}); }
OpPtr descent() { return rule(Descent{}); }
OpPtr decayWeight(double weight_decay) { return rule(DecayWeight{weight_decay}); }

}  // namespace qkv::ops
