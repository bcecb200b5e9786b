#pragma once
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/math.h"
#include "kernels/exp.h"
#include "tape/op.h"

/// A rule for one cell, written once and read three times: with four numbers at once (kernels::Lanes) or
/// one it computes, with trees it explains.
///
///   struct Moment {
///     static constexpr const char* kName = "moment";
///     static constexpr size_t kInputs = 2;
///     double beta;
///     template <class T> T cell(T before, T gradient) const {
///       return number<T>(beta) * before + number<T>(1 - beta) * gradient;
///     }
///   };
///
/// A rule whose code would be long says `static constexpr bool kIsLong = true`: one register at a time.
/// An input of one row is read again for every row, as a bias is, and a single number for every cell, as a
/// learning rate is.
namespace qkv::ops {

using kernels::Lanes;

/// A constant in any reading.
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

/// The functions of a rule, in every reading.
namespace reading {
inline Scalar sqrt(Scalar x) noexcept { return std::sqrt(x); }
inline Scalar exp(Scalar x) noexcept { return kernels::exp(x); }
inline Scalar tanh(Scalar x) noexcept { return math::tanh(x); }
inline Scalar erf(Scalar x) noexcept { return math::erf(x); }
inline Scalar max(Scalar a, Scalar b) noexcept { return a > b ? a : b; }
/// 1 − base^x, subtracted in double: 0.999 as a float is 5e-5 off where 1 − 0.999 matters.
inline Scalar oneMinusPower(double base, Scalar x) noexcept {
  return static_cast<Scalar>(1 - math::power(base, static_cast<double>(x)));
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
inline Lanes oneMinusPower(double base, Lanes x) noexcept {
  return each(x, [base](Scalar y) { return oneMinusPower(base, y); });
}
inline Lanes whenPositive(Lanes x, Lanes yes, Lanes no) noexcept { return x > 0 ? yes : no; }

inline Expr sqrt(Expr x) { return expr::apply(ExprKind::sqrt, std::move(x)); }
inline Expr exp(Expr x) { return expr::apply(ExprKind::exp, std::move(x)); }
inline Expr tanh(Expr x) { return expr::apply(ExprKind::tanh, std::move(x)); }
inline Expr erf(Expr x) { return expr::apply(ExprKind::erf, std::move(x)); }
inline Expr max(Expr a, Expr b) { return expr::max({std::move(a), std::move(b)}); }
inline Expr oneMinusPower(double base, Expr x) {
  return expr::number(1) - expr::power(expr::number(base), std::move(x));
}
inline Expr whenPositive(const Expr& x, Expr yes, Expr no) {
  return evaluate(x) > 0 ? std::move(yes) : std::move(no);
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

template <class Rule>
class Elementwise : public Op {
 public:
  explicit Elementwise(Rule rule = {}) : rule_(rule) {}

  std::string_view name() const noexcept final { return Rule::kName; }
  bool cellByCell() const noexcept final { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const final {
    return repeatedShape(name(), Rule::kInputs, in);
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept final {
    Pieces pieces(in, {out.rows(), out.cols()});
    compute(pieces, out.data(), Each{});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const final {
    return explain(in, row, col, Each{});
  }

 protected:
  const Rule& rule() const noexcept { return rule_; }

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

  template <size_t... I>
  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col, std::index_sequence<I...>) const {
    return rule_.template cell<Expr>(in.cell(I, in[I].rows() == 1 ? 0 : row, in[I].size() == 1 ? 0 : col)...);
  }

  Rule rule_;
};

}  // namespace qkv::ops
