#include "nn/positional/positional.h"

#include "base/error.h"
#include "base/text.h"

namespace qkv {

std::vector<PositionalKind> positionalKinds() { return RegisterPositional::all(); }

const PositionalKind& positionalKind(std::string_view name) {
  if (const PositionalKind* kind = RegisterPositional::find(name)) return *kind;
  throw Error(ErrorCode::config,
              {"positional.kind: ", quoted(std::string(name)), " is not an encoding; it must be ",
               Field::choice("kind", RegisterPositional::names()).allowed()});
}

}  // namespace qkv
