#include "ops/elementwise.h"

#include "base/error.h"

namespace qkv::ops {

QKV_SMALL Shape repeatedShape(std::string_view rule, size_t inputs, std::span<const Shape> in) {
  if (in.size() != inputs)
    throw Error(ErrorCode::shape, {rule, ": takes ", inputs, " matrices, not ", in.size()});
  Shape out = in[0];
  for (const Shape& s : in) {
    if (out.rows == 1) out.rows = s.rows;
    if (out.cols == 1) out.cols = s.cols;
  }
  for (const Shape& s : in)
    if (s.size() != 1 && (s.cols != out.cols || (s.rows != 1 && s.rows != out.rows)))
      throw Error(ErrorCode::shape,
                  {rule, ": ", s, " does not fit ", out, "; give one shape, or one row or number to repeat"});
  return out;
}

QKV_SMALL Expr ElementwiseOp::explain(const Inputs& in, Index row, Index col) const {
  std::vector<Expr> cells;
  for (size_t i = 0; i < in.size(); ++i)
    cells.push_back(in.cell(i, in[i].rows() == 1 ? 0 : row, in[i].size() == 1 ? 0 : col));
  return tree(std::move(cells));
}

QKV_SMALL Expr ElementwiseOp::symbols(size_t inputs) const {
  std::vector<Expr> cells;
  for (size_t i = 0; i < inputs; ++i) cells.push_back(expr::symbol(i));
  return tree(std::move(cells));
}

QKV_SMALL Formula ElementwiseOp::rule(std::span<const Shape> in) const {
  return formulaOf(symbols(in.size()), in);
}

QKV_SMALL Region ElementwiseOp::readers(size_t i, Index row, Index col, std::span<const Shape> in,
                                        Shape out) const {
  Region region = Op::readers(i, row, col, in, out);
  region.all = symbols(in.size()).kind != ExprKind::whenPositive;  // otherwise it depends on the numbers
  return region;
}

Pieces::Pieces(const Inputs& in, Shape out) noexcept
    : size_(out.size()), cols_(out.size()), inputs_(in.size()) {
  if (size_ == 0) return;
  most_ = size_;
  for (size_t i = 0; i < inputs_; ++i) {
    if (in[i].size() == size_) continue;
    if (in[i].size() != 1) cols_ = out.cols;
    most_ = kNumbers;
  }
  const bool isShort = cols_ < kNumbers;
  if (isShort && most_ == kNumbers) most_ = kNumbers / cols_ * cols_;
  if (most_ > size_) most_ = size_;
  for (size_t i = 0; i < inputs_; ++i) {
    const Scalar* data = in[i].data();
    Scalar* written = written_[i];
    if (in[i].size() == size_) {
      sources_[i] = {data, Source::Goes::on};
    } else if (in[i].size() == 1) {
      kernels::fill(written, *data, most_);
      sources_[i] = {written, Source::Goes::nowhere};
    } else if (isShort) {
      for (Index c = 0; c < most_; c += cols_) kernels::copy(data, written + c, cols_);
      sources_[i] = {written, Source::Goes::nowhere};
    } else {
      sources_[i] = {data, Source::Goes::alongTheRow};
    }
  }
}

bool Pieces::next() noexcept {
  if (at_ == size_) return false;
  const Index col = at_ % cols_, left = most_ % cols_ == 0 ? size_ - at_ : cols_ - col;
  count = left < most_ ? left : most_;
  for (size_t i = 0; i < inputs_; ++i) {
    const Source& source = sources_[i];
    from[i] = source.data + (source.goes == Source::Goes::on            ? at_
                             : source.goes == Source::Goes::alongTheRow ? col
                                                                        : 0);
  }
  at_ += count;
  return true;
}

}  // namespace qkv::ops
