#include "nn/initialise.h"

namespace qkv {
namespace {

/// All the same number.
const RegisterInit kConstant({"constant",
                              [] { return std::vector<Field>{Field::number("value", 0.1, -100, 100)}; },
                              [](Shape shape, const Options& options, Random&) -> Matrix {
                                const double value = options.has("value") ? options.number("value") : 0.1;
                                return Matrix::Constant(shape.rows, shape.cols, static_cast<Scalar>(value));
                              }});

}  // namespace
}  // namespace qkv
