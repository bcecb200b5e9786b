#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/matrix.h"
#include "base/random.h"
#include "base/registry.h"

namespace qkv {

/// How the first value of a weight matrix [fan_in × fan_out] is drawn, with the fields that its kind declares.
struct Init {
  std::string kind = "xavier_uniform";
  Options options;  ///< what is left out has its declared default
};

/// An initialiser as its file in nn/initialisers/ declares it; adding one means adding one file. Its name on the page
/// has the key choice-init-<name>.
struct InitKind {
  std::string_view name;
  std::vector<Field> (*fields)();
  Matrix (*draw)(Shape shape, const Options& options, Random& random);
};

using RegisterInit = Registered<InitKind>;

/// All that are linked in, by name.
std::vector<std::string> initKinds();
/// Throws Error(config), listing the kinds there are.
const InitKind& initKind(std::string_view name);
std::vector<Field> initFields(std::string_view kind);

/// A matrix drawn from its own stream: `path` names it, so that the other matrices keep their numbers.
Matrix initialise(const Init& init, Shape shape, std::uint64_t seed, std::string_view path);

/// What initialisers are made of: every cell drawn by itself, row by row.
/// U(−bound, bound), and N(0, deviation²).
Matrix drawUniform(Shape shape, double bound, Random& random);
Matrix drawNormal(Shape shape, double deviation, Random& random);

/// One row of standard normals for each token, seeded by its text alone (as PyTorch's nn.Embedding draws
/// its rows): the same word has the same vector in every sentence and at every place. A wider row starts
/// with the narrower one.
/// returns [tokens × d_model]
Matrix embedTokens(const std::vector<std::string>& tokens, Index d_model);

}  // namespace qkv
