#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/matrix.h"

namespace qkv {

/// How the first value of a weight matrix [fan_in × fan_out] is drawn.
///   xavier_uniform  U(−b, b), b = √(6/(fan_in + fan_out))      Glorot & Bengio 2010
///   xavier_normal   N(0, 2/(fan_in + fan_out))
///   he_uniform      U(−b, b), b = √(6/fan_in)                  He et al. 2015
///   he_normal       N(0, 2/fan_in)
///   normal          N(0, std²), std 0.02 unless given, as in GPT-2
///   uniform         U(−bound, bound), bound 1/√fan_in unless given, as in PyTorch's nn.Linear
///   zeros, identity (ones on the diagonal)
///   ones            for gains; not among the kinds that a configuration may choose
struct Init {
  std::string kind = "xavier_uniform";
  double std = 0.02;
  double bound = 0;  ///< 0: 1/√fan_in
};

const std::vector<std::string>& initKinds();

/// The fields that belong to one kind: `std` to normal, `bound` to uniform.
std::vector<Field> initFields(std::string_view kind);

/// A matrix drawn from its own stream: `path` names it, so that the other matrices keep their numbers.
Matrix initialise(const Init& init, Shape shape, std::uint64_t seed, std::string_view path);

/// One row of standard normals for each token, seeded by its text alone (as PyTorch's nn.Embedding draws
/// its rows): the same word has the same vector in every sentence and at every place. A wider row starts
/// with the narrower one.
/// returns [tokens × d_model]
Matrix embedTokens(const std::vector<std::string>& tokens, Index d_model);

}  // namespace qkv
