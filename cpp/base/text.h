#pragma once
#include <string>

namespace qkv {

/// The shortest decimal that reads back as the same number; "Infinity", "-Infinity", "NaN" otherwise.
std::string numberText(double value);
std::string numberText(float value);

/// A JSON string literal of UTF-8 text, with quotes.
std::string quoted(const std::string& text);

}  // namespace qkv
