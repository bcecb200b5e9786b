#pragma once
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/math.h"
#include "kernels/exp.h"
#include "tape/op.h"

/// A rule for one cell, written once and read in three ways: with four numbers at once (kernels::Lanes) or one
/// it computes, with trees of cells it explains, with trees of symbols it tells its formula.
///
///   struct Moment {
///     static constexpr const char* kName = "moment";
///     static constexpr size_t kInputs = 2;
///     Constant beta;
///     template <class T> T cell(T before, T gradient) const {
///       return constant<T>(beta) * before + oneMinus<T>(beta) * gradient;
///     }
///   };
///
/// A rule whose code would be long says `static constexpr bool kIsLong = true`: one register at a time.
/// An input of one row is read again for every row, as a bias is, and a single number for every cell, as a
/// learning rate is.
namespace qkv::ops {

using kernels::Lanes;

/// A number in any reading.
template <class T>
T number(double value) {
  return static_cast<T>(value);
}
template <>
inline Lanes number<Lanes>(double value) {
  return kernels::repeat(static_cast<Scalar>(value));
}
template <>
inline Expr number<Expr>(double value) {
  return expr::number(value);
}

/// A number that formulas call by its name.
template <class T>
T constant(const Constant& c) {
  return number<T>(c.value);
}
template <>
inline Expr constant<Expr>(const Constant& c) {
  return expr::constant(c);
}

/// 1 − c, subtracted in double.
template <class T>
T oneMinus(const Constant& c) {
  return number<T>(1 - c.value);
}
template <>
inline Expr oneMinus<Expr>(const Constant& c) {
  return expr::number(1) - expr::constant(c);
}

/// The functions of a rule, in every reading.
namespace reading {
inline Scalar sqrt(Scalar x) noexcept { return std::sqrt(x); }
inline Scalar exp(Scalar x) noexcept { return kernels::exp(x); }
inline Scalar tanh(Scalar x) noexcept { return math::tanh(x); }
inline Scalar erf(Scalar x) noexcept { return math::erf(x); }
inline Scalar max(Scalar a, Scalar b) noexcept { return a > b ? a : b; }
inline Scalar min(Scalar a, Scalar b) noexcept { return a < b ? a : b; }
/// 1 − base^x, subtracted in double: 0.999 as a float is 5e-5 off where 1 − 0.999 matters.
inline Scalar oneMinusPower(const Constant& base, Scalar x) noexcept {
  return static_cast<Scalar>(1 - math::power(base.value, static_cast<double>(x)));
}
inline Scalar whenPositive(Scalar x, Scalar yes, Scalar no) noexcept { return x > 0 ? yes : no; }

template <class Function>
Lanes each(Lanes x, Function function) noexcept {
  for (Index i = 0; i < kernels::kLanes; ++i) x[i] = function(x[i]);
  return x;
}
inline Lanes sqrt(Lanes x) noexcept { return kernels::sqrt(x); }
inline Lanes exp(Lanes x) noexcept { return kernels::exp(x); }
inline Lanes tanh(Lanes x) noexcept {
  return each(x, [](Scalar y) { return math::tanh(y); });
}
inline Lanes erf(Lanes x) noexcept {
  return each(x, [](Scalar y) { return math::erf(y); });
}
inline Lanes max(Lanes a, Lanes b) noexcept { return kernels::max(a, b); }
inline Lanes min(Lanes a, Lanes b) noexcept { return -kernels::max(-a, -b); }
inline Lanes oneMinusPower(const Constant& base, Lanes x) noexcept {
  return each(x, [&base](Scalar y) { return oneMinusPower(base, y); });
}
inline Lanes whenPositive(Lanes x, Lanes yes, Lanes no) noexcept { return x > 0 ? yes : no; }

inline Expr sqrt(Expr x) { return expr::apply(ExprKind::sqrt, std::move(x)); }
inline Expr exp(Expr x) { return expr::apply(ExprKind::exp, std::move(x)); }
inline Expr tanh(Expr x) { return expr::apply(ExprKind::tanh, std::move(x)); }
inline Expr erf(Expr x) { return expr::apply(ExprKind::erf, std::move(x)); }
inline Expr max(Expr a, Expr b) { return expr::max({std::move(a), std::move(b)}); }
inline Expr min(Expr a, Expr b) { return expr::min({std::move(a), std::move(b)}); }
inline Expr oneMinusPower(const Constant& base, Expr x) {
  return expr::number(1) - expr::power(expr::constant(base), std::move(x));
}
inline Expr whenPositive(Expr x, Expr yes, Expr no) {
  return expr::whenPositive(std::move(x), std::move(yes), std::move(no));
}
}  // namespace reading

/// The shape of a rule's result. Throws Error(shape), naming the rule.
Shape repeatedShape(std::string_view rule, size_t inputs, std::span<const Shape> in);

/// What a rule reads, a piece at a time in row-major order. Short rows and numbers that are read again are
/// written out several times, so that the rule goes over long rows and not over many short ones.
class Pieces {
 public:
  Pieces(const Inputs& in, Shape out) noexcept;
  /// Goes on to the next piece; false when there is none.
  bool next() noexcept;

