#include "nn/positional/positional.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace qkv {
namespace {

std::vector<PositionalKind>& registry() {
  static std::vector<PositionalKind> kinds;
  return kinds;
}

}  // namespace

RegisterPositional::RegisterPositional(const PositionalKind& kind) {
  auto& kinds = registry();
  // By name: the linker's order of files is not ours to rely on.
  const auto after =
      std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return kind.name < k.name; });
  kinds.insert(after, kind);
}

const std::vector<PositionalKind>& positionalKinds() { return registry(); }

const PositionalKind& positionalKind(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& kind : registry()) {
    if (kind.name == name) return kind;
    names.emplace_back(kind.name);
  }
  throw Error(ErrorCode::config, "positional.kind: " + quoted(std::string(name)) + " is not an encoding; it must be " +
                                     Field::choice("kind", names).allowed());
}

}  // namespace qkv
