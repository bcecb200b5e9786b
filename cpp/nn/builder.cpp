#include "nn/builder.h"

#include "base/error.h"
#include "base/text.h"

namespace qkv {

NodeId Builder::parameter(const std::string& path, Shape shape) {
  return parameter(path, shape, [&] { return initialise(init_, shape, seed_, path); });
}

NodeId Builder::parameter(const std::string& path, Shape shape, double value) {
  return parameter(path, shape, [&]() -> Matrix {
    return Matrix::Constant(shape.rows, shape.cols, static_cast<Scalar>(value));
  });
}

NodeId Builder::parameter(const std::string& path, Shape shape, const std::function<Matrix()>& draw) {
  tape.checkRoom(path, shape);  // before the numbers are drawn
  const auto given = given_.find(path);
  if (given != given_.end() && shapeOf(given->second) != shape)
    throw Error(ErrorCode::shape,
                {"parameters.", path, ": is ", shapeOf(given->second), ", must be ", shape});
  const Matrix value = given != given_.end() ? given->second : draw();
  parameters_.push_back(tape.leaf(path, LeafKind::parameter, value, true));
  return parameters_.back();
}

NodeId Builder::sharedParameter(const std::string& path, Shape shape) {
  return tape.has(path) ? tape.find(path) : parameter(path, shape);
}

void Builder::checkAllUsed() const {
  for (const auto& [path, value] : given_) {
    bool used = false;
    std::string names;
    for (const NodeId id : parameters_) {
      used |= tape.node(id).path == path;
      names += (names.empty() ? "\"" : ", \"") + tape.node(id).path + "\"";
    }
    if (!used)
      throw Error(ErrorCode::path,
                  {"parameters.", shownName(path), ": this model has no such parameter; it has ", names});
  }
}

}  // namespace qkv
