#include "ops/position.h"

#include "base/error.h"
#include "base/math.h"
#include "kernels/lanes.h"

namespace qkv::ops {
namespace {

class Sinusoid final : public Op {
 public:
  Sinusoid(Index batch, Index seq_len, Index d_model, double base)
      : batch_(batch), seq_len_(seq_len), d_model_(d_model), base_(base), table_(seq_len, d_model) {
    // It depends on nothing that can change, so it is computed once, here.
    for (Index pos = 0; pos < seq_len; ++pos)
      for (Index col = 0; col < d_model; ++col) {
        const double angle = sinusoidAngle(pos, col, d_model, base);
        table_(pos, col) = static_cast<Scalar>(col % 2 == 0 ? math::sin(angle) : math::cos(angle));
      }
  }

  std::string_view name() const noexcept override { return "sinusoid"; }

  Stacking stacking() const noexcept override { return Stacking::everyExample; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (!in.empty()) throw Error(ErrorCode::shape, {"sinusoid: takes no matrices"});
    return {batch_ * seq_len_, d_model_};
  }

  void forward(const Inputs&, MatrixMap out) const noexcept override {
    for (Index b = 0; b < batch_; ++b) out.middleRows(b * seq_len_, seq_len_) = table_;
  }

  QKV_SMALL void backward(Backward&) const override {}

  QKV_SMALL Expr explain(const Inputs&, Index row, Index col) const override {
    using namespace expr;
    const auto pos = static_cast<double>(row % seq_len_);
    Expr exponent =
        quotient(number(static_cast<double>(col - col % 2)), number(static_cast<double>(d_model_)));
    Expr angle = quotient(number(pos), power(number(base_), std::move(exponent)));
    return apply(col % 2 == 0 ? ExprKind::sin : ExprKind::cos, std::move(angle));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"sin(θ) if j mod 2 = 0, else cos(θ), where θ = i / base^(2 · k / d), k = ⌊j / 2⌋"})
        .with("base", base_)
        .with("d", static_cast<double>(d_model_));
  }

 private:
  Index batch_, seq_len_, d_model_;
  double base_;
  Matrix table_;
};

/// in: dOut [batch·seq_len × d]. out [max_length × d]: the examples' sums, zeros from seq_len on.
class RepeatGradient final : public Op {
 public:
  RepeatGradient(Index batch, Index seq_len, Index max_length)
      : batch_(batch), seq_len_(seq_len), max_length_(max_length) {}
  std::string_view name() const noexcept override { return "repeat_rows_gradient"; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override { return {max_length_, in[0].cols}; }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    kernels::fill(out.data(), 0, out.size());
    for (Index b = 0; b < batch_; ++b) out.topRows(seq_len_) += in[0].middleRows(b * seq_len_, seq_len_);
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    std::vector<Expr> terms;
    for (Index b = 0; b < batch_ && row < seq_len_; ++b) terms.push_back(in.cell(0, b * seq_len_ + row, col));
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return ofCell("ij", {"Σ_e {0}_ij"}); }

 private:
  Index batch_, seq_len_, max_length_;
};

class RepeatRows final : public Op {
 public:
  RepeatRows(Index batch, Index seq_len) : batch_(batch), seq_len_(seq_len) {}
  std::string_view name() const noexcept override { return "repeat_rows"; }

  Stacking stacking() const noexcept override { return Stacking::everyExample; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1 || in[0].rows < seq_len_)
      throw Error(ErrorCode::shape, {"repeat_rows: the table ", in.empty() ? Shape{} : in[0],
                                     " must have a row for each of ", seq_len_, " positions"});
    return {batch_ * seq_len_, in[0].cols};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    for (Index b = 0; b < batch_; ++b) out.middleRows(b * seq_len_, seq_len_) = in[0].topRows(seq_len_);
  }

  // forward: every example reads the same rows, so d table[p] = Σ_b dOut[b·seq_len + p]
  QKV_SMALL void backward(Backward& back) const override {
    if (!back.wants(0)) return;
    const Index max_length = back.shape(back.input(0)).rows;
    back.addGradient(0, std::make_shared<RepeatGradient>(batch_, seq_len_, max_length), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    return in.cell(0, row % seq_len_, col);
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return ofCell("ij", {"{0}_ij"}); }

 private:
  Index batch_, seq_len_;
};

class LinearBias final : public Op {
 public:
  LinearBias(Index batch, Index seq_len, double exponent)
      : batch_(batch), seq_len_(seq_len), exponent_(exponent), slope_(math::power(2, exponent)) {}
  std::string_view name() const noexcept override { return "linear_bias"; }

  Stacking stacking() const noexcept override { return Stacking::everyExample; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (!in.empty()) throw Error(ErrorCode::shape, {"linear_bias: takes no matrices"});
    return {batch_ * seq_len_, seq_len_};
  }

  void forward(const Inputs&, MatrixMap out) const noexcept override {
    for (Index row = 0; row < out.rows(); ++row)
      for (Index j = 0; j < seq_len_; ++j)
        out(row, j) = static_cast<Scalar>(-slope_ * static_cast<double>(distance(row, j)));
  }

  QKV_SMALL void backward(Backward&) const override {}

  QKV_SMALL Expr explain(const Inputs&, Index row, Index col) const override {
    using namespace expr;
    return product(
        {number(-1), power(number(2), number(exponent_)), number(static_cast<double>(distance(row, col)))});
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"−2^(", formulaNumber(exponent_), ") · |i − j|"});
  }

 private:
  Index distance(Index row, Index j) const noexcept {
    const Index i = row % seq_len_;
    return i > j ? i - j : j - i;
  }

  Index batch_, seq_len_;
  double exponent_, slope_;
};

}  // namespace

double sinusoidAngle(Index position, Index col, Index d_model, double base) noexcept {
  const double exponent = static_cast<double>(col - col % 2) / static_cast<double>(d_model);
  return static_cast<double>(position) / math::power(base, exponent);
}

OpPtr sinusoid(Index batch, Index seq_len, Index d_model, double base) {
  return std::make_shared<Sinusoid>(batch, seq_len, d_model, base);
}

OpPtr repeatRows(Index batch, Index seq_len) { return std::make_shared<RepeatRows>(batch, seq_len); }

double linearBiasExponent(Index head, Index n_heads) noexcept {
  Index below = 1;  // the largest power of two that is not above n_heads
  while (2 * below <= n_heads) below *= 2;
  if (head < below) return -8.0 * static_cast<double>(head + 1) / static_cast<double>(below);
  return -4.0 * static_cast<double>(2 * (head - below) + 1) / static_cast<double>(below);
}

OpPtr linearBias(Index batch, Index seq_len, double exponent) {
  return std::make_shared<LinearBias>(batch, seq_len, exponent);
}

}  // namespace qkv::ops
