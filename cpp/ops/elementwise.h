#pragma once
#include <array>
#include <cmath>
#include <string>
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

template <class Rule>
class Elementwise : public Op {
 public:
  explicit Elementwise(Rule rule = {}) : rule_(rule) {}

  std::string_view name() const noexcept final { return Rule::kName; }

  Shape shape(std::span<const Shape> in) const final {
    if (in.size() != kInputs)
      throw Error(ErrorCode::shape, std::string(Rule::kName) + ": takes " + std::to_string(kInputs) +
                                        " matrices, not " + std::to_string(in.size()));
    Shape out = in[0];
    for (const Shape& s : in) {
      if (out.rows == 1) out.rows = s.rows;
      if (out.cols == 1) out.cols = s.cols;
    }
    for (const Shape& s : in)
      if ((s.rows != 1 && s.rows != out.rows) || (s.cols != 1 && s.cols != out.cols))
        throw Error(ErrorCode::shape, std::string(Rule::kName) + ": " + shapeText(s) + " does not fit " +
                                          shapeText(out) +
                                          "; give one shape, or one row or column to repeat");
    return out;
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept final {
    forward(in, out, std::make_index_sequence<kInputs>{});
  }

  Expr explain(const Inputs& in, Index row, Index col) const final {
    return explain(in, row, col, std::make_index_sequence<kInputs>{});
  }

 protected:
  const Rule& rule() const noexcept { return rule_; }

 private:
  static constexpr size_t kInputs = Rule::kInputs;

  struct Source {
    const Scalar* data;
    Index rowStep, colStep;  // 0 where the one row or column is repeated
  };

  template <size_t... I>
  void forward(const Inputs& in, MatrixMap& out, std::index_sequence<I...>) const noexcept {
    if (out.size() == 0) return;
    // Matrices of one shape, and single numbers beside them, are read as one long row.
    const auto fits = [&](const ConstMatrixMap& m) { return m.size() == out.size() || m.size() == 1; };
    const bool flat = (fits(in[I]) && ...);
    const Index rows = flat ? 1 : out.rows(), cols = flat ? out.size() : out.cols();
    const auto source = [&](const ConstMatrixMap& m) -> Source {
      if (flat) return {m.data(), 0, m.size() == 1 ? 0 : 1};
      return {m.data(), m.rows() == 1 ? 0 : m.cols(), m.cols() == 1 ? 0 : 1};
    };
    const std::array<Source, kInputs> from{source(in[I])...};
    for (Index r = 0; r < rows; ++r)
      computeRow({Source{from[I].data + r * from[I].rowStep, 0, from[I].colStep}...}, out.data() + r * cols,
                 cols, std::index_sequence<I...>{});
  }

  template <size_t... I>
  void computeRow(const std::array<Source, kInputs>& from, Scalar* to, Index cols,
                  std::index_sequence<I...>) const noexcept {
    const Rule rule = rule_;
    // A number that is repeated stands in a register's worth of memory of its own, read again and again.
    const std::array<Lanes, kInputs> repeated{kernels::repeat(*from[I].data)...};
    const std::array<const Scalar*, kInputs> row{
        (from[I].colStep ? from[I].data : reinterpret_cast<const Scalar*>(&repeated[I]))...};
    Index c = 0;
    for (; c + kernels::kLanes <= cols; c += kernels::kLanes)
      kernels::store(to + c, rule.template cell<Lanes>(kernels::load(row[I] + c * from[I].colStep)...));
    for (; c < cols; ++c) to[c] = rule.template cell<Scalar>(row[I][c * from[I].colStep]...);
  }

  template <size_t... I>
  Expr explain(const Inputs& in, Index row, Index col, std::index_sequence<I...>) const {
    return rule_.template cell<Expr>(in.cell(I, in[I].rows() == 1 ? 0 : row, in[I].cols() == 1 ? 0 : col)...);
  }

  Rule rule_;
};

}  // namespace qkv::ops
