#include "base/text.h"

#include <algorithm>

namespace qkv {
namespace {

constexpr size_t kLongestPath = 200;  // longer than any node's

}  // namespace

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      const char* hex = "0123456789abcdef";
      out += "\\u00";
      out += hex[c >> 4];
      out += hex[c & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string shown(const std::string& text, size_t most) {
  return text.size() <= most ? quoted(text) : "a text of " + std::to_string(text.size()) + " bytes";
}

std::string shownName(const std::string& name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '#';
  };
  const bool isPlain =
      !name.empty() && name.size() <= kLongestPath && std::all_of(name.begin(), name.end(), plain);
  return isPlain ? name : shown(name, kLongestPath);
}

}  // namespace qkv
