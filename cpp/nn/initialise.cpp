#include "nn/initialise.h"

#include <cmath>

#include "base/error.h"
#include "base/random.h"

namespace qkv {

const std::vector<std::string>& initKinds() {
  static const std::vector<std::string> kinds{"xavier_uniform", "xavier_normal", "he_uniform", "he_normal",
                                              "normal",         "uniform",       "zeros",      "identity"};
  return kinds;
}

std::vector<Field> initFields(std::string_view kind) {
  if (kind == "normal") return {Field::number("std", 0.02, 0, 100)};
  if (kind == "uniform") return {Field::number("bound", 0, 0, 100).asDerived()};
  return {};
}

Matrix initialise(const Init& init, Shape shape, std::uint64_t seed, std::string_view path) {
  if (init.kind == "zeros") return Matrix::Zero(shape.rows, shape.cols);
  if (init.kind == "ones") return Matrix::Ones(shape.rows, shape.cols);
  if (init.kind == "identity") return Matrix::Identity(shape.rows, shape.cols);

  const auto fanIn = static_cast<double>(shape.rows), fanOut = static_cast<double>(shape.cols);
  double bound = 0, deviation = 0;  // whichever the kind uses
  if (init.kind == "xavier_uniform") {
    bound = std::sqrt(6 / (fanIn + fanOut));
  } else if (init.kind == "xavier_normal") {
    deviation = std::sqrt(2 / (fanIn + fanOut));
  } else if (init.kind == "he_uniform") {
    bound = std::sqrt(6 / fanIn);
  } else if (init.kind == "he_normal") {
    deviation = std::sqrt(2 / fanIn);
  } else if (init.kind == "normal") {
    deviation = init.std;
  } else if (init.kind == "uniform") {
    bound = init.bound > 0 ? init.bound : 1 / std::sqrt(fanIn);
  } else {
    throw Error(ErrorCode::config, {"init.kind: \"", init.kind, "\" is not an initialiser; ",
                                    Field::choice("kind", initKinds()).allowed()});
  }

  Random random(seed, path);
  Matrix m(shape.rows, shape.cols);
  for (Index i = 0; i < m.size(); ++i)
    m.data()[i] =
        static_cast<Scalar>(bound > 0 ? random.uniform(-bound, bound) : deviation * random.normal());
  return m;
}

Matrix embedTokens(const std::vector<std::string>& tokens, Index d_model) {
  Matrix X(static_cast<Index>(tokens.size()), d_model);
  for (Index row = 0; row < X.rows(); ++row) {
    Random random(hashText(tokens[static_cast<size_t>(row)]));
    for (Index col = 0; col < d_model; ++col) X(row, col) = static_cast<Scalar>(random.normal());
  }
  return X;
}

}  // namespace qkv