  Index count = 0;                      ///< of its numbers
  std::array<const Scalar*, 3> from{};  ///< where each input has them

 private:
  struct Source {
    const Scalar* data;
    enum class Goes { on, alongTheRow, nowhere } goes;  ///< where the next piece of it lies
  };
  static constexpr Index kNumbers = 512;

  Index size_, cols_, at_ = 0;  ///< where no row is read again all is one long row
  Index most_ = 0;              ///< numbers in a piece
  size_t inputs_;
  std::array<Source, 3> sources_{};
  Scalar written_[3][kNumbers + kernels::kSpare];
};

/// What does not depend on the rule's type.
class ElementwiseOp : public Op {
 public:
  bool isElementwise() const noexcept final { return true; }
  Expr explain(const Inputs& in, Index row, Index col) const final;
  Formula rule(std::span<const Shape> in) const final;
  Region readers(size_t i, Index row, Index col, std::span<const Shape> in, Shape out) const final;

 private:
  Expr symbols(size_t inputs) const;
  /// The rule for one cell, with trees in place of its inputs' cells.
  virtual Expr tree(std::vector<Expr> cells) const = 0;
};

template <class Rule>
class Elementwise : public ElementwiseOp {
 public:
  explicit Elementwise(Rule rule = {}) : rule_(rule) {}

  std::string_view name() const noexcept final { return Rule::kName; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const final {
    return repeatedShape(name(), Rule::kInputs, in);
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept final {
    Pieces pieces(in, {out.rows(), out.cols()});
    compute(pieces, out.data(), Each{});
  }

 protected:
  const Rule& cellRule() const noexcept { return rule_; }

 private:
  using Each = std::make_index_sequence<Rule::kInputs>;
  static_assert(Rule::kInputs <= std::tuple_size_v<decltype(Pieces::from)>);

  template <size_t... I>
  void compute(Pieces& pieces, Scalar* out, std::index_sequence<I...>) const noexcept {
    constexpr Index kLanes = kernels::kLanes, kAtOnce = requires { Rule::kIsLong; }
    ? 1 : 4;
    const Rule rule = rule_;
    for (; pieces.next(); out += pieces.count) {
      const Scalar* at[] = {pieces.from[I]...};
      const auto made = [&](Index i) {
        return rule.template cell<Lanes>(kernels::load(at[I] + i * kLanes)...);
      };
      const Index count = pieces.count;
      Index c = 0;
      if constexpr (kAtOnce > 1)
        for (; c + kAtOnce * kLanes <= count; c += kAtOnce * kLanes, ((at[I] += kAtOnce * kLanes), ...)) {
          const Lanes few[] = {made(0), made(1), made(2), made(3)};
          for (Index i = 0; i < kAtOnce; ++i) kernels::store(out + c + i * kLanes, few[i]);
        }
      // The last register may reach over the end, into numbers that are computed later or are nobody's.
      for (; c < count; c += kLanes, ((at[I] += kLanes), ...)) kernels::store(out + c, made(0));
    }
  }

  QKV_SMALL Expr tree(std::vector<Expr> cells) const final { return tree(cells, Each{}); }
  template <size_t... I>
  QKV_SMALL Expr tree(std::vector<Expr>& cells, std::index_sequence<I...>) const {
    return rule_.template cell<Expr>(std::move(cells[I])...);
  }

  Rule rule_;
};

}  // namespace qkv::ops
