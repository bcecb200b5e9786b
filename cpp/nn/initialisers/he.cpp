#include <cmath>

#include "nn/initialise.h"

namespace qkv {
namespace {

std::vector<Field> heFields() { return {}; }

/// The variance 2/fan_in makes up for the half that ReLU takes away. He et al. 2015.
const RegisterInit kHeUniform({"he_uniform", heFields, [](Shape shape, const Options&, Random& random) {
                                 return drawUniform(shape, std::sqrt(6 / static_cast<double>(shape.rows)),
                                                    random);
                               }});
const RegisterInit kHeNormal({"he_normal", heFields, [](Shape shape, const Options&, Random& random) {
                                return drawNormal(shape, std::sqrt(2 / static_cast<double>(shape.rows)),
                                                  random);
                              }});

}  // namespace
}  // namespace qkv
