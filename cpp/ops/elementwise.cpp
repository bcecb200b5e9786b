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
    if ((s.rows != 1 && s.rows != out.rows) || (s.cols != 1 && s.cols != out.cols))
      throw Error(ErrorCode::shape,
                  {rule, ": ", s, " does not fit ", out, "; give one shape, or one row or column to repeat"});
  return out;
}

Walk walk(const Inputs& in, Shape out) noexcept {
  // Matrices of one shape, and single numbers beside them, are read as one long row.
  bool flat = true;
  for (size_t i = 0; i < in.size(); ++i) flat &= in[i].size() == out.size() || in[i].size() == 1;
  Walk walk{flat ? 1 : out.rows, flat ? out.size() : out.cols, {}};
  if (out.size() == 0) walk.rows = 0;
  for (size_t i = 0; i < in.size(); ++i) {
    const ConstMatrixMap m = in[i];
    const Index cols = flat ? m.size() : m.cols();
    walk.from[i] = {m.data(), flat || m.rows() == 1 ? 0 : m.cols(), cols == 1 ? 0 : 1};
  }
  return walk;
}

}  // namespace qkv::ops
