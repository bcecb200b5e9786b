#include "nn/positional/positional.h"

#include "base/error.h"
#include "base/text.h"

namespace qkv {

std::vector<PositionalKind> positionalKinds() { return RegisterPositional::all(); }

const PositionalKind& positionalKind(std::string_view name) {
  if (const PositionalKind* kind = RegisterPositional::find(name)) return *kind;
  std::vector<std::string> names;
  for (const PositionalKind& kind : positionalKinds()) names.emplace_back(kind.name);
  throw Error(ErrorCode::config,
              {"positional.kind: ", quoted(std::string(name)), " is not an encoding; it must be ",
               Field::choice("kind", names).allowed()});
}

}  // namespace qkv
