#pragma once
#include <memory>
#include <string>
#include <vector>

#include "bindings/guarded.h"

/// Objects that JavaScript holds by number, and their methods as functions of it. Embind's own classes would
/// bring inheritance, smart pointers and finalizers along: a quarter of the glue, for two kinds of object.
namespace qkv::bindings {

template <class Handle>
class Handles {
 public:
  static unsigned create() {
    auto& slots = all();
    for (unsigned id = 0; id < slots.size(); ++id)
      if (!slots[id]) {
        slots[id] = std::make_unique<Handle>();
        return id;
      }
    slots.push_back(std::make_unique<Handle>());
    return static_cast<unsigned>(slots.size() - 1);
  }
  static void drop(unsigned id) {
    if (id < all().size()) all()[id].reset();
  }
  /// Null where there is none of that number (any more).
  [[gnu::noinline]] static Handle* find(unsigned id) { return id < all().size() ? all()[id].get() : nullptr; }

 private:
  static std::vector<std::unique_ptr<Handle>>& all() {
    static std::vector<std::unique_ptr<Handle>> slots;
    return slots;
  }
};

[[gnu::noinline]] inline emscripten::val deleted() {
  return failure("closed", "the engine has no such object any more");
}

/// A method as a function of the object's number.
template <auto kMethod>
struct Exposed;
template <class Handle, class... Given, emscripten::val (Handle::*kMethod)(Given...)>
struct Exposed<kMethod> {
  static emscripten::val call(unsigned id, Given... given) {
    Handle* handle = Handles<Handle>::find(id);
    return handle ? (handle->*kMethod)(given...) : deleted();
  }
};

/// Kind_new, Kind_delete and a function Kind_method for each method.
template <class Handle>
class Bind {
 public:
  explicit Bind(const char* kind) : prefix_(std::string(kind) + "_") {
    emscripten::function((prefix_ + "new").c_str(), &Handles<Handle>::create);
    emscripten::function((prefix_ + "delete").c_str(), &Handles<Handle>::drop);
  }
  template <auto kMethod>
  const Bind& method(const char* name) const {
    emscripten::function((prefix_ + name).c_str(), &Exposed<kMethod>::call);
    return *this;
  }

 private:
  std::string prefix_;
};

}  // namespace qkv::bindings
