#include "base/error.h"

namespace qkv {

Error::Error(ErrorCode code, std::initializer_list<Word> message)
    : std::runtime_error(textOf(message)), code_(code) {}

const char* codeName(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::shape:
      return "shape";
    case ErrorCode::range:
      return "range";
    case ErrorCode::config:
      return "config";
    case ErrorCode::path:
      return "path";
    case ErrorCode::numeric:
      return "numeric";
    case ErrorCode::unsupported:
      return "unsupported";
  }
  return "unknown";
}

}  // namespace qkv
