#include "nn/initialise.h"

namespace qkv {
namespace {

std::vector<Field> fixedFields() { return {}; }

/// All the same: heads and columns that start equal stay equal.
const RegisterInit kZeros({"zeros", fixedFields, [](Shape shape, const Options&, Random&) -> Matrix {
                             return Matrix::Zero(shape.rows, shape.cols);
                           }});
/// Ones on the diagonal, also where the matrix is not square.
const RegisterInit kIdentity({"identity", fixedFields, [](Shape shape, const Options&, Random&) -> Matrix {
                                return Matrix::Identity(shape.rows, shape.cols);
                              }});

}  // namespace
}  // namespace qkv
