#include <cmath>

#include "nn/initialise.h"

namespace qkv {
namespace {

/// fan_in + fan_out
double fans(Shape shape) { return static_cast<double>(shape.rows + shape.cols); }

std::vector<Field> xavierFields() { return {}; }

/// The variance 2/(fan_in + fan_out) keeps signals as large forward as gradients backward. Glorot & Bengio 2010.
const RegisterInit kXavierUniform({"xavier_uniform", xavierFields,
                                   [](Shape shape, const Options&, Random& random) {
                                     return drawUniform(shape, std::sqrt(6 / fans(shape)), random);
                                   }});
const RegisterInit kXavierNormal({"xavier_normal", xavierFields,
                                  [](Shape shape, const Options&, Random& random) {
                                    return drawNormal(shape, std::sqrt(2 / fans(shape)), random);
                                  }});

}  // namespace
}  // namespace qkv
