#pragma once
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/math.h"
#include "tape/op.h"

/// A rule for one cell, written once and read twice: with numbers it computes, with trees it explains.
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

/// A constant in either reading.
template <class T>
T number(double value) {
  return static_cast<T>(value);
}
template <>
inline Expr number<Expr>(double value) {
  return expr::number(value);
}

/// The functions of a rule, in either reading.
namespace reading {
inline Scalar sqrt(Scalar x) noexcept { return std::sqrt(x); }
inline Scalar exp(Scalar x) noexcept { return math::exp(x); }
inline Scalar tanh(Scalar x) noexcept { return math::tanh(x); }
inline Scalar erf(Scalar x) noexcept { return math::erf(x); }
inline Scalar max(Scalar a, Scalar b) noexcept { return a > b ? a : b; }
/// 1 − base^x, subtracted in double: 0.999 as a float is 5e-5 off where 1 − 0.999 matters.
inline Scalar oneMinusPower(double base, Scalar x) noexcept {
  return static_cast<Scalar>(1 - math::power(base, static_cast<double>(x)));
}
inline bool positive(Scalar x) noexcept { return x > 0; }

inline Expr sqrt(Expr x) { return expr::apply(ExprKind::sqrt, std::move(x)); }
inline Expr exp(Expr x) { return expr::apply(ExprKind::exp, std::move(x)); }
inline Expr tanh(Expr x) { return expr::apply(ExprKind::tanh, std::move(x)); }
inline Expr erf(Expr x) { return expr::apply(ExprKind::erf, std::move(x)); }
inline Expr max(Expr a, Expr b) { return expr::max({std::move(a), std::move(b)}); }
inline Expr oneMinusPower(double base, Expr x) {
  return expr::number(1) - expr::power(expr::number(base), std::move(x));
}
inline bool positive(const Expr& x) { return evaluate(x) > 0; }
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

  static Source source(const ConstMatrixMap& m) noexcept {
    return {m.data(), m.rows() == 1 ? 0 : m.cols(), m.cols() == 1 ? 0 : 1};
  }

  template <size_t... I>
  void forward(const Inputs& in, MatrixMap& out, std::index_sequence<I...>) const noexcept {
    const std::array<Source, kInputs> from{source(in[I])...};
    const Rule rule = rule_;
    const bool everyColumn = ((from[I].colStep == 1) && ...);
    for (Index r = 0; r < out.rows(); ++r) {
      Scalar* to = out.data() + r * out.cols();
      const std::array<const Scalar*, kInputs> row{(from[I].data + r * from[I].rowStep)...};
      if (everyColumn)
        for (Index c = 0; c < out.cols(); ++c) to[c] = rule.template cell<Scalar>(row[I][c]...);
      else
        for (Index c = 0; c < out.cols(); ++c)
          to[c] = rule.template cell<Scalar>(row[I][c * from[I].colStep]...);
    }
  }

  template <size_t... I>
  Expr explain(const Inputs& in, Index row, Index col, std::index_sequence<I...>) const {
    return rule_.template cell<Expr>(in.cell(I, in[I].rows() == 1 ? 0 : row, in[I].cols() == 1 ? 0 : col)...);
  }

  Rule rule_;
};

}  // namespace qkv::ops
