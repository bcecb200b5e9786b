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
/// Inputs with one row or one column (or both) are repeated along it, as a bias or a learning rate is.
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

/// How a rule walks over its inputs: row by row, or as one long row where their shapes allow it.
struct Walk {
  struct Source {
    const Scalar* data;
    Index rowStep, colStep;  ///< 0 where the one row or column is repeated
  };
  Index rows, cols;
  std::array<Source, 3> from;
};
Walk walk(const Inputs& in, Shape out) noexcept;

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
    const Walk w = walk(in, {out.rows(), out.cols()});
    compute(w, out.data(), Each{});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const final {
    return explain(in, row, col, Each{});
  }

 protected:
  const Rule& rule() const noexcept { return rule_; }

 private:
  using Each = std::make_index_sequence<Rule::kInputs>;
  static_assert(Rule::kInputs <= std::tuple_size_v<decltype(Walk::from)>);

  template <size_t... I>
  void compute(const Walk& w, Scalar* out, std::index_sequence<I...>) const noexcept {
    constexpr Index kLanes = kernels::kLanes, kAtOnce = requires { Rule::kIsLong; }
    ? 1 : 4;
    const Rule rule = rule_;
    // A number that is repeated stands in registers' worth of memory of its own, read again and again.
    Lanes repeated[sizeof...(I)][kAtOnce];
    const Index step[] = {w.from[I].colStep * kLanes...};
    for (Index r = 0; r < w.rows; ++r, out += w.cols) {
      const Scalar* row[] = {(w.from[I].data + r * w.from[I].rowStep)...};
      const auto repeat = [&](size_t i) {
        if (step[i] != 0) return;
        for (Lanes& lanes : repeated[i]) lanes = kernels::repeat(*row[i]);
        row[i] = reinterpret_cast<const Scalar*>(repeated[i]);
      };
      (repeat(I), ...);
      const auto made = [&](Index i) {
        return rule.template cell<Lanes>(kernels::load(row[I] + i * kLanes)...);
      };
      Index c = 0;
      if constexpr (kAtOnce > 1)
        for (; c + kAtOnce * kLanes <= w.cols; c += kAtOnce * kLanes, ((row[I] += kAtOnce * step[I]), ...)) {
          const Lanes few[] = {made(0), made(1), made(2), made(3)};
          for (Index i = 0; i < kAtOnce; ++i) kernels::store(out + c + i * kLanes, few[i]);
        }
      // The last register may reach over the row's end, into numbers that are computed later or are nobody's.
      for (; c < w.cols; c += kLanes, ((row[I] += step[I]), ...)) kernels::store(out + c, made(0));
    }
  }

  template <size_t... I>
  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col, std::index_sequence<I...>) const {
    return rule_.template cell<Expr>(in.cell(I, in[I].rows() == 1 ? 0 : row, in[I].cols() == 1 ? 0 : col)...);
  }

  Rule rule_;
};

}  // namespace qkv::ops
