#include "ops/position.h"

#include "base/error.h"
#include "base/math.h"

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

  Shape shape(std::span<const Shape> in) const override {
    if (!in.empty()) throw Error(ErrorCode::shape, "sinusoid: takes no matrices");
    return {batch_ * seq_len_, d_model_};
  }

  void forward(const Inputs&, MatrixMap out) const noexcept override {
    for (Index b = 0; b < batch_; ++b) out.middleRows(b * seq_len_, seq_len_) = table_;
  }

  void backward(Backward&) const override {}

  Expr explain(const Inputs&, Index row, Index col) const override {
    using namespace expr;
    const auto pos = static_cast<double>(row % seq_len_);
    Expr exponent =
        quotient(number(static_cast<double>(col - col % 2)), number(static_cast<double>(d_model_)));
    Expr angle = quotient(number(pos), power(number(base_), std::move(exponent)));
    return apply(col % 2 == 0 ? ExprKind::sin : ExprKind::cos, std::move(angle));
  }

 private:
  Index batch_, seq_len_, d_model_;
  double base_;
  Matrix table_;
};

}  // namespace

double sinusoidAngle(Index position, Index col, Index d_model, double base) noexcept {
  const double exponent = static_cast<double>(col - col % 2) / static_cast<double>(d_model);
  return static_cast<double>(position) / math::power(base, exponent);
}

OpPtr sinusoid(Index batch, Index seq_len, Index d_model, double base) {
  return std::make_shared<Sinusoid>(batch, seq_len, d_model, base);
}

}  // namespace qkv::ops
