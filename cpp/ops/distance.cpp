#include "ops/distance.h"

#include <utility>

#include "base/error.h"
#include "kernels/lanes.h"

namespace qkv::ops {
namespace {

QKV_SMALL void expectStack(std::string_view name, std::span<const Shape> in, Index cols, Index seq_len) {
  if (in.size() != 1 || in[0].cols != cols || in[0].rows % seq_len != 0)
    throw Error(ErrorCode::shape, {name, ": ", in.empty() ? Shape{} : in[0], " must be a stack of ",
                                   Shape{seq_len, cols}, " for ", seq_len, " tokens"});
}

class GatherByDistance final : public Op {
 public:
  explicit GatherByDistance(DistanceRows rows) : rows_(std::move(rows)) {}
  std::string_view name() const noexcept override { return "gather_by_distance"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    expectStack(name(), in, rows_.seqLen(), rows_.seqLen());
    return {in[0].rows, rows_.rows()};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    const Index n = rows_.seqLen();
    kernels::fill(out.data(), 0, out.size());
    for (Index row = 0; row < x.rows(); ++row)
      for (Index j = 0; j < n; ++j) out(row, rows_(row % n, j)) += x(row, j);
  }

  // forward: out[i, r] = Σ in[i, j] over the j with row(j − i) = r, so d in[i, j] = dOut[i, row(j − i)]
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, spreadByDistance(rows_), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    const Index n = rows_.seqLen();
    std::vector<Expr> terms;
    for (Index j = 0; j < n; ++j)
      if (rows_(row % n, j) == col) terms.push_back(in.cell(0, row, j));
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"Σ_k ({0}_ik if ", rows_.text("k − i"), " = j, else 0)"});
  }

 private:
  DistanceRows rows_;
};

class SpreadByDistance final : public Op {
 public:
  explicit SpreadByDistance(DistanceRows rows) : rows_(std::move(rows)) {}
  std::string_view name() const noexcept override { return "spread_by_distance"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    expectStack(name(), in, rows_.rows(), rows_.seqLen());
    return {in[0].rows, rows_.seqLen()};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    const Index n = rows_.seqLen();
    for (Index row = 0; row < x.rows(); ++row)
      for (Index j = 0; j < n; ++j) out(row, j) = x(row, rows_(row % n, j));
  }

  // forward: out[i, j] = in[i, row(j − i)], so d in[i, r] = Σ dOut[i, j] over the j of that row
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, gatherByDistance(rows_), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    return in.cell(0, row, rows_(row % rows_.seqLen(), col));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"{0}[i, ", rows_.text("j − i"), "]"});
  }

 private:
  DistanceRows rows_;
};

/// in: dOut [batch·seq_len × seq_len]. out [rows × heads]: the sums in column `head`, zeros elsewhere.
class BiasGradient final : public Op {
 public:
  BiasGradient(DistanceRows rows, Index head, Index heads)
      : rows_(std::move(rows)), head_(head), heads_(heads) {}
  std::string_view name() const noexcept override { return "bias_by_distance_gradient"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    expectStack(name(), in, rows_.seqLen(), rows_.seqLen());
    return {rows_.rows(), heads_};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    const Index n = rows_.seqLen();
    kernels::fill(out.data(), 0, out.size());
    for (Index row = 0; row < x.rows(); ++row)
      for (Index j = 0; j < n; ++j) out(rows_(row % n, j), head_) += x(row, j);
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    if (col != head_) return expr::number(0);
    const Index n = rows_.seqLen();
    std::vector<Expr> terms;
    for (Index r = 0; r < in[0].rows(); ++r)
      for (Index j = 0; j < n; ++j)
        if (rows_(r % n, j) == row) terms.push_back(in.cell(0, r, j));
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell(
        "ij", {"Σ_e Σ_k Σ_l ({0}_kl if ", rows_.text("l − k"), " = i, else 0) if j = ", head_, ", else 0"});
  }

 private:
  DistanceRows rows_;
  Index head_, heads_;
};

class BiasByDistance final : public Op {
 public:
  BiasByDistance(DistanceRows rows, Index head, Index batch)
      : rows_(std::move(rows)), head_(head), batch_(batch) {}
  std::string_view name() const noexcept override { return "bias_by_distance"; }

  Stacking stacking() const noexcept override { return Stacking::everyExample; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1 || in[0].rows != rows_.rows() || head_ < 0 || head_ >= in[0].cols)
      throw Error(ErrorCode::shape, {"bias_by_distance: the table ", in.empty() ? Shape{} : in[0],
                                     " must have ", rows_.rows(), " rows and a column for head ", head_});
    return {batch_ * rows_.seqLen(), rows_.seqLen()};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap table = in[0];
    const Index n = rows_.seqLen();
    for (Index row = 0; row < out.rows(); ++row)
      for (Index j = 0; j < n; ++j) out(row, j) = table(rows_(row % n, j), head_);
  }

  // forward: out[i, j] = table[row(j − i), head], so each row of the table gathers all its pairs
  QKV_SMALL void backward(Backward& back) const override {
    if (!back.wants(0)) return;
    const Index heads = back.shape(back.input(0)).cols;
    back.addGradient(0, std::make_shared<BiasGradient>(rows_, head_, heads), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    return in.cell(0, rows_(row % rows_.seqLen(), col), head_);
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"{0}[", rows_.text("j − i"), ", ", head_, "]"});
  }

 private:
  DistanceRows rows_;
  Index head_, batch_;
};

}  // namespace

OpPtr spreadByDistance(DistanceRows rows) { return std::make_shared<SpreadByDistance>(std::move(rows)); }
OpPtr gatherByDistance(DistanceRows rows) { return std::make_shared<GatherByDistance>(std::move(rows)); }
OpPtr biasByDistance(DistanceRows rows, Index head, Index batch) {
  return std::make_shared<BiasByDistance>(std::move(rows), head, batch);
}

}  // namespace qkv::ops
