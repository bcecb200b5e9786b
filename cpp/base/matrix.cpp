#include "base/matrix.h"

namespace qkv {

std::string shapeText(Shape shape) {
  return "[" + std::to_string(shape.rows) + " × " + std::to_string(shape.cols) + "]";
}

}  // namespace qkv
