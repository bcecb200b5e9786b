#include "nn/initialise.h"

namespace qkv {

namespace {

Matrix eachCell(Shape shape, const auto& draw) {
  Matrix m(shape.rows, shape.cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = static_cast<Scalar>(draw());
  return m;
}

}  // namespace

std::vector<std::string> initKinds() { return RegisterInit::names(); }

const InitKind& initKind(std::string_view name) {
  return RegisterInit::named(name, "init.kind", "an initialiser");
}

std::vector<Field> initFields(std::string_view kind) { return initKind(kind).fields(); }

Matrix initialise(const Init& init, Shape shape, std::uint64_t seed, std::string_view path) {
  Random random(seed, path);
  return initKind(init.kind).draw(shape, init.options, random);
}

Matrix drawUniform(Shape shape, double bound, Random& random) {
  return eachCell(shape, [&] { return random.uniform(-bound, bound); });
}

Matrix drawNormal(Shape shape, double deviation, Random& random) {
  return eachCell(shape, [&] { return deviation * random.normal(); });
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
