#pragma once
#include <Eigen/Core>
#include <string>

namespace qkv {

/// The one number type: float in what ships, as learners meet it in PyTorch; double in the build that
/// checks gradients at tight tolerances (target qkv_f64).
#ifdef QKV_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

using Index = Eigen::Index;

/// Row-major, so that a token's row is contiguous and what JavaScript sees reads like the page.
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using MatrixMap = Eigen::Map<Matrix>;
using ConstMatrixMap = Eigen::Map<const Matrix>;

struct Shape {
  Index rows = 0;
  Index cols = 0;
  Index size() const noexcept { return rows * cols; }
  friend bool operator==(const Shape&, const Shape&) = default;
};

inline Shape shapeOf(const Matrix& m) noexcept { return {m.rows(), m.cols()}; }

/// "[4 × 6]", as every error message and the page write it.
std::string shapeText(Shape shape);

}  // namespace qkv
