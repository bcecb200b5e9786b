#include "nn/initialise.h"

namespace qkv {
namespace {

/// As in GPT-2. Radford et al. 2019.
constexpr double kUsualStd = 0.02;

/// N(0, std²), whatever the matrix's size.
const RegisterInit kNormal({"normal",
                            [] { return std::vector<Field>{Field::number("std", kUsualStd, 0, 100)}; },
                            [](Shape shape, const Options& options, Random& random) {
                              const double std = options.has("std") ? options.number("std") : kUsualStd;
                              return drawNormal(shape, std, random);
                            }});

}  // namespace
}  // namespace qkv
