#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace qkv {

/// Throws Error(config): "optimizer.kind: "x" is not an optimizer; it must be …".
[[noreturn]] void refuseKind(std::string_view name, std::string_view field, std::string_view noun,
                             const std::vector<std::string>& kinds);

/// Kinds of something, each declared in a file of its own: a file-level constant of this type puts one on the
/// list. `Kind` has a `name`.
template <class Kind>
class Registered {
 public:
  explicit Registered(const Kind& kind) noexcept : kind_(kind) {
    // By name: the linker's order of files is not ours to rely on.
    const Registered** place = &first_;
    while (*place && (*place)->kind_.name < kind.name) place = &(*place)->next_;
    next_ = *place;
    *place = this;
  }
  Registered(const Registered&) = delete;
  Registered& operator=(const Registered&) = delete;

  /// All that are linked in, by name.
  static std::vector<Kind> all() {
    std::vector<Kind> kinds;
    for (const Registered* at = first_; at; at = at->next_) kinds.push_back(at->kind_);
    return kinds;
  }

  static std::vector<std::string> names() {
    std::vector<std::string> list;
    for (const Registered* at = first_; at; at = at->next_) list.emplace_back(at->kind_.name);
    return list;
  }

  /// Null where there is none of that name.
  static const Kind* find(std::string_view name) noexcept {
    for (const Registered* at = first_; at; at = at->next_)
      if (at->kind_.name == name) return &at->kind_;
    return nullptr;
  }

  /// `field` and `noun` ("an optimizer") are what an error calls it.
  static const Kind& named(std::string_view name, std::string_view field, std::string_view noun) {
    if (const Kind* kind = find(name)) return *kind;
    refuseKind(name, field, noun, names());
  }

 private:
  inline static const Registered* first_ = nullptr;
  Kind kind_;
  mutable const Registered* next_;  // the constants are const; the list between them grows
};

}  // namespace qkv
