#include "nn/positional/positional.h"

namespace qkv {

std::vector<PositionalKind> positionalKinds() { return RegisterPositional::all(); }

const PositionalKind& positionalKind(std::string_view name) {
  return RegisterPositional::named(name, "positional.kind", "an encoding");
}

}  // namespace qkv
