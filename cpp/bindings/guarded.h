#pragma once
#include <emscripten/val.h>

#include <memory>
#include <string>

#include "base/error.h"

/// Nothing is thrown across the border (a C++ exception that reaches JavaScript leaks): every call returns
/// {value} or {error: {code, message}}.
namespace qkv::bindings {

using emscripten::val;

/// {key: value}
inline val only(const char* key, const val& value) {
  val out = val::object();
  out.set(key, value);
  return out;
}

inline val failure(const char* code, const std::string& message) {
  val error = val::object();
  error.set("code", code);
  error.set("message", message);
  return only("error", error);
}

/// What is being thrown, in words. One function for all calls: each catch clause is code.
inline val failure() {
  try {
    throw;
  } catch (const Error& e) {
    return failure(codeName(e.code()), e.what());
  } catch (const std::bad_alloc&) {
    return failure("range", "out of memory: use fewer tokens, heads or dimensions");
  } catch (const std::exception& e) {
    return failure("internal", e.what());
  }
}

template <class Call>
val guarded(Call call) {
  try {
    return only("value", val(call()));
  } catch (...) {
    return failure();
  }
}

}  // namespace qkv::bindings
