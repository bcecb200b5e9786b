#include "base/error.h"

namespace qkv {
namespace {

std::string joined(std::initializer_list<Word> words) {
  std::string text;
  for (const Word& word : words) word.addTo(text);
  return text;
}

}  // namespace

void Word::addTo(std::string& message) const {
  if (text_)
    message += a_ == kToItsEnd ? std::string_view(text_) : std::string_view(text_, static_cast<size_t>(a_));
  else
    message += b_ == kNumber ? std::to_string(a_) : shapeText({a_, b_});
}

Error::Error(ErrorCode code, std::initializer_list<Word> message)
    : std::runtime_error(joined(message)), code_(code) {}

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
