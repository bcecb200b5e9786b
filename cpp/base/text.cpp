#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace qkv {
namespace {

constexpr size_t kLongestPath = 200;  // longer than any node's

const char* special(double value) noexcept {
  if (std::isnan(value)) return "NaN";
  return value > 0 ? "Infinity" : "-Infinity";
}

}  // namespace

std::string numberText(double value) {
  if (!std::isfinite(value)) return special(value);
  char text[40];
  // Every decimal of 15 digits survives a double, unless it is subnormal; 17 always suffice.
  const bool subnormal = std::fabs(value) < std::numeric_limits<double>::min();
  for (int digits = subnormal ? 1 : 15; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

std::string numberText(float value) {
  if (!std::isfinite(value)) return special(static_cast<double>(value));
  char text[40];
  const bool subnormal = std::fabs(value) < std::numeric_limits<float>::min();
  for (int digits = subnormal ? 1 : 6; digits <= 9; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, static_cast<double>(value));
    if (std::strtof(text, nullptr) == value) break;
  }
  return text;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      out += escape;
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
