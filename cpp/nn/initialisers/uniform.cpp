#include <cmath>

#include "nn/initialise.h"

namespace qkv {
namespace {

/// U(−bound, bound); the bound is 1/√fan_in unless given, as in PyTorch's nn.Linear.
const RegisterInit kUniform({"uniform",
                             [] { return std::vector<Field>{Field::number("bound", 0, 0, 100).asDerived()}; },
                             [](Shape shape, const Options& options, Random& random) {
                               const bool given = options.has("bound") && options.number("bound") > 0;
                               const double usual = 1 / std::sqrt(static_cast<double>(shape.rows));
                               return drawUniform(shape, given ? options.number("bound") : usual, random);
                             }});

}  // namespace
}  // namespace qkv
