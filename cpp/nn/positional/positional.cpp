#include "nn/positional/positional.h"

#include <algorithm>

#include "base/error.h"

namespace qkv {
namespace {

std::vector<PositionalKind>& registry() {
  static std::vector<PositionalKind> kinds;
  return kinds;
}

}  // namespace

RegisterPositional::RegisterPositional(PositionalKind kind) {
  auto& kinds = registry();
  kinds.push_back(std::move(kind));
  // The linker's order of files is not ours to rely on.
  std::sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

const std::vector<PositionalKind>& positionalKinds() { return registry(); }

const PositionalKind& positionalKind(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& kind : registry()) {
    if (kind.name == name) return kind;
    names.push_back(kind.name);
  }
  throw Error(ErrorCode::config, "positional.kind: \"" + name + "\" is not an encoding; it must be " +
                                     Field::choice("kind", names).allowed());
}

}  // namespace qkv
