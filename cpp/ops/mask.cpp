#include "ops/mask.h"

#include "base/error.h"

namespace qkv::ops {
namespace {

class MaskOp final : public Op {
 public:
  MaskOp(Mask mask, Scalar hidden) : mask_(std::move(mask)), hidden_(hidden) {}

  std::string_view name() const noexcept override { return "mask"; }

  bool mayHide() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1 || in[0].cols < 1 || in[0].rows % in[0].cols != 0)
      throw Error(ErrorCode::shape, {"mask: ", in.empty() ? Shape{} : in[0],
                                     " is not a stack of square score matrices [batch·seq_len × seq_len]"});
    const auto examples = static_cast<size_t>(in[0].rows / in[0].cols);
    if (mask_.kind == Mask::Kind::padding && mask_.lengths.size() != examples)
      throw Error(ErrorCode::shape, {"mask: ", mask_.lengths.size(), " lengths for ", examples,
                                     " examples; give one length for each"});
    return in[0];
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    const Index n = x.cols();
    for (Index row = 0; row < x.rows(); ++row)
      for (Index j = 0; j < n; ++j) out(row, j) = mask_.visible(row / n, row % n, j) ? x(row, j) : hidden_;
  }

  // forward: a hidden cell does not depend on its input, so no gradient goes through it
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, mask(mask_, 0), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    const Index n = in[0].cols();
    if (mask_.visible(row / n, row % n, col)) return in.cell(0, row, col);
    return expr::number(static_cast<double>(hidden_));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    if (mask_.kind == Mask::Kind::none) return ofCell("ij", {"{0}_ij"});
    if (mask_.kind == Mask::Kind::causal)
      return ofCell("ij", {"{0}_ij if j ≤ i, else ", formulaNumber(static_cast<double>(hidden_))});
    std::string lengths;
    for (const Index length : mask_.lengths)
      lengths += (lengths.empty() ? "" : ", ") + std::to_string(length);
    if (mask_.lengths.size() > 1) lengths = "(" + lengths + ")_e";  // each example has its own
    return ofCell("ij", {"{0}_ij if j < ", lengths, ", else ", formulaNumber(static_cast<double>(hidden_))});
  }

 private:
  Mask mask_;
  Scalar hidden_;
};

class HidePadding final : public Op {
 public:
  explicit HidePadding(Scalar hidden) : hidden_(hidden) {}
  std::string_view name() const noexcept override { return "hide_padding"; }

  bool mayHide() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 2 || in[0].cols < 1 || in[1] != Shape{in[0].rows / in[0].cols, 1} ||
        in[0].rows % in[0].cols != 0)
      throw Error(ErrorCode::shape,
                  {"hide_padding: takes stacked scores [batch·seq_len × seq_len] and lengths [batch × 1]"});
    return in[0];
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0], lengths = in[1];
    const Index n = x.cols();
    for (Index row = 0; row < x.rows(); ++row)
      for (Index j = 0; j < n; ++j)
        out(row, j) = static_cast<Scalar>(j) < lengths(row / n, 0) ? x(row, j) : hidden_;
  }

  // forward: a hidden cell does not depend on its input, so no gradient goes through it
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, hidePadding(0), {back.dOut(), back.input(1)});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    const Scalar length = in[1](row / in[0].cols(), 0);
    if (static_cast<Scalar>(col) < length) return in.cell(0, row, col);
    return expr::number(static_cast<double>(hidden_));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"{0}_ij if j < {1}, else ", formulaNumber(static_cast<double>(hidden_))});
  }

 private:
  Scalar hidden_;
};

}  // namespace

OpPtr hidePadding(Scalar hidden) { return std::make_shared<HidePadding>(hidden); }
OpPtr mask(Mask mask, Scalar hidden) { return std::make_shared<MaskOp>(std::move(mask), hidden); }

}  // namespace qkv::ops
