#pragma once
#include <emscripten/val.h>

#include <memory>
#include <string>

#include "base/error.h"

/// Nothing is thrown across the border (a C++ exception that reaches JavaScript leaks): every call returns
/// {value} or {error: {code, message}}.
namespace qkv::bindings {

using emscripten::val;

inline val failure(const char* code, const std::string& message) {
  val error = val::object();
  error.set("code", code);
  error.set("message", message);
  val out = val::object();
  out.set("error", error);
  return out;
}

template <class Call>
val guarded(Call call) {
  try {
    val out = val::object();
    out.set("value", call());
    return out;
  } catch (const Error& e) {
    return failure(codeName(e.code()), e.what());
  } catch (const std::bad_alloc&) {
    return failure("range", "out of memory: use fewer tokens, heads or dimensions");
  } catch (const std::exception& e) {
    return failure("internal", e.what());
  }
}

}  // namespace qkv::bindings
