#include "ops/rotate.h"

#include "base/error.h"
#include "base/math.h"
#include "ops/position.h"

namespace qkv::ops {
namespace {

class Rotate final : public Op {
 public:
  Rotate(Pairs pairs, double base, Index seq_len, Index d, bool backwards)
      : pairs_(pairs), base_(base), seq_len_(seq_len), d_(d), sign_(backwards ? -1 : 1) {
    if (d % 2 != 0)
      throw Error(ErrorCode::shape,
                  {"rotate: columns turn in pairs, and ", d, " is odd; use an even number"});
    cos_.resize(seq_len, d / 2);
    sin_.resize(seq_len, d / 2);
    for (Index p = 0; p < seq_len; ++p)
      for (Index i = 0; i < d / 2; ++i) {
        const double angle = sinusoidAngle(p, 2 * i, d, base);
        cos_(p, i) = static_cast<Scalar>(math::cos(angle));
        sin_(p, i) = static_cast<Scalar>(sign_ * math::sin(angle));
      }
  }

  std::string_view name() const noexcept override { return "rotate"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1 || in[0].cols != d_ || in[0].rows % seq_len_ != 0)
      throw Error(ErrorCode::shape,
                  {"rotate: ", in.empty() ? Shape{} : in[0], " must be a stack of ", Shape{seq_len_, d_}});
    return in[0];
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    for (Index row = 0; row < x.rows(); ++row)
      for (Index i = 0; i < d_ / 2; ++i) {
        const Index a = first(i), b = second(i), p = row % seq_len_;
        const Scalar left = x(row, a), right = x(row, b);
        out(row, a) = left * cos_(p, i) - right * sin_(p, i);
        out(row, b) = left * sin_(p, i) + right * cos_(p, i);
      }
  }

  // forward: a rotation, so its transpose is the rotation back
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, rotate(pairs_, base_, seq_len_, d_, sign_ > 0), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    using namespace expr;
    const bool isFirst = pairs_ == Pairs::interleaved ? col % 2 == 0 : col < d_ / 2;
    const Index i = pairs_ == Pairs::interleaved ? col / 2 : col % (d_ / 2);
    Expr exponent = quotient(number(static_cast<double>(2 * i)), number(static_cast<double>(d_)));
    const Expr angle =
        quotient(number(static_cast<double>(row % seq_len_)), power(number(base_), std::move(exponent)));
    const Expr cosine = apply(ExprKind::cos, angle);
    const Expr sine = apply(ExprKind::sin, angle);
    const Expr left = in.cell(0, row, first(i)), right = in.cell(0, row, second(i));
    // Backwards the sine changes its sign, and so the two terms change places.
    if (isFirst) return sign_ > 0 ? left * cosine - right * sine : left * cosine + right * sine;
    return sign_ > 0 ? left * sine + right * cosine : right * cosine - left * sine;
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    const bool adjacent = pairs_ == Pairs::interleaved;
    const Index apart = adjacent ? 1 : d_ / 2;
    const Word isFirst = adjacent ? "j mod 2 = 0" : "j < ", half = adjacent ? Word("") : Word(apart);
    const Word plus = sign_ > 0 ? " + " : " − ", minus = sign_ > 0 ? " − " : " + ";
    return ofCell("ij",
                  {"{0}_ij · cos(θ)", minus, "{0}[i, j + ", apart, "] · sin(θ) if ", isFirst, half,
                   ", else {0}_ij · cos(θ)", plus, "{0}[i, j − ", apart,
                   "] · sin(θ), where θ = i / base^(2 · k / d), k = ", adjacent ? "⌊j / 2⌋" : "j mod ", half})
        .with("base", base_);
  }

 private:
  Index first(Index i) const noexcept { return pairs_ == Pairs::interleaved ? 2 * i : i; }
  Index second(Index i) const noexcept { return pairs_ == Pairs::interleaved ? 2 * i + 1 : i + d_ / 2; }

  Pairs pairs_;
  double base_;
  Index seq_len_, d_;
  int sign_;
  Matrix cos_, sin_;  // [seq_len × d/2]
};

}  // namespace

OpPtr rotate(Pairs pairs, double base, Index seq_len, Index d, bool backwards) {
  return std::make_shared<Rotate>(pairs, base, seq_len, d, backwards);
}

}  // namespace qkv::ops
